package dev.gatehouse.simulators.dispatch;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.OwnThread;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.tinylog.Logger;

/// Simulated radios inside the booth's own process: one thread `sim-<device>` owns the machine;
/// each of the system's sockets is a link of its own. Begins when the first link opens, ends with
/// the last.
final class PeerRun {

    /// Datagrams of the booth that may wait.
    static final int INBOX_LIMIT = 4_096;

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private record Arrived(int socket, InetSocketAddress to, byte[] octets) {}

    /// How addresses of radios look to the booth.
    interface Addresses {
        /// The address that a radio, or with 0 the repeater, sends from.
        InetSocketAddress of(int socket, int radio);

        /// The radio that an address is of; 0 for a repeater.
        int radio(InetSocketAddress address);
    }

    private final LinkContext context;
    private final LongSupplier nanos;
    private final Addresses addresses;
    private final RadioPeer peer;
    private final LongAdder dropped = new LongAdder();
    private final BlockingQueue<Arrived> inbox = new ArrayBlockingQueue<>(INBOX_LIMIT);
    private final Map<Integer, FrameSink> sinks = new HashMap<>();
    private final OwnThread thread;
    private boolean begun;
    private volatile boolean finished;

    PeerRun(
            LinkContext context,
            LongSupplier nanos,
            Addresses addresses,
            Function<PeerOut, RadioPeer> peer) {
        this.context = context;
        this.thread = new OwnThread("sim-" + context.deviceId());
        this.nanos = nanos;
        this.addresses = addresses;
        this.peer = peer.apply(this::toBooth);
    }

    private void toBooth(int socket, int radio, byte[] octets) {
        FrameSink sink;
        synchronized (this) {
            sink = sinks.get(socket);
        }
        if (sink == null) {
            dropped.increment();
            return;
        }
        sink.accept(
                new Frame(
                        octets.clone(),
                        context.clock().now(),
                        Acknowledgement.none(),
                        Optional.of(addresses.of(socket, radio))));
    }

    boolean toRadios(int socket, InetSocketAddress to, byte[] octets) {
        boolean taken = inbox.offer(new Arrived(socket, to, octets.clone()));
        if (!taken) {
            dropped.increment();
        }
        return taken;
    }

    synchronized void join(int socket, FrameSink sink) {
        sinks.put(socket, sink);
        if (!begun) {
            begun = true;
            thread.start(this::run);
        }
    }

    void leave(int socket) {
        boolean last;
        synchronized (this) {
            sinks.remove(socket);
            last = sinks.isEmpty();
        }
        if (last) {
            thread.interrupt();
        }
    }

    private void run() throws InterruptedException {
        long start = nanos.getAsLong();
        while (!thread.ended()) {
            Arrived next = inbox.poll(TICK_NANOS, TimeUnit.NANOSECONDS);
            long nowMs = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - start);
            while (next != null) {
                peer.receive(next.socket, addresses.radio(next.to), next.octets, nowMs);
                next = inbox.poll();
            }
            peer.tick(nowMs);
            if (peer.finished() && !finished) {
                finished = true;
                Logger.info("SIM-020 radios have done their part: device={}", context.deviceId());
            }
        }
    }

    boolean finished() {
        return finished;
    }

    PeerCounts counts() {
        return peer.counts();
    }

    long dropped() {
        return dropped.sum();
    }
}
