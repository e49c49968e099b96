package dev.gatehouse.simulators.radio;

import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A simulated modem in real time, on a thread `sim-modem-<name>` of its own that owns it; others
/// ask the thread.
final class ModemRunner implements AutoCloseable {

    private static final int INBOX_LIMIT = 4_096;
    private static final long TICK_MS = 5;
    private static final long CLOSE_LIMIT_MS = 2_000;

    private final SimulatedModem modem;
    private final Iterator<AirStep> traffic;
    private final LongSupplier nanos;
    private final BlockingQueue<Consumer<SimulatedModem>> inbox =
            new ArrayBlockingQueue<>(INBOX_LIMIT);
    private final long startNanos;
    private final Thread thread;
    private @Nullable AirStep next;
    private volatile boolean closed;

    ModemRunner(String name, SimulatedModem modem, Iterator<AirStep> traffic, LongSupplier nanos) {
        this.modem = modem;
        this.traffic = traffic;
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
        this.next = traffic.hasNext() ? traffic.next() : null;
        this.thread =
                Thread.ofPlatform().name("sim-modem-" + name).daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Hands octets of the host to the modem; what finds no room is lost, as on a line.
    void octets(byte[] octets) {
        var _ = inbox.offer(modem -> modem.octets(octets, nanos.getAsLong()));
    }

    /// Does something to the modem on its own thread.
    ///
    /// @return false when too much waits
    boolean tell(Consumer<SimulatedModem> what) {
        return inbox.offer(what);
    }

    /// What the modem says of itself, asked on its own thread.
    <T> T ask(Function<SimulatedModem, T> question) throws InterruptedException {
        var answer = new ArrayBlockingQueue<T>(1);
        inbox.put(modem -> answer.add(question.apply(modem)));
        return answer.take();
    }

    private void run() {
        try {
            while (!closed) {
                Consumer<SimulatedModem> what = inbox.poll(TICK_MS, TimeUnit.MILLISECONDS);
                while (what != null) {
                    what.accept(modem);
                    what = inbox.poll();
                }
                long now = nanos.getAsLong();
                AirStep due = next;
                while (due != null && now - startNanos >= due.atNanos()) {
                    modem.air(due.burst());
                    due = traffic.hasNext() ? traffic.next() : null;
                }
                next = due;
                modem.tick(now);
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
