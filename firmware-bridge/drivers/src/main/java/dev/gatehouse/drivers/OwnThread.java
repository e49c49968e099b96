package dev.gatehouse.drivers;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The one named daemon thread that owns a link, a station or a simulated device: begun once, asked
/// to end once, waited for up to a limit. Asking to end and waiting are for any thread; its own
/// never waits for itself.
public final class OwnThread implements AutoCloseable {
    /// How long [#close] waits.
    public static final long CLOSE_LIMIT_MS = 3_000;

    /// What the thread does. When interrupted it ends.
    @FunctionalInterface
    public interface Work {
        void run() throws InterruptedException;
    }

    /// Opens what the work needs.
    @FunctionalInterface
    public interface Opening {
        /// Opens it, and says what the work is.
        Work open() throws IOException;
    }

    private final String name;
    private volatile boolean ended;
    private @Nullable Thread thread;

    /// @param name of the thread, e.g. `link-camera-1`
    public OwnThread(String name) {
        this.name = name;
    }

    /// Opens what the work needs, then begins it; nobody ends it in between.
    ///
    /// @param what of the exception's message, e.g. `serial link`
    /// @throws IOException when it was begun or asked to end before; and what `opening` throws, and
    ///   then it has not begun
    public synchronized void open(String what, Opening opening) throws IOException {
        if (thread != null || ended) {
            throw new IOException(what + " was opened before; make a new one");
        }
        thread = begun(opening.open());
    }

    /// Begins, unless it was asked to end before.
    ///
    /// @throws IllegalStateException when it was begun before
    public synchronized void start(Work work) {
        if (thread != null) {
            throw new IllegalStateException("thread " + name + " was begun before");
        }
        if (!ended) {
            thread = begun(work);
        }
    }

    private Thread begun(Work work) {
        return Thread.ofPlatform().name(name).daemon(true).start(() -> run(work));
    }

    private static void run(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether it was asked to end: the condition of the work's loop.
    public boolean ended() {
        return ended;
    }

    /// Rests until the time is over or it is asked to end.
    ///
    /// @param clock says how much of the time is left
    /// @return false when it was asked to end
    public synchronized boolean rest(long restMs, LinkContext.Clock clock)
            throws InterruptedException {
        long untilNanos = clock.now().nanos() + TimeUnit.MILLISECONDS.toNanos(restMs);
        long leftMs = restMs;
        while (!ended && leftMs > 0) {
            wait(leftMs);
            leftMs = TimeUnit.NANOSECONDS.toMillis(untilNanos - clock.now().nanos());
        }
        return !ended;
    }

    /// Asks it to end and does not wait.
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    /// Waits until it has ended by itself; not at all where it never began.
    public void join() throws InterruptedException {
        Thread running = running();
        if (running != null) {
            running.join();
        }
    }

    /// Asks it to end and waits.
    @Override
    public void close() {
        close(() -> {}, CLOSE_LIMIT_MS);
    }

    /// Asks it to end and waits.
    ///
    /// @param wake what lets the work look whether it was asked to end
    public void close(Runnable wake) {
        close(wake, CLOSE_LIMIT_MS);
    }

    /// Asks it to end, cuts short whatever it waits for, and waits.
    public void interrupt() {
        Thread running = running();
        close(() -> {
            if (running != null) {
                running.interrupt();
            }
        });
    }

    /// Asks it to end and waits.
    ///
    /// @param wake what lets the work look whether it was asked to end
    /// @param limitMs the longest wait
    public void close(Runnable wake, long limitMs) {
        end();
        wake.run();
        Thread running = running();
        if (running == null || running.equals(Thread.currentThread())) {
            return;
        }
        try {
            running.join(limitMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Thread running() {
        return thread;
    }
}
