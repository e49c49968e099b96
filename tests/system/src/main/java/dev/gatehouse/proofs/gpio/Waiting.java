package dev.gatehouse.proofs.gpio;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Waits by looking, with a limit.
final class Waiting {

    static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final long LOOK_MS = 2;

    private Waiting() {}

    /// One look.
    @FunctionalInterface
    interface Look {
        boolean now() throws IOException;
    }

    /// Looks until it is so.
    ///
    /// @return nanoseconds it took
    static long until(String what, Look look) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (!look.now()) {
            if (System.nanoTime() - begin > LIMIT_NANOS) {
                throw new IllegalStateException("not in time: " + what);
            }
            Thread.sleep(LOOK_MS);
        }
        return System.nanoTime() - begin;
    }

    static void pause(long ms) throws InterruptedException {
        Thread.sleep(ms);
    }
}
