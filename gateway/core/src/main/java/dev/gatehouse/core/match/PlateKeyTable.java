package dev.gatehouse.core.match;

/// Keys of plates in a [KeyTable]: the folded form under its jurisdiction and under any, and the
/// folded form without each of its characters under its jurisdiction.
final class PlateKeyTable {
    /// Key part of the folded form that ignores jurisdiction; above every id.
    static final int ANY_JURISDICTION = 127;

    private static final int JURISDICTION_SHIFT = 50;

    private final KeyTable table;
    private final boolean[] jurisdictions;

    private PlateKeyTable(KeyTable table, boolean[] jurisdictions) {
        this.table = table;
        this.jurisdictions = jurisdictions;
    }

    /// Exact key of a folded form of at most ten symbols within one jurisdiction: 57 bits.
    static long key(long folded, int jurisdictionId) {
        return (long) jurisdictionId << JURISDICTION_SHIFT | folded;
    }

    /// Whether deleting at `position` gives the same string as deleting one place before it.
    static boolean repeats(long folded, int position) {
        return position > 0
                && PlateFold.foldAt(folded, position) == PlateFold.foldAt(folded, position - 1);
    }

    /// Table of all entries without unread characters.
    ///
    /// @throws IllegalStateException when no table keeps its runs short
    static PlateKeyTable of(PlateEntries entries) {
        boolean[] jurisdictions = new boolean[Jurisdiction.count()];
        for (int rank = 0; rank < entries.size(); rank++) {
            if (PlateForm.unreadOf(entries.rawOfRank()[rank]) == 0) {
                jurisdictions[entries.jurisdictionOfRank()[rank]] = true;
            }
        }
        return new PlateKeyTable(KeyTable.of(new Keys(entries)), jurisdictions);
    }

    boolean hasJurisdiction(int id) {
        return jurisdictions[id];
    }

    int longestRun() {
        return table.longestRun();
    }

    long memoryBytes() {
        return table.memoryBytes();
    }

    /// Offers every rank that may have this key.
    void probe(long key, KeyTable.Candidates candidates) {
        table.probe(key, candidates);
    }

    private record Keys(PlateEntries entries) implements KeyTable.Source {
        @Override
        public int count() {
            long count = 0;
            for (long raw : entries.rawOfRank()) {
                if (PlateForm.unreadOf(raw) > 0) {
                    continue;
                }
                count += 2;
                long folded = PlateFold.fold(raw);
                for (int i = 0; i < PlateFold.length(raw); i++) {
                    count += repeats(folded, i) ? 0 : 1;
                }
            }
            return Math.toIntExact(count);
        }

        @Override
        public void each(KeyTable.Sink sink) {
            for (int rank = 0; rank < entries.size(); rank++) {
                long raw = entries.rawOfRank()[rank];
                if (PlateForm.unreadOf(raw) > 0) {
                    continue;
                }
                int id = entries.jurisdictionOfRank()[rank];
                long folded = PlateFold.fold(raw);
                sink.take(key(folded, ANY_JURISDICTION), rank);
                sink.take(key(folded, id), rank);
                for (int i = 0; i < PlateFold.length(raw); i++) {
                    if (!repeats(folded, i)) {
                        sink.take(key(PlateFold.without(folded, i), id), rank);
                    }
                }
            }
        }
    }
}
