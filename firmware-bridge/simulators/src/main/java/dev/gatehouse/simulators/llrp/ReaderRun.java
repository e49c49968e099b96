package dev.gatehouse.simulators.llrp;

import dev.gatehouse.simulators.TickThread;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// The thread `sim-<name>` of a simulated reader: everything that happens to it happens there.
final class ReaderRun implements AutoCloseable {

    /// What may wait for the thread.
    static final int INBOX_LIMIT = 8_192;

    private static final long TICK_MS = 5;

    private final SimulatedReader reader;
    private final List<ReaderMishap> mishaps;
    private final long mishapNanos;
    private final LongConsumer afterTick;
    private final TickThread thread;
    private final long beganNanos;
    private long nextMishapNanos;
    private int mishap;
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
        this.mishaps = scenario.mishaps();
        this.mishapNanos = TimeUnit.MILLISECONDS.toNanos(mishapMs);
        this.afterTick = afterTick;
        this.beganNanos = nanos.getAsLong();
        this.nextMishapNanos = mishapNanos;
        this.counts = reader.counts();
        this.thread =
                new TickThread(
                        "sim-" + name,
                        INBOX_LIMIT,
                        TICK_MS,
                        () -> nanos.getAsLong() - beganNanos,
                        this::tick);
    }

    void start() {
        thread.start();
    }

    /// Puts something to be done on the thread, with the reader's time then.
    ///
    /// @return false when too much waits already
    boolean tell(LongConsumer what) {
        return thread.offer(what);
    }

    private void tick(long now) {
        if (!mishaps.isEmpty() && now >= nextMishapNanos) {
            nextMishapNanos = now + mishapNanos;
            reader.mishap(mishaps.get(mishap), now);
            mishap = (mishap + 1) % mishaps.size();
        }
        reader.tick(now);
        afterTick.accept(now);
        counts = reader.counts();
    }

    /// Counts after the last tick; any thread.
    ReaderCounts counts() {
        return counts;
    }

    @Override
    public void close() {
        thread.close();
    }
}
