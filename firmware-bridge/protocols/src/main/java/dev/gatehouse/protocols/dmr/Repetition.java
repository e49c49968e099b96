package dev.gatehouse.protocols.dmr;

import dev.gatehouse.protocols.dmr.link.Checked;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which messages to believe: those whose check is strong, at once; the others when the same came
/// twice within a window. Bounded; used by one thread.
public final class Repetition {

    /// Messages that wait for their repetition.
    public static final int MAX_WAITING = 64;

    private final long windowMs;
    private final Map<Object, Long> seen = new LinkedHashMap<>();

    /// @param windowMs longest time between the two; embedded control comes every 360 ms
    public Repetition(long windowMs) {
        if (windowMs <= 0) {
            throw new IllegalArgumentException("window: expected a positive time");
        }
        this.windowMs = windowMs;
    }

    /// Whether `message` is to be believed now.
    public boolean believe(Checked<?> message, long nowMs) {
        if (message.verified()) {
            return true;
        }
        Object key = message.value();
        Optional<Long> before = Optional.ofNullable(seen.remove(key));
        seen.put(key, nowMs);
        if (seen.size() > MAX_WAITING) {
            seen.remove(seen.keySet().iterator().next());
        }
        return before.isPresent() && nowMs - before.get() <= windowMs;
    }
}
