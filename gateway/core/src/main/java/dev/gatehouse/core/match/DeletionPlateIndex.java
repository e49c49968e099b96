package dev.gatehouse.core.match;

import java.util.SplittableRandom;

/// Plates found by what remains when one character is deleted (fact sheet of lookout matching,
/// section 8).
///
/// Two plates one edit or one swap apart share a key: the folded form itself, or the folded form
/// without one character. Listed plates with unread characters are scanned, there are at most
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

    @Override
    public SearchBound bound() {
        SearchBound whole = bound(0);
        SearchBound unread = bound(PlateForm.MAX_UNREAD);
        return new SearchBound(
                Math.max(whole.lines(), unread.lines()),
                Math.max(whole.candidates(), unread.candidates()));
    }

    /// What a search costs at most for a read with so many unread characters.
    ///
    /// @param unread 0 to 2
    public SearchBound bound(int unread) {
        ChainBound chains = table.bound();
        SearchBound keys =
                switch (unread) {
                    // equal plates first, then all others, the whole form's bucket once for each
                    case 0 -> chains.search(PlateKeys.MAX_OF_WHOLE + 1, 2);
                    case 1 -> chains.search(1, 1);
                    case 2 -> chains.search(PlateFold.SYMBOLS, 1);
                    default -> throw new IllegalArgumentException("unread: expected 0 to 2");
                };
        long scanned = Math.min(partials.size(), RankedHits.MAX_CANDIDATES);
        return new SearchBound(keys.lines(), keys.candidates() + scanned);
    }

    /// Measures how often plates that nobody looks for raise a hit; takes a fraction of a second.
    ///
    /// @param seed of the reads that are made up; the same one gives the same figures
    /// @param reads to make up, see [FalseHits#USUAL_READS]
    public FalseHits falseHits(long seed, int reads) {
        return FalseHits.measure(this, entries, new SplittableRandom(seed), reads);
    }

    /// Bytes held by the arrays of this index.
    public long memoryBytes() {
        return entries.memoryBytes() + table.memoryBytes() + partials.memoryBytes();
    }

    @Override
    public void matchExact(PlateQuery query, PlateAnswer answer) {
        answer.begin(entries, query, true);
        if (query.status() == PlateForm.Status.READ && query.unread() == 0) {
            equal(query, answer.scan());
        }
        answer.finish();
    }

    @Override
    public void match(PlateQuery query, PlateAnswer answer) {
        answer.begin(entries, query, false);
        if (query.status() != PlateForm.Status.READ) {
            answer.finish();
            return;
        }
        PlateScan scan = answer.scan();
        switch (query.unread()) {
            case 0 -> whole(query, answer, scan);
            case 1 -> oneUnread(query, scan);
            default -> twoUnread(query, scan);
        }
        partials.scan(query, answer);
        answer.finish();
    }

    private void equal(PlateQuery query, PlateScan scan) {
        boolean more = table.probe(table.hash(query.folded()), PlateScan.Part.WHOLE, scan);
        flush(more, scan);
    }

    private void whole(PlateQuery query, PlateAnswer answer, PlateScan scan) {
        long folded = query.folded();
        boolean others = scan.wantsAny();
        scan.add(table.hash(folded));
        for (int i = 0; i < query.length() && others; i++) {
            if (!PlateKeys.repeats(folded, i)) {
                scan.add(table.hash(PlateFold.without(folded, i)));
            }
        }
        table.touch(scan);
        boolean more = table.probe(scan.hash(0), PlateScan.Part.WHOLE, scan);
        flush(more, scan);
        if (!others) {
            return;
        }
        answer.beginPhase();
        more = table.probe(scan.hash(0), PlateScan.Part.DELETED, scan);
        for (int i = 1; i < scan.keys() && more; i++) {
            more = table.probe(scan.hash(i), PlateScan.Part.BOTH, scan);
        }
        flush(more, scan);
    }

    /// A read with one unread character is its own deletion key (section 3.4).
    private void oneUnread(PlateQuery query, PlateScan scan) {
        scan.add(table.hash(PlateFold.without(query.folded(), unreadFrom(query, 0))));
        deleted(scan);
    }

    /// With two, one of them is tried as every symbol and the other deleted (section 3.4): 28 keys.
    private void twoUnread(PlateQuery query, PlateScan scan) {
        int first = unreadFrom(query, 0);
        int second = unreadFrom(query, first + 1);
        for (int symbol = 1; symbol <= PlateFold.SYMBOLS; symbol++) {
            long tried = PlateFold.with(query.folded(), first, symbol);
            scan.add(table.hash(PlateFold.without(tried, second)));
        }
        deleted(scan);
    }

    private void deleted(PlateScan scan) {
        if (!scan.wantsAny()) {
            return;
        }
        table.touch(scan);
        boolean more = true;
        for (int i = 0; i < scan.keys() && more; i++) {
            more = table.probe(scan.hash(i), PlateScan.Part.DELETED, scan);
        }
        flush(more, scan);
    }

    private static void flush(boolean more, PlateScan scan) {
        boolean _ = more && scan.flush();
    }

    private static int unreadFrom(PlateQuery query, int from) {
        int at = from;
        while (PlateFold.foldAt(query.folded(), at) != PlateFold.FOLD_UNREAD) {
            at++;
        }
        return at;
    }
}
