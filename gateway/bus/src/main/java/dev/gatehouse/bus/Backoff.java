package dev.gatehouse.bus;

import java.util.random.RandomGenerator;

/// Pauses between attempts to connect: doubled each time up to a limit, each drawn from the upper
/// half of its span so that booths that lost one broker do not come back as one. Owned by one
/// thread.
final class Backoff {

    static final long FIRST_NANOS = 250_000_000L;
    static final long LONGEST_NANOS = 10_000_000_000L;

    /// A connection that lived for so long was a good one.
    static final long GOOD_NANOS = 10_000_000_000L;

    private final RandomGenerator random;
    private long span = FIRST_NANOS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /// The next pause.
    long nextNanos() {
        long pause = span / 2 + random.nextLong(span / 2);
        span = Math.min(LONGEST_NANOS, 2 * span);
        return pause;
    }

    /// A connection ended that had lived for so long: one that is thrown out at once, as by a
    /// second booth with its name, goes on waiting longer and longer.
    void ended(long livedNanos) {
        if (livedNanos >= GOOD_NANOS) {
            span = FIRST_NANOS;
        }
    }
}
