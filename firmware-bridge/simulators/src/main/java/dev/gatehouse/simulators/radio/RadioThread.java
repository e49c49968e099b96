package dev.gatehouse.simulators.radio;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// The one thread that owns simulated repeaters or a simulated master; others hand it what to do.
final class RadioThread implements AutoCloseable {

    private static final int INBOX_LIMIT = 8_192;
    private static final long TICK_MS = 10;
    private static final long CLOSE_LIMIT_MS = 2_000;

    private final LongSupplier nanos;
    private final LongConsumer tick;
    private final BlockingQueue<LongConsumer> inbox = new ArrayBlockingQueue<>(INBOX_LIMIT);
    private final Thread thread;
    private volatile boolean closed;

    /// @param tick does what time brings
    RadioThread(String name, LongSupplier nanos, LongConsumer tick) {
        this.nanos = nanos;
        this.tick = tick;
        this.thread = Thread.ofPlatform().name("sim-" + name).daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// What finds no room is lost, as on a network.
    boolean offer(LongConsumer what) {
        return inbox.offer(what);
    }

    private void run() {
        try {
            while (!closed) {
                LongConsumer what = inbox.poll(TICK_MS, TimeUnit.MILLISECONDS);
                while (what != null) {
                    what.accept(nanos.getAsLong());
                    what = inbox.poll();
                }
                tick.accept(nanos.getAsLong());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
