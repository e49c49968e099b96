package dev.gatehouse.core.seal;

import java.time.Duration;

/// How long one epoch's keys may live in memory.
///
/// @param maxAge at this age the next seal opens a new epoch
/// @param maxRecords after this many records, all classes together, the next seal opens a new epoch
public record EpochLimits(Duration maxAge, int maxRecords) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /// 15 minutes or 4,096 records.
    public static final EpochLimits DEFAULT = new EpochLimits(Duration.ofMinutes(15), 4096);

    public EpochLimits {
        if (maxAge.isNegative() || maxAge.isZero() || maxAge.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "epoch age: expected above 0 and at most 1 day, found " + maxAge);
        }
        if (maxRecords < 1) {
            throw new IllegalArgumentException(
                    "epoch records: expected at least 1, found " + maxRecords);
        }
    }
}
