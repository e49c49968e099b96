package dev.gatehouse.drivers.air;

import dev.gatehouse.protocols.RejectReason;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts of one station; any thread.
final class AirCounters {

    private final EnumMap<AirCounter, LongAdder> counts = new EnumMap<>(AirCounter.class);
    private final EnumMap<RejectReason, LongAdder> rejected = new EnumMap<>(RejectReason.class);

    AirCounters() {
        for (AirCounter counter : AirCounter.values()) {
            counts.put(counter, new LongAdder());
        }
        for (RejectReason reason : RejectReason.values()) {
            rejected.put(reason, new LongAdder());
        }
    }

    void add(AirCounter counter) {
        add(counter, 1);
    }

    void add(AirCounter counter, long count) {
        LongAdder adder = counts.get(counter);
        if (adder != null) {
            adder.add(count);
        }
    }

    void rejected(RejectReason reason) {
        LongAdder adder = rejected.get(reason);
        if (adder != null) {
            adder.increment();
        }
    }

    long value(AirCounter counter) {
        LongAdder adder = counts.get(counter);
        return adder == null ? 0 : adder.sum();
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

    /// Values by stable name, e.g. `calls_late`.
    Map<String, Long> values() {
        Map<String, Long> values = new TreeMap<>();
        counts.forEach((counter, count) ->
                values.put(counter.name().toLowerCase(Locale.ROOT), count.sum()));
        return values;
    }
}
