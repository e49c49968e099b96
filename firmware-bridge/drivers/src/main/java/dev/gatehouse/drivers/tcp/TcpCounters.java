package dev.gatehouse.drivers.tcp;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Counts of one link; any thread.
final class TcpCounters {

    private final EnumMap<TcpCounter, AtomicLong> counts = new EnumMap<>(TcpCounter.class);

    TcpCounters() {
        for (TcpCounter counter : TcpCounter.values()) {
            counts.put(counter, new AtomicLong());
        }
    }

    /// One more; the count with it.
    long add(TcpCounter counter) {
        return add(counter, 1);
    }

    /// So many more; the count with them.
    long add(TcpCounter counter, long more) {
        return of(counts.get(counter)).addAndGet(more);
    }

    long value(TcpCounter counter) {
        return of(counts.get(counter)).get();
    }

    private static AtomicLong of(@Nullable AtomicLong count) {
        if (count == null) {
            throw new IllegalStateException("a counter was not made");
        }
        return count;
    }

    /// Values by stable name, e.g. `octets_in`.
    Map<String, Long> values() {
        Map<String, Long> named = new TreeMap<>();
        counts.forEach((counter, count) ->
                named.put(counter.name().toLowerCase(Locale.ROOT), count.get()));
        return named;
    }
}
