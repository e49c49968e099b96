package dev.gatehouse.booth.console;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Counts, written by the console's thread and read by any.
final class Counters {
    private final Map<ConsoleCounter, AtomicLong> counts = new EnumMap<>(ConsoleCounter.class);

    Counters() {
        for (ConsoleCounter counter : ConsoleCounter.values()) {
            counts.put(counter, new AtomicLong());
        }
    }

    private AtomicLong at(ConsoleCounter counter) {
        AtomicLong count = counts.get(counter);
        if (count == null) {
            throw new IllegalStateException("a counter of no count: " + counter);
        }
        return count;
    }

    void add(ConsoleCounter counter) {
        at(counter).incrementAndGet();
    }

    long of(ConsoleCounter counter) {
        return at(counter).get();
    }

    /// Those that ever counted, by lower-case name.
    Map<String, Long> positive() {
        Map<String, Long> tree = new LinkedHashMap<>();
        counts.forEach((counter, count) -> {
            if (count.get() > 0) {
                tree.put(counter.name().toLowerCase(Locale.ROOT), count.get());
            }
        });
        return tree;
    }
}
