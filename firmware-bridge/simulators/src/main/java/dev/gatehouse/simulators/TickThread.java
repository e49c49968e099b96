package dev.gatehouse.simulators;

import dev.gatehouse.drivers.OwnThread;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// The one thread that owns a simulated device: it does what others hand it, and what time brings.
public final class TickThread implements AutoCloseable {
    private static final int INBOX_LIMIT = 8_192;
    private static final long TICK_MS = 10;

    private final OwnThread thread;
    private final BlockingQueue<LongConsumer> inbox;
    private final int inboxLimit;
    private final long tickMs;
    private final LongSupplier nanos;
    private final LongConsumer tick;

    /// @param name of the thread
    /// @param inboxLimit what may wait for the thread
    /// @param tickMs longest pause between two ticks
    /// @param nanos monotonic clock
    /// @param tick does what time brings
    public TickThread(
            String name, int inboxLimit, long tickMs, LongSupplier nanos, LongConsumer tick) {
        this.thread = new OwnThread(name);
        this.inbox = new ArrayBlockingQueue<>(inboxLimit);
        this.inboxLimit = inboxLimit;
        this.tickMs = tickMs;
        this.nanos = nanos;
        this.tick = tick;
    }

    /// The usual one, `sim-<name>`: 8,192 things may wait, a tick every 10 ms.
    public static TickThread of(String name, LongSupplier nanos, LongConsumer tick) {
        return new TickThread("sim-" + name, INBOX_LIMIT, TICK_MS, nanos, tick);
    }

    /// Begins.
    public void start() {
        thread.start(this::run);
    }

    /// Puts something to be done on the thread, with the time then. What finds no room is lost, as
    /// on a line.
    ///
    /// @return false when too much waits already
    public boolean offer(LongConsumer what) {
        return inbox.offer(what);
    }

    /// The same, and waits for room.
    public void put(LongConsumer what) throws InterruptedException {
        inbox.put(what);
    }

    private void run() throws InterruptedException {
        while (!thread.ended()) {
            LongConsumer what = inbox.poll(tickMs, TimeUnit.MILLISECONDS);
            for (int done = 0; what != null; done++) {
                what.accept(nanos.getAsLong());
                what = done < inboxLimit ? inbox.poll() : null;
            }
            tick.accept(nanos.getAsLong());
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
