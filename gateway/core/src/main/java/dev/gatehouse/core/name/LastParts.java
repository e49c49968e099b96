package dev.gatehouse.core.name;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was found for the parts of the last queries: travellers share names. Not for two threads at
/// a time.
///
/// @param <T> what was found for one part
final class LastParts<T> {
    /// Parts for which it is kept.
    static final int MAX_PARTS = 4_096;

    private final Map<NamePart, T> kept =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<NamePart, T> eldest) {
                    return size() > MAX_PARTS;
                }
            };

    @Nullable T get(NamePart part) {
        return kept.get(part);
    }

    void put(NamePart part, T found) {
        kept.put(part, found);
    }
}
