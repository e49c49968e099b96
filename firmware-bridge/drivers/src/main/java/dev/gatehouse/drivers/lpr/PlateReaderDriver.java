package dev.gatehouse.drivers.lpr;

import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.lpr.MessageCutter;
import dev.gatehouse.protocols.lpr.PlateCodec;
import dev.gatehouse.protocols.lpr.PlateMessage;
import dev.gatehouse.protocols.lpr.PlateReading;
import dev.gatehouse.protocols.lpr.ReaderProfile;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.DeviceNotice.Severity;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.tinylog.Logger;

/// One plate reader behind a codec: its messages as observations, its clock, counter, identity and
/// vehicle keys. On links that can send again a frame is a message; on all others it is a piece of
/// a stream, when the codec knows how one is cut. Repeats of events are removed later, by the
/// journal's (device, event id).
final class PlateReaderDriver implements Driver {

    /// A message that stood still for so long was torn: what comes now is a new connection's.
    static final long TORN_NANOS = TimeUnit.SECONDS.toNanos(5);

    /// Of a stream: so many in `BAD_WINDOW_NANOS` and the connection is dropped (plate reader
    /// sheet, section 14).
    static final int MAX_BAD_FRAMES = 10;

    static final long BAD_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final PlateCodec codec;
    private final ReaderProfile profile;
    private final String laneId;
    private final Optional<MessageCutter> cutter;
    private final ReaderClock clock = new ReaderClock();
    private final PacketCounter counter = new PacketCounter();
    private final VehicleRuns vehicles = new VehicleRuns();
    private final ReaderNotices notices;
    private final ReaderCounts counts = new ReaderCounts();
    private long lastNanos;
    private long badSinceNanos;
    private int bad;
    private boolean fresh;
    private boolean mismatch;
    private boolean coveredTold;
    private long unnamed;

    PlateReaderDriver(PlateCodec codec, ReaderProfile profile, String laneId) {
        this.codec = codec;
        this.profile = profile;
        this.laneId = laneId;
        this.cutter = codec.cutter();
        this.notices = new ReaderNotices(profile.readerId(), laneId);
    }

    @Override
    public Decoded<List<Observation>> decode(Frame frame) {
        List<Observation> found = new ArrayList<>();
        Optional<Decoded<List<Observation>>> refused = Optional.empty();
        boolean read = false;
        for (Decoded<byte[]> piece : messages(frame)) {
            switch (decoded(piece)) {
                case Decoded.Message<PlateMessage>(PlateMessage message) -> {
                    read = true;
                    observe(message, frame, found);
                }
                case Decoded.Rejected<PlateMessage>(RejectReason reason, String detail) -> {
                    counts.add(ReaderCounts.Count.BAD_MESSAGES);
                    badFrame(frame);
                    if (refused.isEmpty()) {
                        refused = Optional.of(Decoded.rejected(reason, detail));
                    }
                }
            }
        }
        found.addAll(notices.take());
        return refused.isPresent() && !read && found.isEmpty()
                ? refused.get()
                : Decoded.message(found);
    }

    private List<Decoded<byte[]>> messages(Frame frame) {
        if (cutter.isEmpty() || frame.acknowledgement().resendable()) {
            return List.of(Decoded.message(frame.bytes()));
        }
        MessageCutter stream = cutter.get();
        long now = frame.received().nanos();
        if (stream.midway() && now - lastNanos > TORN_NANOS) {
            stream.reset();
        }
        lastNanos = now;
        List<Decoded<byte[]>> messages = stream.take(frame.bytes());
        counts.set(ReaderCounts.Count.OCTETS_DISCARDED, stream.discarded());
        return messages;
    }

    private Decoded<PlateMessage> decoded(Decoded<byte[]> piece) {
        return switch (piece) {
            case Decoded.Message<byte[]>(byte[] message) -> codec.decode(message, profile);
            case Decoded.Rejected<byte[]>(RejectReason reason, String detail) ->
                    Decoded.rejected(reason, detail);
        };
    }

    private void badFrame(Frame frame) {
        if (frame.acknowledgement().resendable()) {
            return;
        }
        long now = frame.received().nanos();
        if (bad == 0 || now - badSinceNanos > BAD_WINDOW_NANOS) {
            bad = 0;
            badSinceNanos = now;
        }
        if (++bad == MAX_BAD_FRAMES) {
            bad = 0;
            fresh = true;
            counts.add(ReaderCounts.Count.CONNECTIONS_GIVEN_UP);
            cutter.ifPresent(MessageCutter::reset);
            tell(ReaderNotices.BAD_FRAMES, Severity.ALARM, MAX_BAD_FRAMES, frame);
        }
    }

    @Override
    public boolean wantsFreshConnection() {
        boolean wanted = fresh;
        fresh = false;
        return wanted;
    }

    private void observe(PlateMessage message, Frame frame, List<Observation> found) {
        ReaderClock.State before = clock.state();
        counts.add(ReaderCounts.Count.IMAGES_DROPPED, message.imagesDropped());
        if (message.counter().isPresent()) {
            count(message.counter().getAsLong(), frame);
        }
        switch (message.kind()) {
            case READS -> {
                counts.add(ReaderCounts.Count.READS, message.readings().size());
                for (PlateReading reading : message.readings()) {
                    found.add(observation(reading, frame));
                }
            }
            case HEARTBEAT -> {
                counts.add(ReaderCounts.Count.HEARTBEATS);
                clock.heartbeat(
                        message.time()
                                .map(time -> time.resolve(profile.zone(), frame.received().at())),
                        frame.received());
            }
            case OTHER -> counts.add(ReaderCounts.Count.OTHER_KINDS);
        }
        noteClock(before, frame);
        noteMaker(frame);
    }

    private Observation observation(PlateReading reading, Frame frame) {
        Received received = frame.received();
        Optional<CaptureTime> sent =
                reading.time().map(time -> time.resolve(profile.zone(), received.at()));
        ReaderClock.Judged time = clock.judge(sent, received);
        PlateRead read = keyed(reading.read(), received);
        counts.addIf(time.late(), ReaderCounts.Count.LATE);
        counts.addIf(read.identityMismatch(), ReaderCounts.Count.IDENTITY_MISMATCHES);
        counts.addIf(read.needsReview(), ReaderCounts.Count.NEEDS_REVIEW);
        counts.addIf(read.plate().isEmpty(), ReaderCounts.Count.VEHICLES_WITHOUT_PLATE);
        noteIdentity(read.identityMismatch(), frame);
        return new Observation(
                profile.readerId(),
                laneId,
                eventId(reading, received),
                time.captured(),
                received,
                time.late(),
                frame.acknowledgement().resendable(),
                read);
    }

    /// A message without id and without time says the same each time its vehicle comes: its content
    /// alone would make the second passage a repeat of the first.
    private String eventId(PlateReading reading, Received received) {
        return reading.ownId() || reading.time().isPresent()
                ? reading.eventId()
                : reading.eventId() + "@" + received.at().toEpochMilli() + "." + ++unnamed;
    }

    private PlateRead keyed(PlateRead read, Received received) {
        String key =
                vehicles.keyFor(read.vehicleKey(), read.state(), counter.runs(), received.nanos());
        return key.equals(read.vehicleKey())
                ? read
                : new PlateRead(
                        read.plateRaw(),
                        read.plate(),
                        read.candidates(),
                        read.confidence(),
                        read.jurisdiction(),
                        read.state(),
                        read.direction(),
                        key,
                        read.cameraIdentity(),
                        read.identityMismatch(),
                        read.needsReview(),
                        read.images(),
                        read.source());
    }

    private void count(long number, Frame frame) {
        switch (counter.take(number)) {
            case FIRST, NEXT, REPEAT, LATE -> {
                // nothing is missing
            }
            case GAP -> {
                counts.add(ReaderCounts.Count.MESSAGES_MISSING, counter.lost());
                tell(ReaderNotices.MISSING, Severity.ALARM, counter.lost(), frame);
            }
            case RESTART -> {
                counts.add(ReaderCounts.Count.READER_RESTARTS);
                tell(ReaderNotices.RESTART, Severity.INFO, counter.runs(), frame);
            }
        }
    }

    private void noteClock(ReaderClock.State before, Frame frame) {
        if (clock.changed(before)) {
            counts.add(ReaderCounts.Count.READER_CLOCK_CHANGES);
            boolean wrong = clock.state() == ReaderClock.State.WRONG;
            counts.set(ReaderCounts.Count.READER_CLOCK_WRONG, wrong ? 1 : 0);
            tell(ReaderNotices.CLOCK, wrong ? Severity.WARNING : Severity.CLEARED, 0, frame);
            Logger.warn(
                    "LPR-001 reader clock: device={} state={}", profile.readerId(), clock.state());
        }
    }

    private void noteIdentity(boolean now, Frame frame) {
        if (now != mismatch) {
            mismatch = now;
            tell(ReaderNotices.IDENTITY, now ? Severity.WARNING : Severity.CLEARED, 0, frame);
        }
    }

    private void noteMaker(Frame frame) {
        if (codec.coveredMaker() && !coveredTold) {
            coveredTold = true;
            tell(ReaderNotices.COVERED_MAKER, Severity.INFO, 0, frame);
        }
    }

    private void tell(String code, Severity severity, long number, Frame frame) {
        notices.tell(
                code, severity, number, frame.received(), frame.acknowledgement().resendable());
    }

    @Override
    public OptionalLong clockAheadMs() {
        return clock.aheadMs();
    }

    @Override
    public Map<String, Long> counters() {
        return counts.values();
    }
}
