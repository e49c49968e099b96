package dev.gatehouse.drivers.homebrew;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts of one master or peer; any thread.
final class HomebrewCounters {

    private final EnumMap<HomebrewCounter, LongAdder> counts = new EnumMap<>(HomebrewCounter.class);

    HomebrewCounters() {
        for (HomebrewCounter counter : HomebrewCounter.values()) {
            counts.put(counter, new LongAdder());
        }
    }

    void add(HomebrewCounter counter) {
        add(counter, 1);
    }

    void add(HomebrewCounter counter, long count) {
        LongAdder adder = counts.get(counter);
        if (adder != null) {
            adder.add(count);
        }
    }

    long value(HomebrewCounter counter) {
        LongAdder adder = counts.get(counter);
        return adder == null ? 0 : adder.sum();
    }

    /// Values by stable name, e.g. `logins_failed`.
    Map<String, Long> values() {
        Map<String, Long> values = new TreeMap<>();
        counts.forEach((counter, count) ->
                values.put(counter.name().toLowerCase(Locale.ROOT), count.sum()));
        return values;
    }
}
