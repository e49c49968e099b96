package dev.gatehouse.drivers.dispatch;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Values that were met lately, at most so many and for so long. Owned by the machine's thread.
///
/// @param <K> compared by content
public final class Recent<K> {

    private final int limit;
    private final long keptNanos;
    private final Map<K, Long> seen = new LinkedHashMap<>();

    public Recent(int limit, long keptNanos) {
        this.limit = limit;
        this.keptNanos = keptNanos;
    }

    /// Notes a value.
    ///
    /// @return false when it was met lately
    public boolean isNew(K value, long nowNanos) {
        Iterator<Long> eldest = seen.values().iterator();
        while (eldest.hasNext()) {
            boolean old = nowNanos - eldest.next() >= keptNanos;
            if (!old && seen.size() < limit) {
                break;
            }
            eldest.remove();
        }
        return seen.putIfAbsent(value, nowNanos) == null;
    }

    /// As if it had never been met.
    public void forget(K value) {
        seen.remove(value);
    }
}
