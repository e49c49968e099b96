package dev.gatehouse.core.identifier;

import java.util.Arrays;

/// Listed identifiers by rank: the place in the order (priority, number given when added). Texts
/// and qualifiers lie one behind the other in one array.
///
/// ```text
/// pool     text and qualifier of each                      length of both
/// begins   where each text begins, one more at the end     4 octets an entry
/// lengths  of the text                                     1
/// kinds    place in KINDS                                  1
/// priorities, untilMinutes, entryOfRank                    1 + 4 + 4
/// ```
final class IdentifierEntries {
    static final IdentifierEntries NONE =
            new IdentifierEntries(
                    new byte[0],
                    new int[1],
                    new byte[0],
                    new byte[0],
                    new byte[0],
                    new int[0],
                    new int[0]);

    private static final IdentifierKind[] KINDS = IdentifierKind.values();
    private static final int COLUMN_BYTES = 4 + 1 + 1 + 1 + 4 + 4;

    private final byte[] pool;
    private final int[] begins;
    private final byte[] lengths;
    private final byte[] kinds;
    private final byte[] priorities;
    private final int[] untilMinutes;
    private final int[] entryOfRank;

    IdentifierEntries(
            byte[] pool,
            int[] begins,
            byte[] lengths,
            byte[] kinds,
            byte[] priorities,
            int[] untilMinutes,
            int[] entryOfRank) {
        this.pool = pool;
        this.begins = begins;
        this.lengths = lengths;
        this.kinds = kinds;
        this.priorities = priorities;
        this.untilMinutes = untilMinutes;
        this.entryOfRank = entryOfRank;
    }

    static byte codeOf(IdentifierKind kind) {
        return (byte) Arrays.asList(KINDS).indexOf(kind);
    }

    int size() {
        return lengths.length;
    }

    long memoryBytes() {
        return pool.length + (long) COLUMN_BYTES * size();
    }

    byte[] pool() {
        return pool;
    }

    int begin(int rank) {
        return begins[rank];
    }

    int length(int rank) {
        return lengths[rank];
    }

    int qualifierBegin(int rank) {
        return begins[rank] + lengths[rank];
    }

    int qualifierLength(int rank) {
        return begins[rank + 1] - qualifierBegin(rank);
    }

    IdentifierKind kind(int rank) {
        return KINDS[kinds[rank]];
    }

    int priority(int rank) {
        return priorities[rank];
    }

    int entry(int rank) {
        return entryOfRank[rank];
    }

    /// What the verifier says of one entry; nothing when it has expired: it stops at its minute,
    /// not after it.
    int verify(int rank, IdentifierQuery query) {
        return untilMinutes[rank] > query.nowMinute()
                ? IdentifierVerifier.verify(query, this, rank)
                : IdentifierVerifier.NONE;
    }

    @Override
    public String toString() {
        return "IdentifierEntries[size=" + size() + "]";
    }
}
