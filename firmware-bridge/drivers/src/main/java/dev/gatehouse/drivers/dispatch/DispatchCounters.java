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

    /// Refusals by reason; reasons that never occurred are left out.
    Map<RejectReason, Long> rejections() {
        Map<RejectReason, Long> found = new EnumMap<>(RejectReason.class);
        rejected.forEach((reason, count) -> {
            if (count.sum() > 0) {
                found.put(reason, count.sum());
            }
        });
        return found;
    }

    private static LongAdder of(@Nullable LongAdder adder) {
        if (adder == null) {
            throw new IllegalStateException("a counter was not made");
        }
        return adder;
    }

    /// Values by stable name, e.g. `rate_limited`.
    public Map<String, Long> values() {
        Map<String, Long> values = new TreeMap<>();
        counts.forEach((counter, count) -> values.put(name(counter), count.sum()));
        return values;
    }

    private static String name(DispatchCounter word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
