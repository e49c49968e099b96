package dev.gatehouse.drivers.lpr;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/// Counts of one reader; written by its driver, read by any thread.
final class ReaderCounts {

    /// What is worth a counter.
    enum Count {
        READS,
        HEARTBEATS,
        OTHER_KINDS,
        BAD_MESSAGES,
        OCTETS_DISCARDED,
        CONNECTIONS_GIVEN_UP,
        VEHICLES_WITHOUT_PLATE,
        IMAGES_DROPPED,
        IDENTITY_MISMATCHES,
        NEEDS_REVIEW,
        LATE,
        MESSAGES_MISSING,
        READER_RESTARTS,
        READER_CLOCK_CHANGES,
        READER_CLOCK_WRONG
    }

    private final Map<Count, AtomicLong> counts;

    ReaderCounts() {
        Map<Count, AtomicLong> made = new EnumMap<>(Count.class);
        for (Count count : Count.values()) {
            made.put(count, new AtomicLong());
        }
        counts = Collections.unmodifiableMap(made);
    }

    void add(Count count) {
        add(count, 1);
    }

    void add(Count count, long more) {
        var _ = counter(count).addAndGet(more);
    }

    void addIf(boolean condition, Count count) {
        if (condition) {
            add(count);
        }
    }

    void set(Count count, long value) {
        counter(count).set(value);
    }

    private AtomicLong counter(Count count) {
        AtomicLong counter = counts.get(count);
        if (counter == null) {
            throw new IllegalStateException("counter " + count + " was not made");
        }
        return counter;
    }

    /// Values by stable name.
    Map<String, Long> values() {
        Map<String, Long> values = new TreeMap<>();
        counts.forEach(
                (count, value) -> values.put(count.name().toLowerCase(Locale.ROOT), value.get()));
        return values;
    }
}
