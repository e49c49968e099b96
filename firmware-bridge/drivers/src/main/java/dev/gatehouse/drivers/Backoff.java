package dev.gatehouse.drivers;

/// Pauses between attempts: each twice as long as the one before, up to a limit, and short again
/// after a success. Safe for any thread.
public final class Backoff {

    private final long firstMs;
    private final long longestMs;
    private long nextMs;

    /// @param firstMs pause after a success, at least 1
    /// @param longestMs pause that is never exceeded
    public Backoff(long firstMs, long longestMs) {
        if (firstMs < 1 || longestMs < firstMs) {
            throw new IllegalArgumentException("pauses: expected 1 <= first <= longest");
        }
        this.firstMs = firstMs;
        this.longestMs = longestMs;
        this.nextMs = firstMs;
    }

    /// The pause before the next attempt.
    public synchronized long nextMs() {
        long pauseMs = nextMs;
        nextMs = Math.min(longestMs, nextMs * 2);
        return pauseMs;
    }

    /// The next pause is the first again.
    public synchronized void reset() {
        nextMs = firstMs;
    }
}
