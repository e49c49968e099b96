package dev.gatehouse.simulators.radio;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.DatagramLink;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.simulators.TickThread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A simulated master as the link of a peer: whatever address the peer sends to is the master's.
final class MasterLink implements DatagramLink {

    private static final InetSocketAddress PEER =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);

    private final byte[] password;
    private final long seed;
    private final long pauseMs;
    private final AirTraffic.Scenario scenario;
    private final LinkContext context;
    private final LongSupplier nanos;
    private @Nullable TickThread thread;
    private volatile @Nullable SimulatedMaster master;
    private volatile InetSocketAddress address = PEER;

    MasterLink(
            byte[] password,
            long seed,
            long pauseMs,
            AirTraffic.Scenario scenario,
            LinkContext context,
            LongSupplier nanos) {
        this.password = password.clone();
        this.seed = seed;
        this.pauseMs = pauseMs;
        this.scenario = scenario;
        this.context = context;
        this.nanos = nanos;
    }

    @Override
    public synchronized void open(FrameSink sink) throws IOException {
        if (thread != null) {
            throw new IOException("simulated master was opened before; make a new link");
        }
        SimulatedMaster made =
                new SimulatedMaster(
                        password,
                        seed,
                        new AirTraffic(seed, pauseMs, scenario),
                        (octets, _) ->
                                sink.accept(
                                        new Frame(
                                                octets,
                                                context.clock().now(),
                                                Acknowledgement.none(),
                                                Optional.of(address))));
        master = made;
        TickThread running = TickThread.of("master-" + context.deviceId(), nanos, made::tick);
        thread = running;
        running.start();
    }

    @Override
    public boolean send(byte[] octets, InetSocketAddress to) {
        TickThread running = thread;
        SimulatedMaster there = master;
        address = to;
        return running != null
                && there != null
                && running.offer(now -> there.datagram(octets, PEER, now));
    }

    @Override
    public String describe() {
        return "simulated master, seed " + seed;
    }

    @Override
    public void close() {
        TickThread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            running.close();
        }
    }
}
