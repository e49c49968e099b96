package dev.gatehouse.core.identifier;

import dev.gatehouse.core.match.PlateIndexBuilder;
import java.util.Arrays;

/// Collects listed identifiers and builds an [IdentifierIndex] from them. Owned by one thread, used
/// once.
public final class IdentifierIndexBuilder {
    /// As `validUntilMs`: the entry does not expire.
    public static final long NO_EXPIRY = PlateIndexBuilder.NO_EXPIRY;

    /// Priorities run from 1 (stop at once) to this (information).
    public static final int LOWEST_PRIORITY = PlateIndexBuilder.LOWEST_PRIORITY;

    /// Octets that all texts together may have.
    public static final int MAX_POOL_BYTES = Integer.MAX_VALUE - 1_024;

    private static final int INITIAL_ENTRIES = 1_024;
    private static final int TYPICAL_CHARS = 16;

    private final ComparedText compared = new ComparedText();
    private byte[] pool = new byte[INITIAL_ENTRIES * TYPICAL_CHARS];
    private int poolBytes;
    private int[] ends = new int[INITIAL_ENTRIES];
    private byte[] lengths = new byte[INITIAL_ENTRIES];
    private byte[] kinds = new byte[INITIAL_ENTRIES];
    private byte[] priorities = new byte[INITIAL_ENTRIES];
    private int[] untilMinutes = new int[INITIAL_ENTRIES];
    private int size;

    IdentifierIndexBuilder() {}

    /// Whether a list may carry it: it has a canonical form, or is an IMEI without its check digit.
    /// A check that disagrees keeps nothing off a list. Plates have an index of their own.
    public static boolean isListable(CheckedIdentifier identifier) {
        boolean body =
                identifier.kind() == IdentifierKind.IMEI && identifier.searchText().isPresent();
        return identifier.kind() != IdentifierKind.PLATE
                && (identifier.canonical().isPresent() || body);
    }

    /// Entries added.
    public int size() {
        return size;
    }

    /// Adds one listed identifier. Among hits of equal priority and grade, the one added first
    /// stands first; so add in the order of lookout ids.
    ///
    /// @param priority 1 (stop at once) to 5 (information)
    /// @param validUntilMs milliseconds since the epoch; the entry stops matching at that minute;
    ///   or [#NO_EXPIRY]
    /// @return the entry's number, counting from 0
    /// @throws IllegalArgumentException when it is not listable, the priority out of range, or a
    ///   limit reached
    public int add(CheckedIdentifier identifier, int priority, long validUntilMs) {
        if (!isListable(identifier) || !compared.set(identifier)) {
            throw new IllegalArgumentException("not listable: " + identifier.status());
        }
        if (priority < 1 || priority > LOWEST_PRIORITY) {
            throw new IllegalArgumentException("priority: expected 1-5, found " + priority);
        }
        int octets = compared.length() + compared.qualifierLength();
        if (size == IdentifierIndex.MAX_ENTRIES || poolBytes > MAX_POOL_BYTES - octets) {
            throw new IllegalArgumentException("index is full at " + size + " entries");
        }
        if (size == lengths.length) {
            grow();
        }
        if (poolBytes + octets > pool.length) {
            long wanted = Math.min(2L * pool.length, MAX_POOL_BYTES);
            pool = Arrays.copyOf(pool, (int) wanted);
        }
        append(compared.text(), compared.length());
        append(compared.qualifier(), compared.qualifierLength());
        ends[size] = poolBytes;
        lengths[size] = (byte) compared.length();
        kinds[size] = IdentifierEntries.codeOf(compared.kind());
        priorities[size] = (byte) priority;
        untilMinutes[size] = IdentifierQuery.minuteOf(validUntilMs);
        return size++;
    }

    /// Builds the index.
    ///
    /// @throws IllegalStateException when the bound on a search cannot be kept, which no known list
    ///   brings about
    public IdentifierIndex build() {
        return new IdentifierIndex(ranked());
    }

    private IdentifierEntries ranked() {
        byte[] rankedPool = new byte[poolBytes];
        int[] begins = new int[size + 1];
        byte[] rankedLengths = new byte[size];
        byte[] rankedKinds = new byte[size];
        byte[] rankedPriorities = new byte[size];
        int[] rankedUntil = new int[size];
        int[] entryOfRank = new int[size];
        int rank = 0;
        int end = 0;
        for (int priority = 1; priority <= LOWEST_PRIORITY; priority++) {
            for (int entry = 0; entry < size; entry++) {
                if (priorities[entry] != priority) {
                    continue;
                }
                int begin = entry == 0 ? 0 : ends[entry - 1];
                System.arraycopy(pool, begin, rankedPool, end, ends[entry] - begin);
                end += ends[entry] - begin;
                begins[rank + 1] = end;
                rankedLengths[rank] = lengths[entry];
                rankedKinds[rank] = kinds[entry];
                rankedPriorities[rank] = (byte) priority;
                rankedUntil[rank] = untilMinutes[entry];
                entryOfRank[rank] = entry;
                rank++;
            }
        }
        return new IdentifierEntries(
                rankedPool,
                begins,
                rankedLengths,
                rankedKinds,
                rankedPriorities,
                rankedUntil,
                entryOfRank);
    }

    private void append(byte[] octets, int length) {
        System.arraycopy(octets, 0, pool, poolBytes, length);
        poolBytes += length;
    }

    private void grow() {
        int capacity = Math.min(2 * size, IdentifierIndex.MAX_ENTRIES);
        ends = Arrays.copyOf(ends, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
        kinds = Arrays.copyOf(kinds, capacity);
        priorities = Arrays.copyOf(priorities, capacity);
        untilMinutes = Arrays.copyOf(untilMinutes, capacity);
    }
}
