package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.uplink.Uplink;
import dev.gatehouse.booth.uplink.UpstreamSession;
import dev.gatehouse.core.decision.BoothPolicy;
import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import dev.gatehouse.core.disk.SimulatedDisk;
import dev.gatehouse.core.journal.JournalLimits;
import dev.gatehouse.core.journal.JournalReader;
import dev.gatehouse.core.journal.ReadResult;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.lookout.LookoutStore;
import dev.gatehouse.core.lookout.StalenessLimits;
import dev.gatehouse.core.passage.LaneConfig;
import dev.gatehouse.core.replay.ReplayLimits;
import dev.gatehouse.core.seal.BoothKeys;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.proto.v1.BoothLifecycle;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.Stamp;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PresenceChange;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;

/// A booth on disks that lose power, worked step by step by the test's thread; time stands still
/// until moved.
public final class Rig {
    static final String NAME = "north-1";
    static final String LANE = "lane-1";
    public static final long WALL_MS = Instant.parse("2026-11-22T03:00:00Z").toEpochMilli();

    /// Made-up plates.
    static final String LIST =
            """
            id,kind,jurisdiction,plate,priority,action
            L-1,PLATE,US-NY,KQR4821,1,REFER_MANDATORY
            """;

    /// Small segments, so that tests roll them.
    static final JournalLimits LIMITS =
            new JournalLimits(
                    64 << 10,
                    16 << 10,
                    2_000,
                    100,
                    new JournalLimits.Quota(12, 2),
                    new JournalLimits.Quota(12, 2),
                    new JournalLimits.Quota(12, 1));

    public final AtomicLong nanos = new AtomicLong(9_000_000_000L);
    public final AtomicLong wallMs = new AtomicLong(WALL_MS);
    public final CentralKeys centralKeys;
    public final BoothKeys keys;
    final SimulatedDisk journalDisk = new SimulatedDisk(1);
    final SimulatedDisk stateDisk;
    public FakeBus bus = new FakeBus();
    public BoothTime time = newTime();
    final Path csv;
    LookoutStore lookouts;
    JournalLimits limits = LIMITS;
    private BoothCore core;
    private int event;

    public Rig(Path folder) throws IOException {
        this(folder, LIMITS);
    }

    Rig(Path folder, JournalLimits limits) throws IOException {
        this(folder, limits, false);
    }

    /// @param oneDisk journal and state share one disk, so that power goes from both at once
    Rig(Path folder, JournalLimits limits, boolean oneDisk) throws IOException {
        this.stateDisk = oneDisk ? journalDisk : new SimulatedDisk(2);
        this.limits = limits;
        centralKeys = CentralKeys.create(folder.resolve("keys"), new SecureRandom());
        keys = centralKeys.enrol(NAME, new SecureRandom());
        csv = folder.resolve("lookouts.csv");
        Files.writeString(csv, LIST);
        lookouts = newLookouts();
        core = newCore();
        core.begun(0);
    }

    private BoothTime newTime() {
        return new BoothTime(nanos::get, wallMs::get);
    }

    private LookoutStore newLookouts() {
        return new LookoutStore(
                new StalenessLimits(Duration.ofDays(1), Duration.ofDays(20_000)),
                nanos::get,
                () -> Instant.ofEpochMilli(wallMs.get()));
    }

    private BoothCore newCore() throws IOException {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) 7);
        return new BoothCore(
                new BoothCore.Parts(
                        NAME,
                        keys,
                        Optional.empty(),
                        new DeviceKey(secret),
                        journalDisk,
                        stateDisk,
                        limits,
                        bus,
                        time,
                        new SecureRandom(),
                        BoothPolicy.standard(),
                        List.of(new LaneConfig(LANE, false)),
                        lookouts,
                        "test",
                        Optional.of(ReplayLimits.ofHours(72))));
    }

    public BoothCore core() {
        return core;
    }

    RecordStore store() {
        return core.store();
    }

    /// As if the power had been cut and came back.
    void powerCut() throws IOException {
        journalDisk.crash();
        stateDisk.crash();
        start();
    }

    void start() throws IOException {
        bus = new FakeBus();
        time = newTime();
        lookouts = newLookouts();
        core = newCore();
        core.begun(0);
    }

    /// List and clock confirmed: may say clear.
    Rig ready() throws IOException, InterruptedException {
        var _ = lookouts.load(csv);
        var _ = core.offer(new BoothMessage.ListLoaded());
        var _ =
                core.offer(
                        new BoothMessage.ClockConfirmed(
                                wallMs.get(), nanos.get() - 2_000_000, nanos.get()));
        cycle();
        return this;
    }

    public void pass(long ms) {
        nanos.addAndGet(ms * 1_000_000L);
        wallMs.addAndGet(ms);
    }

    public void cycle() throws IOException, InterruptedException {
        core.dutyCycle(0);
    }

    /// Lets the booth thread commit everything.
    public void settle() throws IOException, InterruptedException {
        for (int i = 0; i < 4; i++) {
            pass(100);
            cycle();
        }
    }

    public Uplink uplink(UpstreamSession.Factory sessions) {
        return core.uplink(sessions, List.of("tcp://one:1", "tcp://two:2"));
    }

    /// As if the inbox had been full: what waits there is gone.
    public void takeInboxAway() {
        core.inbox().clear();
    }

    /// A record of some hundred octets.
    static Record record(int number) {
        return Record.newBuilder()
                .setLifecycle(
                        BoothLifecycle.newBuilder()
                                .setVersion("record " + number + " " + "x".repeat(600)))
                .build();
    }

    public void append(RecordClass recordClass, int count)
            throws IOException, InterruptedException {
        offer(recordClass, count);
        settle();
    }

    /// Like [#append], in the time of one commit.
    public void appendQuickly(RecordClass recordClass, int count)
            throws IOException, InterruptedException {
        offer(recordClass, count);
        cycle();
        pass(recordClass.commitWindowMs() + 1);
        cycle();
    }

    private void offer(RecordClass recordClass, int count)
            throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            if (!core.offer(new BoothMessage.Own(recordClass, record(event++)))) {
                throw new AssertionError("inbox full");
            }
            if (i % 50 == 49) {
                cycle();
            }
        }
    }

    Stamp stamp() {
        return BoothOutbox.stamp(time.read());
    }

    Observation read(String plate) {
        return read("e" + event++, plate);
    }

    Observation read(String eventId, String plate) {
        return observation(
                "camera-1",
                eventId,
                new PlateRead(
                        plate,
                        plate,
                        List.of(new PlateRead.Candidate(plate, OptionalDouble.of(0.9))),
                        OptionalDouble.of(0.9),
                        "US-NY",
                        PlateRead.State.SINGLE,
                        PlateRead.Direction.APPROACHING,
                        "",
                        "",
                        false,
                        false,
                        List.of(),
                        "REKOR"));
    }

    Observation edge(String eventId, boolean present) {
        return observation("loop-1", eventId, new PresenceChange(present, 1, nanos.get()));
    }

    private Observation observation(String device, String eventId, Observation.Body body) {
        Instant now = Instant.ofEpochMilli(wallMs.get());
        return new Observation(
                device,
                LANE,
                eventId,
                new CaptureTime(now, CaptureTime.Quality.SOURCE_UTC),
                new Received(now, nanos.get(), TimeQuality.SYNCED),
                false,
                true,
                body);
    }

    /// What became of one frame.
    static final class Ack implements Acknowledgement {
        final List<String> calls = new ArrayList<>();

        @Override
        public void durable() {
            calls.add("durable");
        }

        @Override
        public void refused(Refusal reason) {
            calls.add(reason.name());
        }

        @Override
        public boolean resendable() {
            return true;
        }
    }

    Ack offer(Observation... observations) {
        Ack ack = new Ack();
        if (!core.offer(new BoothMessage.Observed(List.of(observations), ack))) {
            throw new AssertionError("inbox full");
        }
        return ack;
    }

    Envelope envelope(RecordClass recordClass, long sequence) throws IOException {
        try (JournalReader reader = core.journal().reader()) {
            if (reader.read(recordClass, sequence) instanceof ReadResult.Found found) {
                return Envelope.parseFrom(found.body());
            }
        }
        throw new AssertionError("no record " + sequence + " of " + recordClass);
    }

    /// Damages records on the medium, one octet each.
    public void damage(RecordClass recordClass, long first, long end) throws IOException {
        for (long sequence = first; sequence < end; sequence++) {
            byte[] body = envelope(recordClass, sequence).toByteArray();
            flip(journalDisk, body);
        }
    }

    private static void flip(SimulatedDisk disk, byte[] body) throws IOException {
        for (String name : disk.list()) {
            byte[] image = image(disk, name);
            int at = indexOf(image, body);
            if (at >= 0) {
                disk.flip(name, at + body.length / 2, 0x40);
                return;
            }
        }
        throw new AssertionError("record not found on the disk");
    }

    static byte[] image(Disk disk, String name) throws IOException {
        try (DiskFile file = disk.open(name, false)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
            var _ = file.read(0, bytes);
            return bytes.array();
        }
    }

    private static int indexOf(byte[] image, byte[] body) {
        for (int at = 0; at + body.length <= image.length; at++) {
            if (image[at] == body[0]
                    && Arrays.equals(image, at, at + body.length, body, 0, body.length)) {
                return at;
            }
        }
        return -1;
    }
}
