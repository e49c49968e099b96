package dev.gatehouse.core.decision;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;

/// Events of the last hours, by tag (plate reader sheet, section 6, level 1). What lies before a
/// restart, the journal knows.
final class RepeatWindow {
    private record Key(long high, long low) {
        static Key of(byte[] tag) {
            ByteBuffer buffer = ByteBuffer.wrap(tag);
            return new Key(buffer.getLong(), buffer.getLong());
        }
    }

    private final long windowNanos;
    private final int entries;
    private final LinkedHashMap<Key, Long> seen = new LinkedHashMap<>();

    RepeatWindow(long windowNanos, int entries) {
        this.windowNanos = windowNanos;
        this.entries = entries;
    }

    boolean contains(byte[] tag, long nanos) {
        Long at = seen.get(Key.of(tag));
        return at != null && nanos - at < windowNanos;
    }

    void add(byte[] tag, long nanos) {
        Key key = Key.of(tag);
        seen.remove(key);
        seen.put(key, nanos);
        while (seen.size() > entries || nanos - seen.firstEntry().getValue() >= windowNanos) {
            seen.pollFirstEntry();
        }
    }
}
