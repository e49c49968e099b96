package dev.gatehouse.core.lookout;

import java.time.Duration;

/// Ages at which a list turns AMBER and RED.
///
/// @param soft from this age on, a warning on every answer
/// @param hard from this age on, no hit is a query by hand
public record StalenessLimits(Duration soft, Duration hard) {
    public StalenessLimits {
        if (soft.isNegative() || soft.isZero() || hard.compareTo(soft) < 0) {
            throw new IllegalArgumentException("staleness: expected 0 < soft <= hard");
        }
    }

    ListLevel level(long ageNanos) {
        if (ageNanos >= hard.toNanos()) {
            return ListLevel.RED;
        }
        return ageNanos >= soft.toNanos() ? ListLevel.AMBER : ListLevel.GREEN;
    }
}
