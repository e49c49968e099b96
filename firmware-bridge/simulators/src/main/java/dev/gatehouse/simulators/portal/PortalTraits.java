package dev.gatehouse.simulators.portal;

/// What a simulated portal does.
///
/// @param seed fixes everything
/// @param pauseMs mean time between two occupancies, 2,500 to 3,600,000
/// @param alarmShare of the occupancies that hold a source, 0 to 1
/// @param sigma of a source at its peak, above 10
/// @param troubleShare of the occupancies with a fault, a tamper, a missing end, a stall or a
///   broken line, 0 to 1
/// @param noiseShare of the lines that arrive in pieces, with a bare line feed, or beside garbage
///   or an unknown tag, 0 to 1
/// @param deafShare of the occupancies with a source to which the portal says nothing, 0 to 1
public record PortalTraits(
        long seed,
        long pauseMs,
        double alarmShare,
        double sigma,
        double troubleShare,
        double noiseShare,
        double deafShare) {

    public PortalTraits {
        if (pauseMs < 2_500 || pauseMs > 3_600_000 || sigma <= 10) {
            throw new IllegalArgumentException(
                    "portal: expected a pause of 2,500..3,600,000 ms and more than 10 sigmas");
        }
        for (double share : new double[] {alarmShare, troubleShare, noiseShare, deafShare}) {
            if (share < 0 || share > 1) {
                throw new IllegalArgumentException("portal: expected shares of 0..1");
            }
        }
    }

    /// One in five with a source, and nothing goes wrong.
    public static PortalTraits usual(long seed) {
        return new PortalTraits(seed, 20_000, 0.2, 40, 0, 0, 0);
    }
}
