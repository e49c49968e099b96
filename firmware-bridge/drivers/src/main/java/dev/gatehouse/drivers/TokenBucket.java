package dev.gatehouse.drivers;

import java.util.concurrent.TimeUnit;

/// A rate with a burst; full at first. Owned by one thread.
public final class TokenBucket {

    private final long nanosPerToken;
    private final long capacityNanos;
    private long filledNanos;
    private long lastNanos;
    private boolean started;

    private TokenBucket(long nanosPerToken, int burst) {
        this.nanosPerToken = nanosPerToken;
        this.capacityNanos = nanosPerToken * burst;
        this.filledNanos = capacityNanos;
    }

    /// So many tokens a second.
    ///
    /// @param burst tokens that may be taken at once
    public static TokenBucket perSecond(int rate, int burst) {
        return new TokenBucket(TimeUnit.SECONDS.toNanos(1) / rate, burst);
    }

    /// One token in so many nanoseconds.
    ///
    /// @param burst tokens that may be taken at once
    public static TokenBucket every(long nanosPerToken, int burst) {
        return new TokenBucket(nanosPerToken, burst);
    }

    /// Takes a token; false when there is none.
    ///
    /// @param nowNanos monotonic time
    public boolean take(long nowNanos) {
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
