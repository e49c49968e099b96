package dev.gatehouse.drivers.mmdvm;

import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.StreamLink;
import dev.gatehouse.drivers.radio.AirEvent;
import dev.gatehouse.drivers.radio.AirEvent.Claim;
import dev.gatehouse.drivers.radio.Transmission;
import dev.gatehouse.drivers.radio.Transmission.End;
import dev.gatehouse.drivers.radio.Transmission.Outgoing;
import dev.gatehouse.drivers.radio.Transmission.Priority;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import dev.gatehouse.simulators.radio.ModemTraits;
import dev.gatehouse.simulators.radio.SimulatedModem;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// The host's machine and a simulated modem on a line without delay, in made-up time that goes on
/// by five milliseconds.
final class ModemRig implements StreamLink {

    static final long HZ = 438_500_000L;
    private static final long STEP_NANOS = 5_000_000L;
    private static final Instant BEGIN = Instant.parse("2026-11-22T12:00:00Z");

    final SimulatedModem modem;
    final ModemMachine machine;
    final ModemCounters counters = new ModemCounters();
    final List<AirEvent> heard = new ArrayList<>();
    final Map<Long, End> ends = new HashMap<>();
    private final Queue<byte[]> toHost = new ArrayDeque<>();
    private final boolean opensAnew;
    private long nanos = 7_000_000_000L;
    int reopened;
    boolean up = true;

    ModemRig(ModemTraits traits, Map<String, String> settings, boolean opensAnew) {
        this.opensAnew = opensAnew;
        modem = new SimulatedModem(traits, 7, toHost::add, nanos);
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("rx_hz", Long.toString(HZ));
        machine =
                new ModemMachine("modem", ModemSettings.of(all), this, heard::add, counters, now());
    }

    static Map<String, String> transmitting() {
        return Map.of("transmit", "on", "authorised_hz", Long.toString(HZ));
    }

    private Received now() {
        return new Received(BEGIN.plusNanos(nanos), nanos, TimeQuality.SYNCED);
    }

    long nanos() {
        return nanos;
    }

    void run(long ms) {
        long until = nanos + ms * 1_000_000L;
        while (nanos < until) {
            nanos += STEP_NANOS;
            modem.tick(nanos);
            for (byte[] octets = toHost.poll(); octets != null; octets = toHost.poll()) {
                machine.octets(octets, now());
            }
            var _ = machine.duty(now());
        }
    }

    /// Runs until the machine is in a state, for a minute at most.
    void runUntil(ModemState state) {
        for (int step = 0; step < 12_000 && machine.state() != state; step++) {
            run(5);
        }
        if (machine.state() != state) {
            throw new AssertionError(
                    "expected " + state + ", found " + machine.state() + ": " + machine.reason());
        }
    }

    void runUntilEnded(long id) {
        for (int step = 0; step < 24_000 && !ends.containsKey(id); step++) {
            run(5);
        }
    }

    /// A transmission of bursts that all differ.
    void transmit(long id, Priority priority, int slot, int bursts) {
        machine.transmit(
                new Transmission(
                        id,
                        priority,
                        slot,
                        new Transmission.Address(1, 2, true),
                        bursts(id, bursts),
                        nanos + 120_000_000_000L,
                        ends::put));
    }

    static List<Outgoing> bursts(long id, int count) {
        List<Outgoing> bursts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] octets = new byte[33];
            octets[0] = (byte) id;
            octets[1] = (byte) (i >> 8);
            octets[2] = (byte) i;
            bursts.add(new Outgoing(octets, new Claim(Claim.Kind.DATA, 7)));
        }
        return bursts;
    }

    /// Which bursts went on the air, as `id.index`.
    List<String> onAir() {
        return modem.sent().stream()
                .map(burst -> burst.burst())
                .map(octets -> octets[0] + "." + ((octets[1] & 0xFF) << 8 | (octets[2] & 0xFF)))
                .toList();
    }

    static List<String> expected(long id, int bursts) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < bursts; i++) {
            names.add(id + "." + i);
        }
        return names;
    }

    long count(ModemCounter counter) {
        return counters.values()
                .getOrDefault(counter.name().toLowerCase(java.util.Locale.ROOT), -1L);
    }

    <T extends AirEvent> List<T> heard(Class<T> kind) {
        return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public boolean send(byte[] octets) {
        if (up) {
            modem.octets(octets, nanos);
        }
        return up;
    }

    @Override
    public boolean up() {
        return up;
    }

    @Override
    public void reopen(String reason) {
        reopened++;
        if (opensAnew) {
            modem.reset(nanos);
        }
    }

    @Override
    public void open(FrameSink sink) {}

    @Override
    public String describe() {
        return "rig";
    }

    @Override
    public void close() {}
}
