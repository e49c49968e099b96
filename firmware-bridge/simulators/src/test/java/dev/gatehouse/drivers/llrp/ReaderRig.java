package dev.gatehouse.drivers.llrp;

import dev.gatehouse.drivers.Counters;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.llrp.DecodeNotes;
import dev.gatehouse.protocols.llrp.Epc;
import dev.gatehouse.protocols.llrp.LlrpFrame;
import dev.gatehouse.protocols.llrp.LlrpMessage;
import dev.gatehouse.protocols.llrp.LlrpStream;
import dev.gatehouse.protocols.llrp.MessageType;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import dev.gatehouse.simulators.llrp.ReaderMishap;
import dev.gatehouse.simulators.llrp.ReaderTraits;
import dev.gatehouse.simulators.llrp.SimulatedReader;
import dev.gatehouse.simulators.llrp.TagOnAir;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A client and a simulated reader with a clock that is turned by hand; the link between them is
/// made again after a pause, and remembers what went through it.
final class ReaderRig {

    static final Instant START = Instant.parse("2026-11-22T01:00:00Z");
    static final long MS = 1_000_000L;
    static final long STEP = 10 * MS;

    final Counters<LlrpCounter> counters = new Counters<>(LlrpCounter.class);
    final List<TagSightings.Sighting> sightings = new ArrayList<>();
    final List<DeviceNotice> notices = new ArrayList<>();
    final List<LlrpFrame> sent = new ArrayList<>();
    final List<String> refusals = new ArrayList<>();
    final List<Long> pauses = new ArrayList<>();
    final SimulatedReader reader;
    final LlrpClient client;
    private final LlrpStream outgoing = new LlrpStream();
    private final Queue<byte[]> toReader = new ArrayDeque<>();
    long now = STEP;
    boolean linkWorks = true;
    boolean deaf;
    boolean deafOnceAsked;
    TimeQuality quality = TimeQuality.SYNCED;
    private long connectAt;
    private SimulatedReader.@Nullable Line line;

    ReaderRig(ReaderTraits traits, Map<String, String> settings, Supplier<TagOnAir> traffic) {
        reader = new SimulatedReader(traits, traffic, 7, START);
        client = new LlrpClient(LlrpSettings.of(settings), new Out(), counters);
    }

    ReaderRig(ReaderTraits traits) {
        this(traits, Map.of(), everySoOften(100));
    }

    /// Another tag each time, read once every `ms` at antennas 1 and 2 in turn.
    static Supplier<TagOnAir> everySoOften(long ms) {
        return new Supplier<>() {
            private int count;

            @Override
            public TagOnAir get() {
                count++;
                return new TagOnAir(epc(count), 1 + count % 2, -60, count * ms * MS);
            }
        };
    }

    static Epc epc(int number) {
        return Epc.of(Octets.ofHex(String.format("3034257BF4%014X", number)));
    }

    Received received() {
        return new Received(START.plusNanos(now), now, quality);
    }

    /// The link's side of the reader.
    private final class Door implements SimulatedReader.Line {
        @Override
        public void send(byte[] octets) {
            if (this.equals(line) && !deaf) {
                client.octets(octets, received());
            }
        }

        @Override
        public void close() {
            if (this.equals(line)) {
                line = null;
                toReader.clear();
                connectAt = now + 1_000 * MS;
                client.lost(received());
            }
        }
    }

    private final class Out implements LlrpOut {
        @Override
        public boolean send(byte[] octets) {
            SimulatedReader.Line to = line;
            if (to == null) {
                return false;
            }
            var _ = outgoing.feed(octets, sent::add);
            deaf |= deafOnceAsked;
            toReader.add(octets);
            return true;
        }

        @Override
        public void reopen(String reason) {
            reopen(reason, 1_000);
        }

        @Override
        public void reopen(String reason, long pauseMs) {
            pauses.add(pauseMs);
            drop(now + pauseMs * MS);
        }

        @Override
        public void sighting(TagSightings.Sighting sighting) {
            sightings.add(sighting);
        }

        @Override
        public void notice(DeviceNotice notice, Received at) {
            notices.add(notice);
        }

        @Override
        public void refused(SetupStep step, int code, int parameter) {
            refusals.add(step + ":" + code + ":" + parameter);
        }
    }

    private void drop(long again) {
        SimulatedReader.Line gone = line;
        line = null;
        connectAt = again;
        toReader.clear();
        if (gone != null) {
            reader.disconnected(gone);
        }
    }

    /// The network is gone at once.
    void cut() {
        drop(now + 1_000 * MS);
        client.lost(received());
    }

    void mishap(ReaderMishap mishap) {
        reader.mishap(mishap, now);
    }

    void step() {
        now += STEP;
        byte[] octets = toReader.poll();
        SimulatedReader.Line to = line;
        while (octets != null && to != null) {
            reader.octets(to, octets, now);
            octets = toReader.poll();
            to = line;
        }
        reader.tick(now);
        if (line == null
                && linkWorks
                && now >= connectAt
                && reader.isUp(now)
                && client.state() != LlrpState.STOPPED) {
            Door made = new Door();
            line = made;
            client.opened(received());
            reader.connect(made, now);
        }
        client.duty(received());
    }

    void run(long ms) {
        for (long until = now + ms * MS; now < until; ) {
            step();
        }
    }

    /// Runs until something is so.
    void until(long limitMs, BooleanSupplier condition) {
        for (long until = now + limitMs * MS; now < until && !condition.getAsBoolean(); ) {
            step();
        }
        if (!condition.getAsBoolean()) {
            throw new AssertionError(
                    "not within "
                            + limitMs
                            + " ms; state "
                            + client.state()
                            + ", "
                            + reader.counts()
                            + ", "
                            + notices);
        }
    }

    void untilRunning() {
        until(60_000, () -> client.state() == LlrpState.RUNNING);
    }

    List<String> sentTypes() {
        return sent.stream().map(frame -> MessageType.name(frame.type())).toList();
    }

    <T extends LlrpMessage> List<T> sent(Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (LlrpFrame frame : sent) {
            if (LlrpMessage.decode(frame, new DecodeNotes())
                            instanceof Decoded.Message<LlrpMessage>(LlrpMessage message)
                    && kind.isInstance(message)) {
                found.add(kind.cast(message));
            }
        }
        return found;
    }

    long seen() {
        return sightings.stream().mapToLong(TagSightings.Sighting::seen).sum();
    }

    long count(LlrpCounter counter) {
        return counters.value(counter);
    }

    long told(String code, DeviceNotice.Severity severity) {
        return notices.stream()
                .filter(one -> one.code().equals(code) && one.severity() == severity)
                .count();
    }

    boolean connected() {
        return line != null;
    }
}
