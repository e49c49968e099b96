package dev.gatehouse.drivers.document;

import dev.gatehouse.drivers.stream.StreamCounters;
import dev.gatehouse.drivers.stream.StreamMachine;
import dev.gatehouse.drivers.stream.StreamOut;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.document.Swipe;
import dev.gatehouse.protocols.document.SwipeReader;
import dev.gatehouse.protocols.document.ZoneFault;
import dev.gatehouse.protocols.document.ZoneReader;
import dev.gatehouse.protocols.document.ZoneReading;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.DocumentRead;
import dev.gatehouse.protocols.observation.Received;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// One document reader: frames to readings, two swipes compared, the reader's health. Octets of a
/// frame are wiped as soon as they are read; a reading is let go of 10 s after its swipe, when it
/// can no longer be compared with another.
final class DocumentMachine implements StreamMachine {
    /// A second swipe of the same document comes within this time (clause 5, step 6).
    static final long COMPARE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /// A reader that is not there for so long is absent.
    static final long ABSENT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final String SOURCE = "MRZ_SERIAL";
    private static final String ABSENT = "READER_ABSENT";
    private static final String DIRTY = "CLEAN_THE_READER";
    private static final byte[] ACK = {0x06};
    private static final byte[] NAK = {0x15};

    private final String deviceId;
    private final DocumentSettings settings;
    private final StreamOut out;
    private final StreamCounters<DocumentCounter> counters;
    private final SwipeReader reader;
    private final ReaderHealth health = new ReaderHealth();
    private @Nullable ZoneReading previous;
    private long previousNanos;
    private long goneNanos;
    private long noise;
    private boolean connected;
    private boolean absent;

    DocumentMachine(
            String deviceId,
            DocumentSettings settings,
            StreamOut out,
            StreamCounters<DocumentCounter> counters,
            Received start) {
        this.deviceId = deviceId;
        this.settings = settings;
        this.out = out;
        this.counters = counters;
        this.reader = new SwipeReader(settings.framing());
        this.goneNanos = start.nanos();
    }

    @Override
    public void connected(Received now) {
        connected = true;
        reader.reset();
        if (absent) {
            absent = false;
            notice(ABSENT, DeviceNotice.Severity.CLEARED, 0, now);
        }
        send(settings.enable().toArray());
    }

    @Override
    public void lost(Received now) {
        connected = false;
        goneNanos = now.nanos();
        previous = null;
        reader.reset();
    }

    @Override
    public void stopping(Received now) {
        if (connected) {
            send(settings.disable().toArray());
        }
    }

    @Override
    public void octets(byte[] octets, Received received) {
        reader.octets(octets, received.nanos(), swipe -> take(swipe, received));
        Arrays.fill(octets, (byte) 0);
        counters.add(DocumentCounter.NOISE_OCTETS, reader.noise() - noise);
        noise = reader.noise();
    }

    @Override
    public void duty(Received now) {
        reader.idle(now.nanos(), swipe -> take(swipe, now));
        if (previous != null && now.nanos() - previousNanos > COMPARE_NANOS) {
            previous = null;
        }
        if (!connected && !absent && now.nanos() - goneNanos > ABSENT_NANOS) {
            absent = true;
            notice(ABSENT, DeviceNotice.Severity.SILENT, 0, now);
        }
    }

    private void take(Swipe swipe, Received now) {
        counters.add(DocumentCounter.SWIPES);
        switch (swipe) {
            case Swipe.Unreadable _ -> {
                counters.add(DocumentCounter.UNREADABLE);
                failed("UNREADABLE", now);
            }
            case Swipe.Refused(RejectReason reason) -> {
                counters.rejected(reason);
                failed(reason.name(), now);
            }
            case Swipe.Frame frame -> {
                switch (ZoneReader.read(frame.text())) {
                    case ZoneReader.Result.Refused(ZoneFault fault) -> {
                        counters.add(DocumentCounter.NO_ZONE);
                        failed(fault.name(), now);
                    }
                    case ZoneReader.Result.Read(ZoneReading reading) ->
                            read(compared(reading, now), frame.durationMs(), now);
                }
            }
        }
    }

    /// A document was there and was not read: that is an event, without any of its content.
    private void failed(String why, Received now) {
        Logger.info("DOC-001 document not read: device={} why={}", deviceId, why);
        out.report(new DocumentRead("", SOURCE), now, false);
        reply(NAK);
        health(true, now);
    }

    private ZoneReading compared(ZoneReading reading, Received now) {
        ZoneReading earlier = previous;
        previous = reading;
        boolean soon = now.nanos() - previousNanos <= COMPARE_NANOS;
        previousNanos = now.nanos();
        if (earlier == null || !soon) {
            return reading;
        }
        return ZoneReader.compare(earlier, reading)
                .map(differing -> merged(reading, differing))
                .orElse(reading);
    }

    private ZoneReading merged(ZoneReading reading, Set<Integer> differing) {
        if (differing.isEmpty()) {
            counters.add(DocumentCounter.AGREED);
            return reading;
        }
        counters.add(DocumentCounter.DIFFERING);
        return ZoneReader.merged(reading, differing)
                        instanceof ZoneReader.Result.Read(ZoneReading merged)
                ? merged
                : reading;
    }

    private void read(ZoneReading reading, long durationMs, Received now) {
        counters.add(
                switch (reading.overall()) {
                    case VALID -> DocumentCounter.VALID;
                    case PARTIAL -> DocumentCounter.INCOMPLETE;
                    case INVALID -> DocumentCounter.INVALID;
                });
        counters.add(DocumentCounter.REPAIRS, reading.repairs().size());
        if (reading.normalised()) {
            counters.add(DocumentCounter.NORMALISED);
        }
        Logger.info(
                "DOC-002 document: device={} result={} ms={}",
                deviceId,
                reading.summary(),
                durationMs);
        out.report(
                new DocumentRead(reading.zone(), SOURCE, reading.repairs(), reading.unread()),
                now,
                false);
        if (reading.overall() != ZoneReading.Overall.VALID) {
            notice(
                    "DOCUMENT_READ_INCOMPLETE",
                    DeviceNotice.Severity.INFO,
                    reading.unread().size(),
                    now);
        }
        boolean good = reading.overall() != ZoneReading.Overall.INVALID;
        reply(good ? ACK : NAK);
        health(!good, now);
    }

    private void reply(byte[] octets) {
        if (settings.replies()) {
            send(octets);
        }
    }

    private void send(byte[] octets) {
        if (octets.length > 0 && !out.send(octets)) {
            counters.add(DocumentCounter.REPLIES_REFUSED);
        }
    }

    private void health(boolean failure, Received now) {
        if (health.swipe(failure)) {
            notice(
                    DIRTY,
                    health.dirty() ? DeviceNotice.Severity.WARNING : DeviceNotice.Severity.CLEARED,
                    health.percent(),
                    now);
        }
    }

    private void notice(String code, DeviceNotice.Severity severity, long number, Received now) {
        out.report(new DeviceNotice(code, severity, number), now, false);
    }
}
