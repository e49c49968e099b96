package dev.gatehouse.booth.doctor;

/// From where on a figure is a finding.
///
/// @param silentS a device that was not heard for so long, seconds
/// @param expiresDays a certificate that ends within so many days
/// @param memoryMib resident set
/// @param quotaPercent share of a class's segments that waiting records fill
/// @param cardTbw what the card may be written with in its life, terabytes
/// @param cardYears how long it shall last
record Thresholds(
        long silentS,
        long expiresDays,
        long memoryMib,
        long quotaPercent,
        double cardTbw,
        double cardYears) {
    /// Receipts and proofs are a matter of seconds when all is well.
    static final long UNPROVEN_S = 120;

    static final long RECEIPT_S = 60;

    /// Share of the control group's limit.
    static final long LIMIT_PERCENT = 90;

    /// Rejected frames, and their share, from which on it is more than a stray byte.
    static final long REJECTS_MIN = 5;

    static final long REJECTS_PERCENT = 10;

    /// Vehicles that pass a silent reader before it is called blind.
    static final long BLIND_VEHICLES = 10;

    static final long CLOCK_OFFSET_MS = 2_000;

    /// A bound beyond this is of no use for telling which of two reads came first at two booths.
    static final long CLOCK_BOUND_MS = 1_000;

    /// Rates mean nothing before: a start writes spare segments.
    static final long RATE_AFTER_S = 3_600;

    /// What a start and one burst need.
    static final long DISK_FULL_BYTES = 16L << 20;

    Thresholds {
        if (silentS < 1
                || expiresDays < 0
                || memoryMib < 1
                || quotaPercent < 1
                || quotaPercent > 100
                || !(cardTbw > 0)
                || !(cardYears > 0)) {
            throw new IllegalArgumentException(
                    "thresholds: expected positive figures and at most 100 %");
        }
    }
}
