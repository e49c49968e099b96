package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.observation.PlateRead.Direction;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalDouble;

/// What the configuration says about one reader.
///
/// @param readerId configured id
/// @param cameraIdentity expected in the payload; empty when not configured
/// @param approachDeg centre of the sector of vehicles that come towards the booth
/// @param departDeg centre of the sector of vehicles that leave
/// @param zone of times that come without one
/// @param rear the reader sees vehicles from behind: what it calls forward leads away from it
public record ReaderProfile(
        String readerId,
        String cameraIdentity,
        OptionalDouble approachDeg,
        OptionalDouble departDeg,
        ZoneId zone,
        boolean rear) {

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

    /// A reader at the front whose times come with their zone, or are UTC.
    public ReaderProfile(
            String readerId,
            String cameraIdentity,
            OptionalDouble approachDeg,
            OptionalDouble departDeg) {
        this(readerId, cameraIdentity, approachDeg, departDeg, ZoneOffset.UTC, false);
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

    /// Direction of a heading by the configured sectors.
    Direction direction(OptionalDouble headingDeg) {
        if (within(headingDeg, approachDeg)) {
            return Direction.APPROACHING;
        }
        return within(headingDeg, departDeg) ? Direction.DEPARTING : Direction.UNKNOWN;
    }

    private static boolean within(OptionalDouble headingDeg, OptionalDouble centreDeg) {
        if (headingDeg.isEmpty() || centreDeg.isEmpty()) {
            return false;
        }
        double heading = headingDeg.getAsDouble();
        return heading >= 0
                && heading <= 360
                && distanceDeg(heading, centreDeg.getAsDouble()) <= SECTOR_HALF_WIDTH_DEG;
    }

    /// Of words such as `forward`, which mean the vehicle's front unless the reader is at its rear.
    Direction ahead(boolean forward) {
        return forward == rear ? Direction.DEPARTING : Direction.APPROACHING;
    }
}
