package dev.gatehouse.simulators.radio;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.StreamLink;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A simulated modem as the link of a driver.
final class SimulatedModemLink implements StreamLink {

    private final ModemTraits traits;
    private final long seed;
    private final Iterator<AirStep> traffic;
    private final LinkContext context;
    private final LongSupplier nanos;
    private final LongAdder reopened = new LongAdder();
    private volatile @Nullable ModemRunner runner;

    SimulatedModemLink(
            ModemTraits traits,
            long seed,
            Iterator<AirStep> traffic,
            LinkContext context,
            LongSupplier nanos) {
        this.traits = traits;
        this.seed = seed;
        this.traffic = traffic;
        this.context = context;
        this.nanos = nanos;
    }

    @Override
    public synchronized void open(FrameSink sink) throws IOException {
        if (runner != null) {
            throw new IOException("simulated modem was opened before; make a new link");
        }
        SimulatedModem modem =
                new SimulatedModem(
                        traits,
                        seed,
                        octets ->
                                sink.accept(
                                        new Frame(
                                                octets,
                                                context.clock().now(),
                                                Acknowledgement.none())),
                        nanos.getAsLong());
        ModemRunner made = new ModemRunner(context.deviceId(), modem, traffic, nanos);
        runner = made;
        made.start();
    }

    @Override
    public boolean send(byte[] octets) {
        ModemRunner running = runner;
        if (running == null) {
            return false;
        }
        running.octets(octets);
        return true;
    }

    @Override
    public boolean up() {
        return runner != null;
    }

    /// Opening the port starts the board anew.
    @Override
    public void reopen(String reason) {
        reopened.increment();
        ModemRunner running = runner;
        if (running != null) {
            var _ = running.tell(modem -> modem.reset(nanos.getAsLong()));
        }
    }

    @Override
    public String describe() {
        return "simulated modem, protocol " + traits.protocol().number() + ", seed " + seed;
    }

    @Override
    public Map<String, Long> counters() {
        return Map.of("reopened", reopened.sum());
    }

    @Override
    public synchronized void close() {
        ModemRunner running = runner;
        runner = null;
        if (running != null) {
            running.close();
        }
    }
}
