package dev.gatehouse.drivers.http;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts of one listener; any thread.
final class HttpCounters {

    private final Map<HttpCounter, LongAdder> events;
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();

    HttpCounters() {
        Map<HttpCounter, LongAdder> made = new EnumMap<>(HttpCounter.class);
        for (HttpCounter counter : HttpCounter.values()) {
            made.put(counter, new LongAdder());
        }
        events = Collections.unmodifiableMap(made);
    }

    void add(HttpCounter counter) {
        LongAdder adder = events.get(counter);
        if (adder != null) {
            adder.increment();
        }
    }

    /// Statuses come from this package alone: at most a dozen.
    void answered(int status) {
        answers.computeIfAbsent(status, _ -> new LongAdder()).increment();
    }

    /// Values by stable name, e.g. `answered_200`, `timed_out`.
    Map<String, Long> values() {
        Map<String, Long> values = new TreeMap<>();
        events.forEach((counter, count) ->
                values.put(counter.name().toLowerCase(Locale.ROOT), count.sum()));
        answers.forEach((status, count) -> values.put("answered_" + status, count.sum()));
        return values;
    }
}
