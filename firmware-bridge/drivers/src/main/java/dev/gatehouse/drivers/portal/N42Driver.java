package dev.gatehouse.drivers.portal;

import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.n42.N42Document;
import dev.gatehouse.protocols.n42.N42Reader;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.portal.PortalInput;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// One portal that writes documents. A document that cannot be read is an event and no refusal:
/// nobody may hear silence where an instrument spoke (clause 6). Events of a document have ids of
/// its UUID and of its content, so that one that is sent again is known, and another one under the
/// same UUID is not taken for it.
final class N42Driver implements Driver {
    /// An older document is sent again after an outage.
    static final Duration LATE = Duration.ofMinutes(10);

    private static final int MAX_UUID_CHARS = 36;
    private static final int SUM_CHARS = 12;

    private final String deviceId;
    private final String laneId;
    private final boolean stream;
    private final Optional<ZoneId> zone;
    private final N42Splitter splitter = new N42Splitter();
    private final N42Events events = new N42Events();
    private final LongAdder documents = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder alarms = new LongAdder();
    private final LongAdder flaws = new LongAdder();
    private volatile List<N42Document.Version> versions = List.of();

    N42Driver(String deviceId, String laneId, boolean stream, Optional<ZoneId> zone) {
        this.deviceId = deviceId;
        this.laneId = laneId;
        this.stream = stream;
        this.zone = zone;
    }

    @Override
    public Decoded<List<Observation>> decode(Frame frame) {
        List<Observation> found = new ArrayList<>();
        List<byte[]> whole = stream ? splitter.octets(frame.bytes()) : List.of(frame.bytes());
        for (byte[] octets : whole) {
            document(octets, frame, found);
        }
        return Decoded.message(found);
    }

    private void document(byte[] octets, Frame frame, List<Observation> found) {
        documents.increment();
        List<N42Events.Event> told;
        String uuid = "";
        PortalInput.Unreadable sum = PortalInput.Unreadable.of(RejectReason.BAD_SYNTAX, octets);
        switch (N42Reader.read(octets)) {
            case Decoded.Message<N42Document>(N42Document document) -> {
                told = events.of(document);
                versions = document.instrument().versions();
                uuid = document.uuid().replaceAll("[^A-Za-z0-9-]", "");
                flaws.add(document.unresolved() + (long) document.unreadable());
            }
            case Decoded.Rejected<N42Document>(RejectReason reason, String _) -> {
                refused.increment();
                told = List.of(N42Events.refused(reason, sum.evidence()));
            }
        }
        String key =
                uuid.substring(0, Math.min(uuid.length(), MAX_UUID_CHARS))
                        + "-"
                        + sum.sha256().hex().substring(0, SUM_CHARS).toLowerCase(Locale.ROOT);
        for (int i = 0; i < told.size(); i++) {
            N42Events.Event event = told.get(i);
            CaptureTime captured = captured(event.time(), frame);
            alarms.add(event.alarm() ? 1 : 0);
            found.add(
                    new Observation(
                            deviceId,
                            laneId,
                            "n42-" + key + "-" + i,
                            captured,
                            frame.received(),
                            captured.at().isBefore(frame.received().at().minus(LATE)),
                            frame.acknowledgement().resendable(),
                            event.body()));
        }
    }

    /// The instrument's time; without a zone the configured one, without that the arrival.
    private CaptureTime captured(String text, Frame frame) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            return new CaptureTime(
                    time.toInstant(),
                    time.getOffset().equals(ZoneOffset.UTC)
                            ? CaptureTime.Quality.SOURCE_UTC
                            : CaptureTime.Quality.SOURCE_OFFSET);
        } catch (DateTimeException e) {
            return local(text)
                    .map(at -> new CaptureTime(at, CaptureTime.Quality.SOURCE_LOCAL_ASSUMED))
                    .orElseGet(() ->
                            new CaptureTime(frame.received().at(), CaptureTime.Quality.RECEIVED));
        }
    }

    private Optional<Instant> local(String text) {
        try {
            LocalDateTime time = LocalDateTime.parse(text);
            return zone.map(known -> time.atZone(known).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String firmware() {
        return versions.stream()
                .map(one -> (one.component() + " " + one.version()).strip())
                .collect(Collectors.joining(", "));
    }

    @Override
    public Map<String, Long> counters() {
        Map<String, Long> values = new TreeMap<>();
        values.put("documents", documents.sum());
        values.put("documents_refused", refused.sum());
        values.put("alarms", alarms.sum());
        values.put("flaws", flaws.sum());
        return values;
    }
}
