package dev.gatehouse.core.name;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the parts of the last queries were like: travellers share names.
final class PartnerCache {
    /// Parts whose partners are kept.
    static final int MAX_PARTS = 4_096;

    private final Map<NamePart, long[]> kept =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<NamePart, long[]> eldest) {
                    return size() > MAX_PARTS;
                }
            };

    private long hits;

    long @Nullable [] get(NamePart part) {
        long[] partners = kept.get(part);
        hits += partners == null ? 0 : 1;
        return partners;
    }

    void put(NamePart part, long[] partners) {
        kept.put(part, partners);
    }

    /// Look-ups that were answered from here.
    long hits() {
        return hits;
    }
}
