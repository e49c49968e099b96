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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Simulated repeaters as the link of a master: each has an address of its own, though there is no
/// network.
final class RepeatersLink implements DatagramLink {

    private static final int FIRST_PORT = 40_000;

    private final Map<Integer, String> passwords;
    private final long txHz;
    private final long seed;
    private final long pauseMs;
    private final AirTraffic.Scenario scenario;
    private final long stormPerSecond;
    private final LinkContext context;
    private final LongSupplier nanos;
    private final AtomicLong datagrams = new AtomicLong();
    private @Nullable TickThread thread;
    private volatile @Nullable RepeaterGroup group;

    RepeatersLink(
            Map<Integer, String> passwords,
            long txHz,
            long seed,
            long pauseMs,
            AirTraffic.Scenario scenario,
            long stormPerSecond,
            LinkContext context,
            LongSupplier nanos) {
        this.passwords = passwords;
        this.txHz = txHz;
        this.seed = seed;
        this.pauseMs = pauseMs;
        this.scenario = scenario;
        this.stormPerSecond = stormPerSecond;
        this.context = context;
        this.nanos = nanos;
    }

    @Override
    public synchronized void open(FrameSink sink) throws IOException {
        if (thread != null) {
            throw new IOException("simulated repeaters were opened before; make a new link");
        }
        RepeaterGroup made =
                new RepeaterGroup(
                        passwords,
                        txHz,
                        seed,
                        pauseMs,
                        scenario,
                        stormPerSecond,
                        (number, octets) -> {
                            datagrams.incrementAndGet();
                            sink.accept(
                                    new Frame(
                                            octets,
                                            context.clock().now(),
                                            Acknowledgement.none(),
                                            Optional.of(address(number))));
                        },
                        nanos.getAsLong());
        group = made;
        TickThread running = TickThread.of("repeaters-" + context.deviceId(), nanos, made::tick);
        thread = running;
        running.start();
    }

    private static InetSocketAddress address(int number) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), FIRST_PORT + number);
    }

    @Override
    public boolean send(byte[] octets, InetSocketAddress to) {
        TickThread running = thread;
        RepeaterGroup there = group;
        return running != null
                && there != null
                && running.offer(there.datagram(to.getPort() - FIRST_PORT, octets));
    }

    @Override
    public String describe() {
        return "simulated repeaters: " + passwords.size() + ", seed " + seed;
    }

    @Override
    public Map<String, Long> counters() {
        return Map.of("datagrams_in", datagrams.get());
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
