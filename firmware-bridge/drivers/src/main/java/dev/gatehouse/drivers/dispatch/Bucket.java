package dev.gatehouse.drivers.dispatch;

import java.util.concurrent.TimeUnit;

/// A rate with a burst. Owned by the machine's thread.
public final class Bucket {

    private final long nanosPerToken;
    private final long capacityNanos;
    private long filledNanos;
    private long lastNanos;

    /// A full one.
    ///
    /// @param perMinute at least 1
    /// @param burst at least 1
    public Bucket(long perMinute, int burst, long nowNanos) {
        if (perMinute < 1 || burst < 1) {
            throw new IllegalArgumentException("rate: expected 1 or more");
        }
        this.nanosPerToken = TimeUnit.MINUTES.toNanos(1) / perMinute;
        this.capacityNanos = nanosPerToken * burst;
        this.filledNanos = capacityNanos;
        this.lastNanos = nowNanos;
    }

    public boolean take(long nowNanos) {
        long gained = Math.max(0, nowNanos - lastNanos);
        lastNanos = nowNanos;
        filledNanos = Math.min(capacityNanos, filledNanos + Math.min(capacityNanos, gained));
        if (filledNanos < nanosPerToken) {
            return false;
        }
        filledNanos -= nanosPerToken;
        return true;
    }
}
