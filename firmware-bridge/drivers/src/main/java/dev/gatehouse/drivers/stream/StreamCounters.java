package dev.gatehouse.drivers.stream;

import dev.gatehouse.protocols.RejectReason;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts of one station by the names of an enum, and refusals by their reasons; any thread.
///
/// @param <E> what the machine counts
public final class StreamCounters<E extends Enum<E>> {

    private final EnumMap<E, LongAdder> counts;
    private final EnumMap<RejectReason, LongAdder> rejections = new EnumMap<>(RejectReason.class);

    public StreamCounters(Class<E> names) {
        counts = new EnumMap<>(names);
        for (E name : names.getEnumConstants()) {
            counts.put(name, new LongAdder());
        }
        for (RejectReason reason : RejectReason.values()) {
            rejections.put(reason, new LongAdder());
        }
    }

    public void add(E name) {
        add(name, 1);
    }

    public void add(E name, long more) {
        of(counts.get(name)).add(more);
    }

    public long value(E name) {
        return of(counts.get(name)).sum();
    }

    /// Octets that were no message.
    public void rejected(RejectReason reason) {
        of(rejections.get(reason)).increment();
    }

    private static LongAdder of(@Nullable LongAdder count) {
        if (count == null) {
            throw new IllegalStateException("a counter was not made");
        }
        return count;
    }

    /// Values by stable name.
    public Map<String, Long> values() {
        Map<String, Long> values = new TreeMap<>();
        counts.forEach(
                (name, count) -> values.put(name.name().toLowerCase(Locale.ROOT), count.sum()));
        return values;
    }

    /// Refusals that occurred.
    public Map<RejectReason, Long> rejections() {
        Map<RejectReason, Long> values = new EnumMap<>(RejectReason.class);
        rejections.forEach((reason, count) -> {
            if (count.sum() > 0) {
                values.put(reason, count.sum());
            }
        });
        return values;
    }
}
