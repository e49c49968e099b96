package dev.gatehouse.core.passage;

/// How long things may take before they mean something else. All by the monotonic clock,
/// milliseconds.
///
/// @param chatterMs an off edge followed by an on edge within this is one vehicle (contact chatter,
///   hitch of a trailer), unless the reader then sees another vehicle
/// @param lingerMs after the off edge, late reads of the vehicle still attach for this long; then
///   it has left
/// @param approachMs a passage opened by a read waits this long for its vehicle to reach the loop
/// @param slidingMs reads of one reader that look alike are one vehicle while no longer apart
///   (plate reader sheet, section 6, level 3)
/// @param slidingMaxMs and no longer than this in all (level 3)
/// @param keySilenceMs a reader's vehicle key dies after this silence (level 2)
/// @param rearMs what a rear reader reads is of the vehicle that left the loop no longer ago
/// @param returnMs a vehicle that backed off the loop may come again for so long, before a portal
///   is asked why it never counted it
/// @param standMs a vehicle on the loop for longer is a stuck loop: the passage ends by time-out
public record PassageTimes(
        long chatterMs,
        long lingerMs,
        long approachMs,
        long slidingMs,
        long slidingMaxMs,
        long keySilenceMs,
        long rearMs,
        long returnMs,
        long standMs) {

    public PassageTimes {
        atLeast("chatterMs", chatterMs, 0);
        atLeast("lingerMs", lingerMs, 1);
        atLeast("approachMs", approachMs, 1);
        atLeast("slidingMs", slidingMs, 1);
        atLeast("slidingMaxMs", slidingMaxMs, slidingMs);
        atLeast("keySilenceMs", keySilenceMs, slidingMs);
        atLeast("rearMs", rearMs, 1);
        atLeast("returnMs", returnMs, 1);
        atLeast("standMs", standMs, lingerMs);
    }

    /// Levels 2 and 3 as in the sheet; the rest chosen for a booth where the vehicle stops on the
    /// loop.
    public static PassageTimes standard() {
        return new PassageTimes(150, 3_000, 30_000, 8_000, 30_000, 60_000, 1_500, 30_000, 900_000);
    }

    private static void atLeast(String name, long found, long least) {
        if (found < least) {
            throw new IllegalArgumentException(
                    name + ": expected at least " + least + ", found " + found);
        }
    }
}
