package dev.gatehouse.core.match;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Collects listed plates and builds a [DeletionPlateIndex] from them. Owned by one thread, used
/// once.
public final class PlateIndexBuilder {
    /// As `validUntilMs`: the entry does not expire.
    public static final long NO_EXPIRY = Long.MAX_VALUE;

    /// Priorities run from 1 (stop at once) to this (information).
    public static final int LOWEST_PRIORITY = 5;

    static final int INITIAL_ENTRIES = 1_024;

    private static final int BLOCK_ENTRIES = 4_096;
    private static final int NEVER = PlateQuery.minuteOf(NO_EXPIRY);

    private long[] raws;
    private byte[] jurisdictions;
    private byte[] priorities;

    /// Empty until an entry expires.
    private int[] untilMinutes = new int[0];

    private int size;
    private int partials;

    PlateIndexBuilder(int entries) {
        int capacity = Math.clamp(entries, 1, DeletionPlateIndex.MAX_ENTRIES);
        raws = new long[capacity];
        jurisdictions = new byte[capacity];
        priorities = new byte[capacity];
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
        int untilMinute = PlateQuery.minuteOf(validUntilMs);
        if (untilMinute != NEVER && untilMinutes.length == 0) {
            untilMinutes = new int[raws.length];
            Arrays.fill(untilMinutes, NEVER);
        }
        if (untilMinutes.length > 0) {
            untilMinutes[size] = untilMinute;
        }
        partials += partial ? 1 : 0;
        return size++;
    }

    /// Plate added with this number.
    PlateForm plate(int number) {
        return PlateForm.ofPacked(raws[number]);
    }

    /// Builds the index. The builder is of no use afterwards.
    ///
    /// @throws IllegalStateException when the bound on a search cannot be kept, which no known list
    ///   brings about
    public DeletionPlateIndex build() {
        return build(salts());
    }

    /// @param salts of the keys' hashes, one for each attempt
    DeletionPlateIndex build(long... salts) {
        PlateEntries entries =
                new PlateEntries(
                        trimmed(raws),
                        trimmed(jurisdictions),
                        trimmed(priorities),
                        untilMinutes.length == 0 ? untilMinutes : trimmed(untilMinutes));
        raws = new long[0];
        jurisdictions = new byte[0];
        priorities = new byte[0];
        untilMinutes = new int[0];
        int[] partialPlaces = new int[partials];
        int count = 0;
        for (int place = 0; place < size && count < partials; place++) {
            if (PlateForm.unreadOf(entries.raw(place)) > 0) {
                partialPlaces[count++] = place;
            }
        }
        return new DeletionPlateIndex(
                entries,
                PlateKeyTableBuilder.build(entries, salts),
                new PartialPlates(partialPlaces, entries));
    }

    /// Salts that follow from the list alone, so that it always makes the same index; and from all
    /// of it, so that nobody can write a list whose keys meet.
    private long[] salts() {
        KeySalts salts = new KeySalts();
        ByteBuffer block = ByteBuffer.allocate(BLOCK_ENTRIES * (Long.BYTES + 1));
        for (int entry = 0; entry < size; entry++) {
            block.putLong(raws[entry]).put(jurisdictions[entry]);
            if (!block.hasRemaining() || entry == size - 1) {
                salts.take(block.flip());
                block.clear();
            }
        }
        return salts.salts();
    }

    private long[] trimmed(long[] column) {
        return column.length == size ? column : Arrays.copyOf(column, size);
    }

    private int[] trimmed(int[] column) {
        return column.length == size ? column : Arrays.copyOf(column, size);
    }

    private byte[] trimmed(byte[] column) {
        return column.length == size ? column : Arrays.copyOf(column, size);
    }

    private void grow() {
        int capacity = Math.min(2 * size, DeletionPlateIndex.MAX_ENTRIES);
        raws = Arrays.copyOf(raws, capacity);
        jurisdictions = Arrays.copyOf(jurisdictions, capacity);
        priorities = Arrays.copyOf(priorities, capacity);
        if (untilMinutes.length > 0) {
            untilMinutes = Arrays.copyOf(untilMinutes, capacity);
            Arrays.fill(untilMinutes, size, capacity, NEVER);
        }
    }
}
