package dev.gatehouse.core.name;

import org.jspecify.annotations.Nullable;

/// Which listed parts the parts of the last queries are like.
final class PartnerCache {
    /// Partners of one part that are kept.
    static final int MAX_PARTNERS = 1_024;

    /// Listed parts by one part of a query.
    ///
    /// @param compared whether all of them are like it; else those of `same` and `near` share a key
    ///   of their spelling with it
    /// @param alike those that a table or their script makes like it
    /// @param same those that sound alike
    /// @param near those that differ by one letter
    record Partners(boolean compared, int[] alike, int[] same, int[] near) {
        int size() {
            return alike.length + same.length + near.length;
        }
    }

    private final LastParts<Partners> kept = new LastParts<>();
    private long hits;

    @Nullable Partners get(NamePart part) {
        Partners partners = kept.get(part);
        hits += partners == null ? 0 : 1;
        return partners;
    }

    void put(NamePart part, Partners partners) {
        if (partners.size() <= MAX_PARTNERS) {
            kept.put(part, partners);
        }
    }

    /// Look-ups that were answered from here.
    long hits() {
        return hits;
    }
}
