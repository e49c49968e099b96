package dev.gatehouse.drivers;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Counts by the constants of an enum; any thread.
///
/// @param <C> what is counted
public final class Counters<C extends Enum<C>> {

    private final EnumMap<C, AtomicLong> counts;

    /// All of them at 0.
    public Counters(Class<C> what) {
        counts = new EnumMap<>(what);
        for (C counter : what.getEnumConstants()) {
            counts.put(counter, new AtomicLong());
        }
    }

    /// One more; the count with it.
    public long add(C counter) {
        return add(counter, 1);
    }

    /// So many more; the count with them.
    public long add(C counter, long more) {
        return of(counts.get(counter)).addAndGet(more);
    }

    public long value(C counter) {
        return of(counts.get(counter)).get();
    }

    private static AtomicLong of(@Nullable AtomicLong count) {
        if (count == null) {
            throw new IllegalStateException("a counter was not made");
        }
        return count;
    }

    /// Values by stable name, e.g. `octets_in`.
    public Map<String, Long> values() {
        Map<String, Long> named = new TreeMap<>();
        counts.forEach((counter, count) ->
                named.put(counter.name().toLowerCase(Locale.ROOT), count.get()));
        return named;
    }
}
