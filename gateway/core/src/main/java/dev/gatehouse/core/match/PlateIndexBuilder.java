package dev.gatehouse.core.match;

import java.util.Arrays;

/// Collects listed plates and builds a [DeletionPlateIndex] from them. Owned by one thread, used
/// once.
public final class PlateIndexBuilder {
    /// As `validUntilMs`: the entry does not expire.
    public static final long NO_EXPIRY = Long.MAX_VALUE;

    /// Priorities run from 1 (stop at once) to this (information).
    public static final int LOWEST_PRIORITY = 5;

    static final int INITIAL_ENTRIES = 1_024;

    private long[] raws;
    private byte[] jurisdictions;
    private byte[] priorities;
    private int[] untilMinutes;
    private int size;
    private int partials;

    PlateIndexBuilder(int entries) {
        int capacity = Math.clamp(entries, 1, DeletionPlateIndex.MAX_ENTRIES);
        raws = new long[capacity];
        jurisdictions = new byte[capacity];
        priorities = new byte[capacity];
        untilMinutes = new int[capacity];
    }

    /// Entries added.
    public int size() {
        return size;
    }

    /// Entries with unread characters added; at most [DeletionPlateIndex#MAX_PARTIALS] are taken.
    public int partials() {
        return partials;
    }

    /// Adds one listed plate. Among hits of equal priority and grade, the one added first stands
    /// first; so add in the order of lookout ids.
    ///
    /// @param priority 1 (stop at once) to 5 (information)
    /// @param validUntilMs milliseconds since the epoch; the entry stops matching at that minute;
    ///   or [#NO_EXPIRY]
    /// @return the entry's number, counting from 0
    /// @throws IllegalArgumentException when the plate is not listable, the priority out of range,
    ///   or a limit reached
    public int add(PlateForm plate, Jurisdiction jurisdiction, int priority, long validUntilMs) {
        if (!plate.listable()) {
            throw new IllegalArgumentException("plate is not listable: " + plate.status());
        }
        if (priority < 1 || priority > LOWEST_PRIORITY) {
            throw new IllegalArgumentException("priority: expected 1-5, found " + priority);
        }
        boolean partial = plate.unreadChars() > 0;
        if (size == DeletionPlateIndex.MAX_ENTRIES
                || (partial && partials == DeletionPlateIndex.MAX_PARTIALS)) {
            throw new IllegalArgumentException("plate index is full at " + size + " entries");
        }
        if (size == raws.length) {
            grow();
        }
        raws[size] = plate.packed();
        jurisdictions[size] = (byte) jurisdiction.id();
        priorities[size] = (byte) priority;
        untilMinutes[size] = PlateQuery.minuteOf(validUntilMs);
        partials += partial ? 1 : 0;
        return size++;
    }

    /// Builds the index.
    ///
    /// @throws IllegalStateException when the bound on a search cannot be kept, which no known list
    ///   brings about
    public DeletionPlateIndex build() {
        PlateEntries entries = ranked();
        int[] partialRanks = new int[partials];
        int count = 0;
        for (int rank = 0; rank < size; rank++) {
            if (PlateForm.unreadOf(entries.rawOfRank()[rank]) > 0) {
                partialRanks[count++] = rank;
            }
        }
        return new DeletionPlateIndex(
                entries,
                PlateKeyTable.of(entries),
                new PartialPlates(partialRanks, entries.rawOfRank()));
    }

    private PlateEntries ranked() {
        var entries =
                new PlateEntries(
                        new long[size],
                        new byte[size],
                        new byte[size],
                        new int[size],
                        new int[size]);
        int rank = 0;
        for (int priority = 1; priority <= LOWEST_PRIORITY; priority++) {
            for (int entry = 0; entry < size; entry++) {
                if (priorities[entry] == priority) {
                    entries.rawOfRank()[rank] = raws[entry];
                    entries.jurisdictionOfRank()[rank] = jurisdictions[entry];
                    entries.priorityOfRank()[rank] = priorities[entry];
                    entries.untilMinuteOfRank()[rank] = untilMinutes[entry];
                    entries.entryOfRank()[rank] = entry;
                    rank++;
                }
            }
        }
        return entries;
    }

    private void grow() {
        int capacity = Math.min(2 * size, DeletionPlateIndex.MAX_ENTRIES);
        raws = Arrays.copyOf(raws, capacity);
        jurisdictions = Arrays.copyOf(jurisdictions, capacity);
        priorities = Arrays.copyOf(priorities, capacity);
        untilMinutes = Arrays.copyOf(untilMinutes, capacity);
    }
}
