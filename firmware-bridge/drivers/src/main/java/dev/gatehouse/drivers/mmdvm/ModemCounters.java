package dev.gatehouse.drivers.mmdvm;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts of one modem; any thread.
final class ModemCounters {

    private final EnumMap<ModemCounter, LongAdder> counts = new EnumMap<>(ModemCounter.class);

    ModemCounters() {
        for (ModemCounter counter : ModemCounter.values()) {
            counts.put(counter, new LongAdder());
        }
    }

    void add(ModemCounter counter) {
        LongAdder adder = counts.get(counter);
        if (adder != null) {
            adder.increment();
        }
    }

    /// Values by stable name, e.g. `bursts_sent`.
    Map<String, Long> values() {
        Map<String, Long> values = new TreeMap<>();
        counts.forEach((counter, count) ->
                values.put(counter.name().toLowerCase(Locale.ROOT), count.sum()));
        return values;
    }
}
