package dev.gatehouse.drivers.llrp;

import dev.gatehouse.drivers.Counters;
import dev.gatehouse.protocols.llrp.Epc;
import dev.gatehouse.protocols.llrp.TagReport;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.Received;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// From reports to sightings (section 5, duplicates): reads of one tag at one antenna belong
/// together as long as no gap between them is longer than the window. A sighting is told a little
/// after its first read, with what was gathered until then, and not when the vehicle has gone; what
/// comes later in it is counted. Codes stay here in the clear for as long as a window. Owned by the
/// machine.
final class TagSightings {

    /// Tags at antennas at once.
    static final int LIMIT = 16_384;

    private static final long MICROS_PER_MILLI = 1_000;
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /// A tag was seen.
    ///
    /// @param epc content
    /// @param antenna 0 where the reader does not tell
    /// @param peakRssiDbm best of the reads
    /// @param seen reads until now
    /// @param captured when it was first seen
    /// @param received when its first report arrived
    /// @param buffered read before the connection was there
    record Sighting(
            Epc epc,
            int antenna,
            OptionalInt peakRssiDbm,
            long seen,
            CaptureTime captured,
            Received received,
            boolean buffered) {

        @Override
        public String toString() {
            return "Sighting[antenna=" + antenna + ", content withheld]";
        }
    }

    private record Key(Epc epc, int antenna) {}

    /// A sighting that goes on.
    private static final class Open {
        private final CaptureTime captured;
        private final Received received;
        private final boolean buffered;
        private OptionalInt best = OptionalInt.empty();
        private long seen;
        private long endMicros;
        private long lastNanos;

        Open(ReaderTime.Seen first, Received received) {
            this.captured = first.captured();
            this.received = received;
            this.buffered = first.buffered();
            this.endMicros = first.endMicros();
        }

        void add(TagReport tag, ReaderTime.Seen seenAt, Received at) {
            seen += Math.max(1, tag.seenCount());
            OptionalInt rssi = tag.peakRssiDbm();
            if (rssi.isPresent() && (best.isEmpty() || rssi.getAsInt() > best.getAsInt())) {
                best = rssi;
            }
            endMicros = Math.max(endMicros, seenAt.endMicros());
            lastNanos = at.nanos();
        }
    }

    private final long windowNanos;
    private final long windowMicros;
    private final long gatherNanos;
    private final Counters<LlrpCounter> counters;
    private final Consumer<Sighting> sink;
    private final Map<Key, Open> gathering = new LinkedHashMap<>();
    private final Map<Key, Open> told = new HashMap<>();
    private long sweptNanos;

    TagSightings(LlrpSettings settings, Counters<LlrpCounter> counters, Consumer<Sighting> sink) {
        this.windowNanos = TimeUnit.MILLISECONDS.toNanos(settings.windowMs());
        this.windowMicros = settings.windowMs() * MICROS_PER_MILLI;
        this.gatherNanos = TimeUnit.MILLISECONDS.toNanos(settings.gatherMs());
        this.counters = counters;
        this.sink = sink;
    }

    /// Takes one tag of a report.
    void add(TagReport tag, ReaderTime.Seen seen, Received at) {
        Key key = new Key(tag.epc(), tag.antenna().orElse(0));
        Open gathered = gathering.get(key);
        if (gathered != null) {
            if (belongs(gathered, seen)) {
                gathered.add(tag, seen, at);
                return;
            }
            gathering.remove(key);
            tell(key, gathered);
        }
        Open known = told.get(key);
        if (known != null && belongs(known, seen)) {
            known.add(tag, seen, at);
            var _ = counters.add(LlrpCounter.TAGS_REPEATED);
            return;
        }
        begin(key, tag, seen, at);
    }

    private void begin(Key key, TagReport tag, ReaderTime.Seen seen, Received at) {
        told.remove(key);
        if (gathering.size() + told.size() >= LIMIT) {
            evict();
        }
        Open opened = new Open(seen, at);
        opened.add(tag, seen, at);
        if (gatherNanos == 0) {
            tell(key, opened);
        } else {
            gathering.put(key, opened);
        }
    }

    private boolean belongs(Open before, ReaderTime.Seen seen) {
        long gapMicros = seen.startMicros() - before.endMicros;
        // far behind: the reader's time began anew
        return before.buffered == seen.buffered()
                && gapMicros <= windowMicros
                && seen.endMicros() >= before.endMicros - windowMicros;
    }

    private void tell(Key key, Open open) {
        told.put(key, open);
        var _ = counters.add(LlrpCounter.SIGHTINGS);
        sink.accept(
                new Sighting(
                        key.epc,
                        key.antenna,
                        open.best,
                        open.seen,
                        open.captured,
                        open.received,
                        open.buffered));
    }

    /// Makes room: whatever is told already can go, at the price of being told twice.
    private void evict() {
        Iterator<Map.Entry<Key, Open>> eldest = gathering.entrySet().iterator();
        if (eldest.hasNext()) {
            Map.Entry<Key, Open> one = eldest.next();
            eldest.remove();
            tell(one.getKey(), one.getValue());
        }
        told.keySet().stream().findFirst().ifPresent(told::remove);
        var _ = counters.add(LlrpCounter.SIGHTINGS_EVICTED);
    }

    /// Tells what was gathered for long enough, forgets what was not seen for a window.
    void duty(long nowNanos) {
        Iterator<Map.Entry<Key, Open>> waiting = gathering.entrySet().iterator();
        while (waiting.hasNext()) {
            Map.Entry<Key, Open> one = waiting.next();
            if (nowNanos - one.getValue().received.nanos() < gatherNanos) {
                // the others began later
                break;
            }
            waiting.remove();
            tell(one.getKey(), one.getValue());
        }
        if (nowNanos - sweptNanos >= SWEEP_NANOS) {
            sweptNanos = nowNanos;
            told.values().removeIf(open -> nowNanos - open.lastNanos > windowNanos);
        }
    }

    /// Tells everything at once.
    void flush() {
        Map<Key, Open> rest = new LinkedHashMap<>(gathering);
        gathering.clear();
        rest.forEach(this::tell);
    }

    /// Tags at antennas now.
    int size() {
        return gathering.size() + told.size();
    }
}
