package dev.gatehouse.tests.system;

import java.net.ConnectException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Waits by looking, with a limit; how long something took is never judged.
final class Await {
    /// Generous: a loaded machine is slow, a stuck program is stuck for ever.
    static final long LIMIT_S = 60;

    private static final long LOOK_MS = 25;

    private Await() {}

    /// One look.
    @FunctionalInterface
    interface Look<T> {
        Optional<T> now() throws Exception;
    }

    /// One yes or no.
    @FunctionalInterface
    interface Condition {
        boolean now() throws Exception;
    }

    static void until(String what, Condition condition) throws Exception {
        var _ = value(what, () -> condition.now() ? Optional.of(true) : Optional.empty());
    }

    /// Nobody listens yet: a booth opens its lanes before its status page.
    private static <T> Optional<T> now(Look<T> look) throws Exception {
        try {
            return look.now();
        } catch (ConnectException e) {
            return Optional.empty();
        }
    }

    /// For what is noticed later than all else is.
    static void until(String what, long limitS, Condition condition) throws Exception {
        var _ = value(what, limitS, () -> condition.now() ? Optional.of(true) : Optional.empty());
    }

    static <T> T value(String what, Look<T> look) throws Exception {
        return value(what, LIMIT_S, look);
    }

    private static <T> T value(String what, long limitS, Look<T> look) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitS);
        while (true) {
            Optional<T> found = now(look);
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + limitS + " s: " + what);
            }
            Thread.sleep(LOOK_MS);
        }
    }
}
