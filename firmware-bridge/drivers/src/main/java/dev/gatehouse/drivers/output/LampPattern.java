package dev.gatehouse.drivers.output;

import java.util.concurrent.TimeUnit;

/// How a lamp burns: meaning is told by the rhythm as well as by the colour.
enum LampPattern {
    DARK(0),
    STEADY(0),
    /// Once a second.
    SLOW(500),
    /// Four times a second.
    FAST(125);

    private final long halfPeriodNanos;

    LampPattern(long halfPeriodMs) {
        this.halfPeriodNanos = TimeUnit.MILLISECONDS.toNanos(halfPeriodMs);
    }

    boolean lit(long nowNanos) {
        return switch (this) {
            case DARK -> false;
            case STEADY -> true;
            case SLOW, FAST -> Math.floorMod(Math.floorDiv(nowNanos, halfPeriodNanos), 2) == 0;
        };
    }
}
