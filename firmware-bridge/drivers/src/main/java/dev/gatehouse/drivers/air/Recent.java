package dev.gatehouse.drivers.air;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What came a moment ago, so that the same is not told twice. Bounded: the oldest gives way. Owned
/// by one thread.
///
/// @param <K> what tells one from another
final class Recent<K> {

    private final int most;
    private final Map<K, Long> seen = new LinkedHashMap<>();

    Recent(int most) {
        this.most = most;
    }

    /// Notes it, and whether it came within the window before.
    boolean again(K key, long windowMs, long nowMs) {
        Optional<Long> before = Optional.ofNullable(seen.remove(key));
        seen.put(key, nowMs);
        if (seen.size() > most) {
            seen.remove(seen.keySet().iterator().next());
        }
        return before.isPresent() && nowMs - before.get() <= windowMs;
    }

    /// Whether it came within the window; notes nothing.
    boolean has(K key, long windowMs, long nowMs) {
        Long before = seen.get(key);
        return before != null && nowMs - before <= windowMs;
    }

    /// As if it had not come.
    void forget(K key) {
        seen.remove(key);
    }

    int size() {
        return seen.size();
    }
}
