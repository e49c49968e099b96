package dev.gatehouse.drivers.lpr;

import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.lpr.PlateReading;
import dev.gatehouse.protocols.lpr.ReaderProfile;
import dev.gatehouse.protocols.lpr.RekorAlert;
import dev.gatehouse.protocols.lpr.RekorDocument;
import dev.gatehouse.protocols.lpr.RekorGroup;
import dev.gatehouse.protocols.lpr.RekorHeartbeat;
import dev.gatehouse.protocols.lpr.RekorReading;
import dev.gatehouse.protocols.lpr.RekorResults;
import dev.gatehouse.protocols.lpr.RekorUnknownKind;
import dev.gatehouse.protocols.lpr.RekorVehicleOnly;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.DeviceNotice.Severity;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.Received;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.tinylog.Logger;

/// One Rekor reader: its messages as observations, its clock, its vehicle keys. Repeats of events
/// are removed later, by the journal's (device, event id).
final class RekorDriver implements Driver {

    /// What is worth a counter.
    private enum Count {
        GROUPS,
        PREVIEWS,
        FRAME_RESULTS,
        ALERTS,
        HEARTBEATS,
        VEHICLES_WITHOUT_PLATE,
        UNKNOWN_KINDS,
        IMAGES_DROPPED,
        IDENTITY_MISMATCHES,
        NEEDS_REVIEW,
        LATE,
        READER_CLOCK_CHANGES,
        READER_CLOCK_WRONG,
        WINDOWS_EVICTED
    }

    private final ReaderProfile profile;
    private final String laneId;
    private final ReaderClock clock = new ReaderClock();
    private final ReaderNotices notices;
    private final VehicleWindows windows = new VehicleWindows();
    private final Map<Count, AtomicLong> counts = new EnumMap<>(Count.class);

    RekorDriver(ReaderProfile profile, String laneId) {
        this.profile = profile;
        this.laneId = laneId;
        this.notices = new ReaderNotices(profile.readerId(), laneId);
        for (Count count : Count.values()) {
            counts.put(count, new AtomicLong());
        }
    }

    @Override
    public Decoded<List<Observation>> decode(Frame frame) {
        return switch (RekorDocument.decode(frame.bytes())) {
            case Decoded.Rejected<RekorDocument>(RejectReason reason, String detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<RekorDocument>(RekorDocument document) ->
                    Decoded.message(observe(document, frame));
        };
    }

    private List<Observation> observe(RekorDocument document, Frame frame) {
        Received received = frame.received();
        ReaderClock.State before = clock.state();
        count(document, received);
        List<Observation> found = new ArrayList<>();
        List<PlateReading> readings =
                RekorReading.of(
                        document,
                        profile,
                        (cameraId, plate) ->
                                windows.keyFor(
                                        cameraId,
                                        plate,
                                        received.nanos(),
                                        received.at().toEpochMilli()));
        for (PlateReading reading : readings) {
            found.add(observation(reading, frame));
        }
        counter(Count.WINDOWS_EVICTED).set(windows.evicted());
        noteClock(before, frame);
        found.addAll(notices.take());
        return found;
    }

    private Observation observation(PlateReading reading, Frame frame) {
        ReaderClock.Judged time =
                clock.judge(
                        reading.time().map(at -> at.resolve(profile.zone(), frame.received().at())),
                        frame.received());
        addIf(time.late(), Count.LATE);
        addIf(reading.read().identityMismatch(), Count.IDENTITY_MISMATCHES);
        addIf(reading.read().needsReview(), Count.NEEDS_REVIEW);
        addIf(reading.read().plate().isEmpty(), Count.VEHICLES_WITHOUT_PLATE);
        return new Observation(
                profile.readerId(),
                laneId,
                reading.eventId(),
                time.captured(),
                frame.received(),
                time.late(),
                frame.acknowledgement().resendable(),
                reading.read());
    }

    private void count(RekorDocument document, Received received) {
        counter(Count.IMAGES_DROPPED).addAndGet(document.imagesDropped());
        switch (document.message()) {
            case RekorGroup group -> addIf(true, group.preview() ? Count.PREVIEWS : Count.GROUPS);
            case RekorResults _ -> addIf(true, Count.FRAME_RESULTS);
            case RekorAlert _ -> addIf(true, Count.ALERTS);
            case RekorVehicleOnly _ -> addIf(true, Count.GROUPS);
            case RekorUnknownKind _ -> addIf(true, Count.UNKNOWN_KINDS);
            case RekorHeartbeat heartbeat -> {
                addIf(true, Count.HEARTBEATS);
                clock.heartbeat(
                        heartbeat
                                .time()
                                .map(at -> new CaptureTime(at, CaptureTime.Quality.SOURCE_UTC)),
                        received);
            }
        }
    }

    /// Once for each change of state, not for each read.
    private void noteClock(ReaderClock.State before, Frame frame) {
        if (!clock.changed(before)) {
            return;
        }
        boolean wrong = clock.state() == ReaderClock.State.WRONG;
        counter(Count.READER_CLOCK_WRONG).set(wrong ? 1 : 0);
        addIf(true, Count.READER_CLOCK_CHANGES);
        notices.tell(
                ReaderNotices.CLOCK,
                wrong ? Severity.WARNING : Severity.CLEARED,
                0,
                frame.received(),
                frame.acknowledgement().resendable());
        Logger.warn("LPR-001 reader clock: device={} state={}", profile.readerId(), clock.state());
    }

    private void addIf(boolean condition, Count count) {
        if (condition) {
            counter(count).incrementAndGet();
        }
    }

    private AtomicLong counter(Count count) {
        AtomicLong counter = counts.get(count);
        if (counter == null) {
            throw new IllegalStateException("counter " + count + " was not made");
        }
        return counter;
    }

    @Override
    public OptionalLong clockAheadMs() {
        return clock.aheadMs();
    }

    @Override
    public Map<String, Long> counters() {
        Map<String, Long> values = new TreeMap<>();
        counts.forEach(
                (count, value) -> values.put(count.name().toLowerCase(Locale.ROOT), value.get()));
        return values;
    }
}
