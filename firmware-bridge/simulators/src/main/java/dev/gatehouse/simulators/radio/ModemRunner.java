package dev.gatehouse.simulators.radio;

import dev.gatehouse.simulators.TickThread;
import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A simulated modem in real time, on a thread `sim-modem-<name>` of its own that owns it; others
/// ask the thread.
final class ModemRunner implements AutoCloseable {

    private static final int INBOX_LIMIT = 4_096;
    private static final long TICK_MS = 5;

    private final SimulatedModem modem;
    private final Iterator<AirStep> traffic;
    private final long startNanos;
    private final TickThread thread;
    private @Nullable AirStep next;

    ModemRunner(String name, SimulatedModem modem, Iterator<AirStep> traffic, LongSupplier nanos) {
        this.modem = modem;
        this.traffic = traffic;
        this.startNanos = nanos.getAsLong();
        this.next = traffic.hasNext() ? traffic.next() : null;
        this.thread = new TickThread("sim-modem-" + name, INBOX_LIMIT, TICK_MS, nanos, this::tick);
    }

    void start() {
        thread.start();
    }

    /// Hands octets of the host to the modem; what finds no room is lost, as on a line.
    void octets(byte[] octets) {
        var _ = thread.offer(now -> modem.octets(octets, now));
    }

    /// Does something to the modem on its own thread.
    ///
    /// @return false when too much waits
    boolean tell(Consumer<SimulatedModem> what) {
        return thread.offer(_ -> what.accept(modem));
    }

    /// What the modem says of itself, asked on its own thread.
    <T> T ask(Function<SimulatedModem, T> question) throws InterruptedException {
        var answer = new ArrayBlockingQueue<T>(1);
        thread.put(_ -> answer.add(question.apply(modem)));
        return answer.take();
    }

    private void tick(long now) {
        AirStep due = next;
        while (due != null && now - startNanos >= due.atNanos()) {
            modem.air(due.burst());
            due = traffic.hasNext() ? traffic.next() : null;
        }
        next = due;
        modem.tick(now);
    }

    @Override
    public void close() {
        thread.close();
    }
}
