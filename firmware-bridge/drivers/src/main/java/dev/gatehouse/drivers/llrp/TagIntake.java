package dev.gatehouse.drivers.llrp;

import dev.gatehouse.drivers.Counters;
import dev.gatehouse.protocols.llrp.TagReport;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TagRead;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Tags on their way from reports to sightings: which can be used, when they were read, whether
/// they are too many. Owned by the machine.
final class TagIntake {

    /// Tags a second; a reader that sends more has to wait (section 1).
    static final int MOST_PER_SECOND = 20_000;

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ReaderTime time;
    private final Counters<LlrpCounter> counters;
    private final TagSightings sightings;
    private long secondNanos;
    private int inSecond;

    TagIntake(
            LlrpSettings settings,
            ReaderTime time,
            Counters<LlrpCounter> counters,
            Consumer<TagSightings.Sighting> sink) {
        this.time = time;
        this.counters = counters;
        this.sightings = new TagSightings(settings, counters, sink);
    }

    void add(TagReport tag, Received at) {
        var _ = counters.add(LlrpCounter.TAGS);
        if (at.nanos() - secondNanos >= SECOND_NANOS) {
            secondNanos = at.nanos();
            inSecond = 0;
        }
        inSecond++;
        if (tag.epc().bitCount() == 0 || tag.epc().bitCount() > TagRead.MAX_EPC_BITS) {
            var _ = counters.add(LlrpCounter.TAGS_UNUSABLE);
            return;
        }
        ReaderTime.Seen seen = time.of(tag, at);
        if (seen.buffered()) {
            var _ = counters.add(LlrpCounter.TAGS_BUFFERED);
        }
        sightings.add(tag, seen, at);
    }

    /// Whether no more should be read before this second is over.
    boolean saturated(long nowNanos) {
        boolean full = inSecond >= MOST_PER_SECOND && nowNanos - secondNanos < SECOND_NANOS;
        if (full) {
            var _ = counters.add(LlrpCounter.TAGS_SATURATED);
        }
        return full;
    }

    void duty(long nowNanos) {
        sightings.duty(nowNanos);
    }

    void flush() {
        sightings.flush();
    }
}
