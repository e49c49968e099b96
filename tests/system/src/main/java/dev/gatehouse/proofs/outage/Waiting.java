package dev.gatehouse.proofs.outage;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Waits by looking, with a limit.
final class Waiting {
    private static final long LOOK_MS = 20;
    private static final long LIMIT_MIN = 30;

    private Waiting() {}

    /// One look.
    @FunctionalInterface
    interface Condition {
        boolean now() throws IOException, InterruptedException;
    }

    static void until(String what, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(LIMIT_MIN);
        while (!condition.now()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("not within " + LIMIT_MIN + " minutes: " + what);
            }
            Thread.sleep(LOOK_MS);
        }
    }
}
