package dev.gatehouse.simulators.llrp;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// The thread `sim-<name>` of a simulated reader: everything that happens to it happens there.
final class ReaderRun implements AutoCloseable {

    /// What may wait for the thread.
    static final int INBOX_LIMIT = 8_192;

    private static final long TICK_MS = 5;
    private static final long CLOSE_LIMIT_MS = 2_000;

    private final SimulatedReader reader;
    private final LongSupplier nanos;
    private final List<ReaderMishap> mishaps;
    private final long mishapNanos;
    private final LongConsumer afterTick;
    private final BlockingQueue<LongConsumer> inbox = new ArrayBlockingQueue<>(INBOX_LIMIT);
    private final Thread thread;
    private final long beganNanos;
    private long nextMishapNanos;
    private int mishap;
    private volatile boolean closed;
    private volatile ReaderCounts counts;

    /// @param nanos monotonic clock; the reader's begins at 0 now
    /// @param mishapMs between two mishaps
    /// @param afterTick called on the thread after each tick, with the reader's time
    ReaderRun(
            String name,
            SimulatedReader reader,
            LongSupplier nanos,
            ReaderScenario scenario,
            long mishapMs,
            LongConsumer afterTick) {
        this.reader = reader;
        this.nanos = nanos;
        this.mishaps = scenario.mishaps();
        this.mishapNanos = TimeUnit.MILLISECONDS.toNanos(mishapMs);
        this.afterTick = afterTick;
        this.beganNanos = nanos.getAsLong();
        this.nextMishapNanos = mishapNanos;
        this.counts = reader.counts();
        this.thread = Thread.ofPlatform().name("sim-" + name).daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Puts something to be done on the thread, with the reader's time then.
    ///
    /// @return false when too much waits already
    boolean tell(LongConsumer what) {
        return inbox.offer(what);
    }

    private void run() {
        try {
            while (!closed) {
                LongConsumer what = inbox.poll(TICK_MS, TimeUnit.MILLISECONDS);
                for (int done = 0; what != null && done < INBOX_LIMIT; done++) {
                    what.accept(now());
                    what = inbox.poll();
                }
                if (what != null) {
                    what.accept(now());
                }
                long now = now();
                if (!mishaps.isEmpty() && now >= nextMishapNanos) {
                    nextMishapNanos = now + mishapNanos;
                    reader.mishap(mishaps.get(mishap), now);
                    mishap = (mishap + 1) % mishaps.size();
                }
                reader.tick(now);
                afterTick.accept(now);
                counts = reader.counts();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Counts after the last tick; any thread.
    ReaderCounts counts() {
        return counts;
    }

    private long now() {
        return nanos.getAsLong() - beganNanos;
    }

    @Override
    public void close() {
        closed = true;
        if (thread.equals(Thread.currentThread())) {
            return;
        }
        try {
            thread.join(CLOSE_LIMIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
