package dev.gatehouse.protocols.lpr;

import java.util.OptionalDouble;

/// What the configuration says about one reader.
///
/// @param readerId configured id
/// @param cameraIdentity expected in the payload; empty when not configured
/// @param approachDeg centre of the sector of vehicles that come towards the booth
/// @param departDeg centre of the sector of vehicles that leave
public record ReaderProfile(
        String readerId,
        String cameraIdentity,
        OptionalDouble approachDeg,
        OptionalDouble departDeg) {

    /// A heading within this many degrees of a centre belongs to its sector (plate reader sheet,
    /// section 7).
    static final double SECTOR_HALF_WIDTH_DEG = 60;

    public ReaderProfile {
        requireHeading("approach", approachDeg);
        requireHeading("depart", departDeg);
        if (approachDeg.isPresent()
                && departDeg.isPresent()
                && distanceDeg(approachDeg.getAsDouble(), departDeg.getAsDouble())
                        <= 2 * SECTOR_HALF_WIDTH_DEG) {
            throw new IllegalArgumentException(
                    "direction sectors: expected centres more than 120 degrees apart");
        }
    }

    private static void requireHeading(String name, OptionalDouble headingDeg) {
        if (headingDeg.isPresent()
                && !(headingDeg.getAsDouble() >= 0 && headingDeg.getAsDouble() <= 360)) {
            throw new IllegalArgumentException(
                    name + " sector: expected a centre of 0..360 degrees");
        }
    }

    /// Shorter way round between two headings.
    static double distanceDeg(double a, double b) {
        double turn = Math.abs(a - b) % 360;
        return turn > 180 ? 360 - turn : turn;
    }
}
