package dev.gatehouse.protocols.portal;

/// Counts of the four detectors of a portal in one interval; an unused one has 0. The names of the
/// detectors are the site's, because the makers' own papers disagree about the order (clause 1).
///
/// @param d1 usually the master's lower detector
/// @param d2 usually the master's upper detector
/// @param d3 usually the slave's lower detector
/// @param d4 usually the slave's upper detector
public record DetectorCounts(int d1, int d2, int d3, int d4) {
    /// Detectors of a line.
    public static final int DETECTORS = 4;

    /// Nine digits: a line has six, and a strong source must not make one unreadable.
    public static final int MAX_COUNT = 999_999_999;

    /// Nothing counted.
    public static final DetectorCounts ZERO = new DetectorCounts(0, 0, 0, 0);

    public DetectorCounts {
        check(d1);
        check(d2);
        check(d3);
        check(d4);
    }

    private static void check(int count) {
        if (count < 0 || count > MAX_COUNT) {
            throw new IllegalArgumentException("count: expected 0.." + MAX_COUNT);
        }
    }

    /// One detector, from 0.
    public int at(int detector) {
        return switch (detector) {
            case 0 -> d1;
            case 1 -> d2;
            case 2 -> d3;
            case 3 -> d4;
            default ->
                    throw new IllegalArgumentException(
                            "detector: expected 0..3, found " + detector);
        };
    }

    /// All detectors together.
    public long total() {
        return (long) d1 + d2 + d3 + d4;
    }

    /// The larger count of each detector.
    public DetectorCounts most(DetectorCounts other) {
        return new DetectorCounts(
                Math.max(d1, other.d1),
                Math.max(d2, other.d2),
                Math.max(d3, other.d3),
                Math.max(d4, other.d4));
    }
}
