package dev.gatehouse.drivers.mmdvm;

import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.OwnThread;
import dev.gatehouse.drivers.StreamLink;
import dev.gatehouse.drivers.radio.AirSink;
import dev.gatehouse.drivers.radio.BurstTransmitter;
import dev.gatehouse.drivers.radio.Transmission;
import dev.gatehouse.protocols.mmdvm.ModemVersion;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.tinylog.Logger;

/// One MMDVM modem on a serial port or on UDP: receives always, transmits only where the
/// configuration permits it. Thread `radio-<device>` owns the machine; the link's thread and
/// whoever transmits only put things into its bounded inbox.
public final class MmdvmModem implements BurstTransmitter, AutoCloseable {

    /// Reads and transmissions that may wait for the thread; a read holds at most 1 KiB.
    static final int INBOX_LIMIT = 512;

    /// Transmissions alone, so that a flood of octets and one of texts do not hinder each other.
    static final int COMMAND_LIMIT = 128;

    private final String deviceId;
    private final ModemSettings settings;
    private final StreamLink link;
    private final LinkContext.Clock clock;
    private final ModemCounters counters = new ModemCounters();
    private final ModemMachine machine;
    private final BlockingQueue<Frame> inbox = new ArrayBlockingQueue<>(INBOX_LIMIT);
    private final BlockingQueue<Transmission> commands = new ArrayBlockingQueue<>(COMMAND_LIMIT);
    private volatile boolean gap;
    private volatile int waiting;
    private volatile long skippedOctets;
    private volatile long discardedPartials;
    private final OwnThread thread;

    /// @param settings see [ModemSettings]
    /// @param link to the modem; opened and closed by the driver
    /// @param sink hears what the modem hears
    /// @throws IllegalArgumentException when a setting cannot be used
    public MmdvmModem(
            String deviceId,
            Map<String, String> settings,
            StreamLink link,
            AirSink sink,
            LinkContext.Clock clock) {
        this.deviceId = deviceId;
        this.thread = new OwnThread("radio-" + deviceId);
        this.settings = ModemSettings.of(settings);
        this.link = link;
        this.clock = clock;
        this.machine = new ModemMachine(deviceId, this.settings, link, sink, counters, clock.now());
    }

    /// Opens the link and starts the thread. An absent modem is no failure: it is waited for.
    ///
    /// @throws IOException when the link's address cannot be had
    public void open() throws IOException {
        thread.open(
                "modem",
                () -> {
                    link.open(this::accept);
                    return this::run;
                });
    }

    private void accept(Frame frame) {
        if (!inbox.offer(frame)) {
            counters.add(ModemCounter.INBOX_FULL);
            gap = true;
        }
    }

    private void run() throws InterruptedException {
        try {
            long waitNanos = 0;
            while (!thread.ended()) {
                Frame frame = inbox.poll(waitNanos, TimeUnit.NANOSECONDS);
                for (int taken = 0; frame != null && taken < INBOX_LIMIT; taken++) {
                    take(frame);
                    frame = inbox.poll();
                }
                if (frame != null) {
                    take(frame);
                }
                waitNanos = duty();
            }
        } catch (RuntimeException e) {
            Logger.error("MDM-004 driver failed: device={} type={}", deviceId, e.getClass());
            throw e;
        } finally {
            machine.stop(clock.now());
            refuse(Transmission.End.CLOSED);
        }
    }

    private void take(Frame frame) {
        if (gap) {
            gap = false;
            machine.gap();
        }
        machine.octets(frame.bytes(), frame.received());
    }

    private long duty() {
        Transmission next = commands.poll();
        while (next != null) {
            machine.transmit(next);
            next = commands.poll();
        }
        long waitNanos = machine.duty(clock.now());
        waiting = machine.waitingTransmissions();
        skippedOctets = machine.skippedOctets();
        discardedPartials = machine.discardedPartials();
        return waitNanos;
    }

    @Override
    public void transmit(Transmission transmission) {
        if (thread.ended()) {
            transmission.outcome().ended(transmission.id(), Transmission.End.CLOSED);
        } else if (!permitted()) {
            counters.add(ModemCounter.NOT_PERMITTED);
            transmission.outcome().ended(transmission.id(), Transmission.End.NOT_PERMITTED);
        } else if (!commands.offer(transmission)) {
            transmission.outcome().ended(transmission.id(), Transmission.End.QUEUE_FULL);
        } else if (thread.ended()) {
            refuse(Transmission.End.CLOSED);
        }
    }

    private void refuse(Transmission.End end) {
        Transmission next = commands.poll();
        while (next != null) {
            next.outcome().ended(next.id(), end);
            next = commands.poll();
        }
    }

    @Override
    public boolean permitted() {
        return settings.permit().covers(settings.txHz());
    }

    /// How it is doing; any thread.
    public ModemHealth health() {
        Map<String, Long> values = new TreeMap<>(counters.values());
        values.put("octets_skipped", skippedOctets);
        values.put("partials_discarded", discardedPartials);
        return new ModemHealth(
                deviceId,
                machine.state(),
                machine.reason(),
                machine.version().map(ModemVersion::description).orElse(""),
                permitted(),
                waiting,
                values,
                link.counters());
    }

    /// Leaves the air, ends what waits, closes the link; idempotent.
    @Override
    public void close() {
        thread.close();
        link.close();
    }
}
