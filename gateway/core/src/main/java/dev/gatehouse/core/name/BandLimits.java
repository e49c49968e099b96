package dev.gatehouse.core.name;

/// Where the bands begin, in ten-thousandths; configuration of each list, set on data and not by
/// taste.
///
/// @param strong from here on STRONG, unless there is a contradiction
/// @param probable from here on PROBABLE
/// @param probableWithBirth from here on PROBABLE when the birth dates are equal
/// @param possible from here on POSSIBLE; also the least for STRONG with an equal document number
/// @param reused below it an equal document number is a finding of its own
public record BandLimits(
        int strong, int probable, int probableWithBirth, int possible, int reused) {
    /// The limits of the fact sheet.
    public static final BandLimits DEFAULT = new BandLimits(9_200, 8_200, 7_500, 7_000, 4_000);

    public BandLimits {
        boolean rising =
                0 <= reused
                        && reused <= possible
                        && possible <= probableWithBirth
                        && probableWithBirth <= probable
                        && probable <= strong
                        && strong <= NameScore.MAX_POINTS;
        if (!rising) {
            throw new IllegalArgumentException("band limits must rise from 0 to 10,000");
        }
    }
}
