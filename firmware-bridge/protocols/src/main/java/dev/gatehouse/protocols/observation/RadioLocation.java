package dev.gatehouse.protocols.observation;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// Where a radio says it is; WGS 84.
///
/// @param latitudeE7 degrees times 10^7, north positive
/// @param longitudeE7 degrees times 10^7, east positive
/// @param speedCmS centimetres a second
/// @param headingDegrees from north, clockwise, 0..359
/// @param errorM radius of the error, metres
/// @param fixAt when the radio took the fix, by its own clock
/// @param verified its check has 16 bits or more, or a second equal one came
public record RadioLocation(
        int latitudeE7,
        int longitudeE7,
        OptionalInt speedCmS,
        OptionalInt headingDegrees,
        OptionalInt errorM,
        Optional<Instant> fixAt,
        boolean verified)
        implements RadioEvent {
    private static final int MAX_LATITUDE_E7 = 900_000_000;
    private static final int MAX_LONGITUDE_E7 = 1_800_000_000;
    private static final int HIGHEST_HEADING = 359;

    public RadioLocation {
        if (Math.abs((long) latitudeE7) > MAX_LATITUDE_E7
                || Math.abs((long) longitudeE7) > MAX_LONGITUDE_E7) {
            throw new IllegalArgumentException("location: expected degrees on the globe");
        }
        if (headingDegrees.isPresent()
                && (headingDegrees.getAsInt() < 0 || headingDegrees.getAsInt() > HIGHEST_HEADING)) {
            throw new IllegalArgumentException("heading: expected 0..359 degrees");
        }
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "RadioLocation[verified=" + verified + ", content withheld]";
    }
}
