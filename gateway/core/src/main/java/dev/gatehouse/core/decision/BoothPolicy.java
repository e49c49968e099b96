package dev.gatehouse.core.decision;

import dev.gatehouse.core.passage.PassageTimes;

/// What the port decided about its booths. Durations by the monotonic clock.
///
/// @param queryByHandRefers the port sends to secondary whoever would be queried by hand
/// @param escalateAfterMs an un-acknowledged referral escalates after this, and again after each
///   further one
/// @param openEscalateAfterMs a referral acknowledged but not examined escalates after this
///   (matching sheet, section 13: open hits, 15 minutes to the supervisor)
/// @param maxEscalations of one referral
/// @param pulseMs between two pulses of a lane output
/// @param pulseValidMs a consumer without a pulse for this long shows query by hand
/// @param readGraceMs a vehicle that stands unread for this long is told to the terminal
/// @param manualEntryMs a keyed plate belongs to the last passage for this long after its end
/// @param reconcileMs window in which passages are held against lane counts
/// @param reconcileTolerance difference, in vehicles, that is not yet an alarm
/// @param alertBurst alerts of a lane that may go at once
/// @param alertRefillMs after which one more may
/// @param repeatMs how long a repeated event is known by memory (plate reader sheet, section 6,
///   level 1)
/// @param repeatEntries and how many of them
/// @param passage times of passages
/// @param actions what a match causes
/// @param radio who is told of referrals by radio
public record BoothPolicy(
        boolean queryByHandRefers,
        long escalateAfterMs,
        long openEscalateAfterMs,
        int maxEscalations,
        long pulseMs,
        int pulseValidMs,
        long readGraceMs,
        long manualEntryMs,
        long reconcileMs,
        int reconcileTolerance,
        int alertBurst,
        long alertRefillMs,
        long repeatMs,
        int repeatEntries,
        PassageTimes passage,
        ActionPolicy actions,
        RadioAlerts radio) {

    public BoothPolicy {
        positive("escalateAfterMs", escalateAfterMs);
        positive("openEscalateAfterMs", openEscalateAfterMs);
        positive("maxEscalations", maxEscalations);
        positive("pulseMs", pulseMs);
        positive("readGraceMs", readGraceMs);
        positive("manualEntryMs", manualEntryMs);
        positive("reconcileMs", reconcileMs);
        positive("reconcileTolerance", reconcileTolerance);
        positive("alertBurst", alertBurst);
        positive("alertRefillMs", alertRefillMs);
        positive("repeatMs", repeatMs);
        positive("repeatEntries", repeatEntries);
        if (pulseValidMs < 2 * pulseMs) {
            throw new IllegalArgumentException(
                    "pulseValidMs: expected at least two pulses ("
                            + 2 * pulseMs
                            + "), found "
                            + pulseValidMs);
        }
    }

    /// Values of the issue and the sheets.
    public static BoothPolicy standard() {
        return new BoothPolicy(
                false,
                60_000,
                900_000,
                10,
                500,
                1_500,
                2_000,
                60_000,
                300_000,
                2,
                5,
                2_000,
                86_400_000,
                20_000,
                PassageTimes.standard(),
                ActionPolicy.standard(),
                RadioAlerts.NONE);
    }

    private static void positive(String name, long found) {
        if (found <= 0) {
            throw new IllegalArgumentException(name + ": expected above 0, found " + found);
        }
    }
}
