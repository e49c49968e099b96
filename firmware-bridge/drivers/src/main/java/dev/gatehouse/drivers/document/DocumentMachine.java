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
import java.util.List;
import java.util.Optional;
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
    private static final String INCOMPLETE = "DOCUMENT_READ_INCOMPLETE";
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
        giveUp("LOST", now);
    }

    @Override
    public void stopping(Received now) {
        giveUp("STOPPING", now);
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
                if (reason == RejectReason.TOO_SHORT) {
                    cutOff(reason.name(), now);
                } else {
                    failed(reason.name(), now);
                }
            }
            case Swipe.Frame frame -> {
                switch (ZoneReader.read(frame.text())) {
                    case ZoneReader.Result.Refused(ZoneFault fault) -> {
                        if (fault == ZoneFault.MISSING_LINES) {
                            cutOff(fault.name(), now);
                        } else {
                            counters.add(DocumentCounter.NO_ZONE);
                            failed(fault.name(), now);
                        }
                    }
                    case ZoneReader.Result.Read(ZoneReading reading) ->
                            compare(reading, frame.durationMs(), now);
                }
            }
        }
    }

    /// A frame that was begun never ends without a word.
    private void giveUp(String why, Received now) {
        boolean begun = reader.begun();
        reader.reset();
        if (begun) {
            counters.add(DocumentCounter.SWIPES);
            cutOff(why, now);
        }
    }

    /// A part of a document came: nothing of it is kept, and it is told as incomplete.
    private void cutOff(String why, Received now) {
        counters.add(DocumentCounter.CUT_OFF);
        failed(DocumentRead.INCOMPLETE, why, now);
        notice(INCOMPLETE, DeviceNotice.Severity.INFO, 0, now);
    }

    private void failed(String why, Received now) {
        failed(why, why, now);
    }

    /// A document was there and was not read: that is an event, without any of its content.
    private void failed(String fault, String why, Received now) {
        Logger.info("DOC-001 document not read: device={} why={}", deviceId, why);
        out.report(DocumentRead.failed(fault, SOURCE), now, false);
        reply(NAK);
        health(true, now);
    }

    private void compare(ZoneReading reading, long durationMs, Received now) {
        ZoneReading earlier = previous;
        previous = reading;
        boolean soon = now.nanos() - previousNanos <= COMPARE_NANOS;
        previousNanos = now.nanos();
        Optional<Set<Integer>> differing =
                earlier == null || !soon ? Optional.empty() : ZoneReader.compare(earlier, reading);
        if (earlier == null || differing.isEmpty()) {
            read(reading, List.of(), durationMs, now);
        } else if (differing.get().isEmpty()) {
            counters.add(DocumentCounter.AGREED);
            read(reading, List.of(), durationMs, now);
        } else {
            counters.add(DocumentCounter.DIFFERING);
            differ(earlier, reading, differing.get(), durationMs, now);
        }
    }

    /// Nobody knows which of two swipes is right: the fields in which they differ count for
    /// neither, and what each says is looked for.
    private void differ(
            ZoneReading earlier,
            ZoneReading reading,
            Set<Integer> differing,
            long durationMs,
            Received now) {
        ZoneReading merged =
                switch (ZoneReader.merged(reading, differing)) {
                    case ZoneReader.Result.Read(ZoneReading both) -> both;
                    // of the number hardly a column is left
                    case ZoneReader.Result.Refused _ ->
                            ZoneReader.judge(reading.original(), List.of(), differing)
                                    .orElse(reading);
                };
        read(merged, List.of(reading.original(), earlier.original()), durationMs, now);
    }

    private void read(ZoneReading reading, List<String> swipes, long durationMs, Received now) {
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
                new DocumentRead(
                        reading.zone(), SOURCE, reading.repairs(), reading.unread(), swipes, ""),
                now,
                false);
        if (reading.overall() != ZoneReading.Overall.VALID) {
            notice(INCOMPLETE, DeviceNotice.Severity.INFO, reading.unread().size(), now);
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
