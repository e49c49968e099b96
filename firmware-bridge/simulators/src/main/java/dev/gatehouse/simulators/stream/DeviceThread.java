package dev.gatehouse.simulators.stream;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The one thread that owns a simulated device.
final class DeviceThread implements AutoCloseable {
    private static final int INBOX_LIMIT = 1_024;
    private static final long TICK_MS = 10;
    private static final long CLOSE_LIMIT_MS = 2_000;

    private final StreamDevice device;
    private final StreamDevice.Line line;
    private final LongSupplier nanos;
    private final BlockingQueue<byte[]> inbox = new ArrayBlockingQueue<>(INBOX_LIMIT);
    private final Thread thread;
    private volatile boolean closed;

    DeviceThread(String name, StreamDevice device, StreamDevice.Line line, LongSupplier nanos) {
        this.device = device;
        this.line = line;
        this.nanos = nanos;
        this.thread = Thread.ofPlatform().name("sim-" + name).daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// What finds no room is lost, as on a line.
    boolean octets(byte[] octets) {
        return inbox.offer(octets);
    }

    private void run() {
        try {
            while (!closed) {
                byte[] octets = inbox.poll(TICK_MS, TimeUnit.MILLISECONDS);
                while (octets != null) {
                    device.octets(octets, nanos.getAsLong());
                    octets = inbox.poll();
                }
                device.duty(nanos.getAsLong(), line);
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
