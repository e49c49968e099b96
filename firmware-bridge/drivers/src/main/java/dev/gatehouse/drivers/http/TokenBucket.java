package dev.gatehouse.drivers.http;

import java.util.concurrent.TimeUnit;

/// A rate with a burst. Owned by the network loop.
final class TokenBucket {

    private final long nanosPerToken;
    private final long capacityNanos;
    private long filledNanos;
    private long lastNanos;
    private boolean started;

    TokenBucket(int ratePerSecond, int burst) {
        this.nanosPerToken = TimeUnit.SECONDS.toNanos(1) / ratePerSecond;
        this.capacityNanos = nanosPerToken * burst;
        this.filledNanos = capacityNanos;
    }

    boolean take(long nowNanos) {
        if (started) {
            long gained = Math.max(0, nowNanos - lastNanos);
            filledNanos = Math.min(capacityNanos, filledNanos + Math.min(capacityNanos, gained));
        }
        started = true;
        lastNanos = nowNanos;
        if (filledNanos < nanosPerToken) {
            return false;
        }
        filledNanos -= nanosPerToken;
        return true;
    }
}
