package dev.gatehouse.drivers.dispatch;

import dev.gatehouse.protocols.RejectReason;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts of one system; any thread.
public final class DispatchCounters {

    private final EnumMap<DispatchCounter, LongAdder> counts = new EnumMap<>(DispatchCounter.class);
    private final EnumMap<RejectReason, LongAdder> rejected = new EnumMap<>(RejectReason.class);

    public DispatchCounters() {
        for (DispatchCounter counter : DispatchCounter.values()) {
            counts.put(counter, new LongAdder());
        }
        for (RejectReason reason : RejectReason.values()) {
            rejected.put(reason, new LongAdder());
        }
    }

    public void add(DispatchCounter counter) {
        of(counts.get(counter)).increment();
    }

    public void rejected(RejectReason reason) {
        of(rejected.get(reason)).increment();
    }

    public long value(DispatchCounter counter) {
        return of(counts.get(counter)).sum();
    }

    /// Refusals of all reasons.
    public long rejectedInAll() {
        return rejected.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private static LongAdder of(@Nullable LongAdder adder) {
        if (adder == null) {
            throw new IllegalStateException("a counter was not made");
        }
        return adder;
    }

    /// Values by stable name, e.g. `rate_limited`, `rejected_bad_checksum`.
    public Map<String, Long> values() {
        Map<String, Long> values = new TreeMap<>();
        counts.forEach((counter, count) -> values.put(name(counter), count.sum()));
        rejected.forEach((reason, count) -> values.put("rejected_" + name(reason), count.sum()));
        return values;
    }

    private static String name(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
