package dev.gatehouse.core.match;

/// Plates found by what remains when one character is deleted (fact sheet of lookout matching,
/// section 8).
///
/// Two plates one edit or one swap apart share a key: the folded form itself, or the folded form
/// without one character. Keys carry the jurisdiction, so a known one touches its own entries and
/// those without any. The folded form is also kept under "any jurisdiction", because an equal plate
/// of another state is a lead. Listed plates with unread characters are scanned, there are at most
/// [#MAX_PARTIALS]. Every candidate goes through [PlateVerifier].
public final class DeletionPlateIndex implements PlateIndex {
    /// Entries one index can hold.
    public static final int MAX_ENTRIES = 1 << 24;

    /// Listed plates with unread characters, all of which are compared with every read.
    public static final int MAX_PARTIALS = 16_384;

    private final PlateEntries entries;
    private final PlateKeyTable table;
    private final PartialPlates partials;

    DeletionPlateIndex(PlateEntries entries, PlateKeyTable table, PartialPlates partials) {
        this.entries = entries;
        this.table = table;
        this.partials = partials;
    }

    /// Starts an empty list.
    public static PlateIndexBuilder builder() {
        return builder(PlateIndexBuilder.INITIAL_ENTRIES);
    }

    /// Starts an empty list with room for so many entries; more may be added.
    public static PlateIndexBuilder builder(int entries) {
        return new PlateIndexBuilder(entries);
    }

    @Override
    public int size() {
        return entries.size();
    }

    /// Listed plates with unread characters among [#size].
    public int partials() {
        return partials.size();
    }

    /// Slots that one key can make a search read, at most: measured at build time, and bounded by
    /// it.
    public int longestRun() {
        return table.longestRun();
    }

    /// Bytes held by the arrays of this index.
    public long memoryBytes() {
        return entries.memoryBytes() + table.memoryBytes() + partials.memoryBytes();
    }

    @Override
    public void match(PlateQuery query, PlateAnswer answer) {
        answer.begin(entries, query);
        if (query.status() != PlateForm.Status.READ) {
            answer.finish();
            return;
        }
        if (query.unread() == 0) {
            table.probe(
                    PlateKeyTable.key(query.folded(), PlateKeyTable.ANY_JURISDICTION),
                    answer.verifier());
        }
        answer.beginPhase();
        if (query.anyJurisdiction()) {
            for (int id = 0; id < Jurisdiction.count(); id++) {
                partition(id, query, answer);
            }
        } else {
            partition(query.jurisdiction().id(), query, answer);
            partition(Jurisdiction.UNKNOWN.id(), query, answer);
        }
        partials.scan(query, answer);
        answer.finish();
    }

    private void partition(int jurisdictionId, PlateQuery query, PlateAnswer answer) {
        if (!table.hasJurisdiction(jurisdictionId)) {
            return;
        }
        switch (query.unread()) {
            case 0 -> oneEdit(jurisdictionId, query, answer);
            case 1 -> oneUnread(jurisdictionId, query, answer);
            default -> twoUnread(jurisdictionId, query, answer);
        }
    }

    private void oneEdit(int jurisdictionId, PlateQuery query, PlateAnswer answer) {
        long folded = query.folded();
        table.probe(PlateKeyTable.key(folded, jurisdictionId), answer.verifier());
        for (int i = 0; i < query.length(); i++) {
            if (PlateKeyTable.repeats(folded, i)) {
                continue;
            }
            long rest = PlateFold.without(folded, i);
            table.probe(PlateKeyTable.key(rest, jurisdictionId), answer.verifier());
        }
    }

    /// A read with one unread character is its own deletion key (section 3.4).
    private void oneUnread(int jurisdictionId, PlateQuery query, PlateAnswer answer) {
        long rest = PlateFold.without(query.folded(), unreadFrom(query, 0));
        table.probe(PlateKeyTable.key(rest, jurisdictionId), answer.verifier());
    }

    /// With two, one of them is tried as every symbol and the other deleted (section 3.4): 28 keys.
    private void twoUnread(int jurisdictionId, PlateQuery query, PlateAnswer answer) {
        int first = unreadFrom(query, 0);
        int second = unreadFrom(query, first + 1);
        for (int symbol = 1; symbol <= PlateFold.SYMBOLS; symbol++) {
            long tried = PlateFold.with(query.folded(), first, symbol);
            long rest = PlateFold.without(tried, second);
            table.probe(PlateKeyTable.key(rest, jurisdictionId), answer.verifier());
        }
    }

    private static int unreadFrom(PlateQuery query, int from) {
        int at = from;
        while (PlateFold.foldAt(query.folded(), at) != PlateFold.FOLD_UNREAD) {
            at++;
        }
        return at;
    }
}
