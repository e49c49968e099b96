package dev.gatehouse.core.identifier;

import dev.gatehouse.core.match.KeySalts;
import dev.gatehouse.core.match.KeyTable;

/// Finds every listed identifier but plates that a reading may be (fact sheet of lookout matching,
/// sections 1 and 8). Immutable after its build; any number of threads may ask.
///
/// Equal ones are found by one probe of an open-addressing table, whatever the kind. VINs and
/// documents are also kept without each of their characters, under the look-alike classes of
/// plates, for readings whose check is missing or disagrees; nothing else is searched by edit.
/// Every candidate goes through [IdentifierVerifier], so the hits are those of a full scan with it.
public final class IdentifierIndex {
    /// Entries one index can hold.
    public static final int MAX_ENTRIES = KeyTable.MAX_RANKS;

    private static final int HS_STEP = 2;

    private final IdentifierEntries entries;
    private final KeyTable exact;
    private final KeyTable byEdit;

    IdentifierIndex(IdentifierEntries entries) {
        this.entries = entries;
        KeySalts salts = new KeySalts();
        salts.take(entries.pool(), 0, entries.pool().length);
        long[] ofList = salts.salts();
        exact = KeyTable.of(new ExactKeys(entries), ofList);
        byEdit = KeyTable.of(new EditKeys(entries), ofList);
    }

    /// Starts an empty list.
    public static IdentifierIndexBuilder builder() {
        return new IdentifierIndexBuilder();
    }

    /// Identifiers held.
    public int size() {
        return entries.size();
    }

    /// Bytes held by the table of equal identifiers.
    public long exactTableBytes() {
        return exact.memoryBytes();
    }

    /// Bytes held by the table for readings without a right check.
    public long editTableBytes() {
        return byEdit.memoryBytes();
    }

    /// Bytes held by all arrays.
    public long memoryBytes() {
        return entries.memoryBytes() + exact.memoryBytes() + byEdit.memoryBytes();
    }

    /// Slots that one key can make a search read, at most: measured at build time, and bounded by
    /// it.
    public int longestRun() {
        return Math.max(exact.longestRun(), byEdit.longestRun());
    }

    /// Searches one reading.
    ///
    /// @param answer overwritten with the hits in the order (priority, grade, entry)
    public void match(IdentifierQuery query, IdentifierAnswer answer) {
        answer.begin(entries, query);
        if (!query.searchable()) {
            return;
        }
        ComparedText read = query.compared();
        // a listed code of goods stands for all codes under it
        int shortest = read.kind() == IdentifierKind.HS_CODE ? HS_STEP : read.length();
        for (int length = shortest; length <= read.length(); length += HS_STEP) {
            exact.probe(IdentifierFold.key(read.kind(), read.text(), 0, length), answer.verifier());
        }
        if (query.searchedByEdit()) {
            answer.beginPhase();
            oneEdit(query, answer);
        }
        answer.finish();
    }

    private void oneEdit(IdentifierQuery query, IdentifierAnswer answer) {
        IdentifierKind kind = query.compared().kind();
        int length = query.compared().length();
        byte[] folded = query.folded();
        byEdit.probe(IdentifierFold.key(kind, folded, 0, length), answer.verifier());
        for (int i = 0; i < length; i++) {
            if (!IdentifierFold.repeats(folded, i)) {
                byEdit.probe(
                        IdentifierFold.keyWithout(kind, folded, 0, length, i), answer.verifier());
            }
        }
    }

    @Override
    public String toString() {
        return "IdentifierIndex[size=" + size() + "]";
    }

    private record ExactKeys(IdentifierEntries entries) implements KeyTable.Source {
        @Override
        public int count() {
            return entries.size();
        }

        @Override
        public void each(KeyTable.Sink sink) {
            for (int rank = 0; rank < entries.size(); rank++) {
                long key =
                        IdentifierFold.key(
                                entries.kind(rank),
                                entries.pool(),
                                entries.begin(rank),
                                entries.length(rank));
                sink.take(key, rank);
            }
        }
    }

    /// Two folded texts one edit or one swap apart share a key: the text itself, or the text
    /// without one character.
    private record EditKeys(IdentifierEntries entries) implements KeyTable.Source {
        @Override
        public int count() {
            int[] count = {0};
            each((_, _) -> count[0] = Math.incrementExact(count[0]));
            return count[0];
        }

        @Override
        public void each(KeyTable.Sink sink) {
            byte[] folded = new byte[ComparedText.MAX_CHARS];
            for (int rank = 0; rank < entries.size(); rank++) {
                IdentifierKind kind = entries.kind(rank);
                if (!kind.isSearchedByEdit()) {
                    continue;
                }
                int begin = entries.begin(rank);
                int length = entries.length(rank);
                IdentifierFold.fold(entries.pool(), begin, begin + length, folded);
                sink.take(IdentifierFold.key(kind, folded, 0, length), rank);
                for (int i = 0; i < length; i++) {
                    if (!IdentifierFold.repeats(folded, i)) {
                        sink.take(IdentifierFold.keyWithout(kind, folded, 0, length, i), rank);
                    }
                }
            }
        }
    }
}
