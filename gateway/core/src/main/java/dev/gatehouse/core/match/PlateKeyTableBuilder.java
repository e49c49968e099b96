package dev.gatehouse.core.match;

import java.util.Arrays;

/// Builds a [PlateKeyTable], a part of all hashes after the other, so that sorting needs little
/// beside the table itself.
final class PlateKeyTableBuilder {
    /// Entries of one key from which on they stand in a list. Fewer take less room in slots.
    static final int LIST_FROM = 7;

    /// Keys sorted at a time, as long as there are not very many.
    private static final int MOST_PAIRS = 1 << 25;

    private static final int MAX_PARTS_BITS = 3;
    private static final int ENTRY_BITS = PlateLists.ENTRY_BITS;
    private static final int PAIR_BITS = PlateKeys.HASH_BITS + 1 + ENTRY_BITS;
    private static final int ENTRY_MASK = (1 << ENTRY_BITS) - 1;

    /// Slots in use of a hundred, before more room is tried.
    private static final int FILL_PERCENT = 85;

    private final PlateEntries entries;
    private final long salt;
    private final int attempt;
    private final long keys;
    private final SlotForm form;
    private PlateLists lists = new PlateLists(0);
    private int[] slots = new int[0];
    private short[] reach = new short[0];
    private int free;
    private long[] members = new long[0];

    private PlateKeyTableBuilder(PlateEntries entries, long salt, int attempt) {
        this.entries = entries;
        this.salt = salt;
        this.attempt = attempt;
        keys = countKeys();
        form = new SlotForm(entries.size(), mostListUnits());
    }

    /// Table of all entries without unread characters.
    ///
    /// @param salts one for each attempt
    /// @throws IllegalStateException when no table keeps its chains short
    static PlateKeyTable build(PlateEntries entries, long[] salts) {
        for (int attempt = 0; attempt < salts.length; attempt++) {
            PlateKeyTableBuilder builder =
                    new PlateKeyTableBuilder(entries, salts[attempt], attempt);
            if (builder.fill()) {
                return new PlateKeyTable(
                        builder.slots, builder.reach, builder.lists, builder.form, builder.salt);
            }
        }
        throw new IllegalStateException(
                "plate index: no table of "
                        + entries.size()
                        + " entries keeps chains below "
                        + PlateKeyTable.MAX_CHAIN
                        + " buckets");
    }

    private long countKeys() {
        long count = 0;
        for (int place = 0; place < entries.size(); place++) {
            long raw = entries.raw(place);
            count += PlateForm.unreadOf(raw) == 0 ? 1L + PlateFold.length(raw) : 0;
        }
        return count;
    }

    /// A list with its count begins a new unit at least every four entries: eight entries take two.
    private long mostListUnits() {
        return keys / 4 + 2;
    }

    /// @return false when a chain is too long
    private boolean fill() {
        int partBits =
                Math.clamp(
                        Long.SIZE - Long.numberOfLeadingZeros((keys - 1) / MOST_PAIRS),
                        0,
                        MAX_PARTS_BITS);
        for (int part = 0; part < 1 << partBits; part++) {
            long[] pairs = sortedPairs(part, partBits);
            if (part == 0) {
                makeRoom(pairs, 1 << partBits);
            }
            if (!place(pairs)) {
                return false;
            }
        }
        int used = free / PlateKeyTable.BUCKET_SLOTS + 1;
        slots = Arrays.copyOf(slots, Math.max(reach.length, used) * PlateKeyTable.BUCKET_SLOTS);
        lists.trim();
        return true;
    }

    private long[] sortedPairs(int part, int partBits) {
        int shift = PlateKeys.HASH_BITS - partBits;
        long base = (long) part << (PAIR_BITS - partBits);
        int expected = Math.toIntExact((keys >>> partBits) + 1);
        KeyPairs pairs = new KeyPairs(expected, base, PAIR_BITS - partBits);
        PlateKeys.each(
                entries,
                salt,
                (hash, entry, whole) -> {
                    if (hash >>> shift == part) {
                        pairs.count(pair(hash, entry, whole));
                    }
                });
        pairs.counted();
        PlateKeys.each(
                entries,
                salt,
                (hash, entry, whole) -> {
                    if (hash >>> shift == part) {
                        pairs.put(pair(hash, entry, whole));
                    }
                });
        return pairs.sorted();
    }

    private static long pair(long hash, int entry, boolean whole) {
        return hash << (ENTRY_BITS + 1) | (whole ? 1L << ENTRY_BITS : 0) | entry;
    }

    private static long hashOf(long pair) {
        return pair >>> (ENTRY_BITS + 1);
    }

    /// Room for all parts by what the first one needs: hashes deal keys evenly.
    private void makeRoom(long[] pairs, int parts) {
        long slotsNeeded = 0;
        long listed = 0;
        for (int i = 0; i < pairs.length; ) {
            int count = countSame(pairs, i);
            slotsNeeded += count < LIST_FROM ? count : 1;
            listed += count < LIST_FROM ? 0 : count + PlateLists.UNIT / 2;
            i += count;
        }
        long wanted = slotsNeeded * parts * 100 / FILL_PERCENT * (10 + attempt) / 10;
        long perBucket = PlateKeyTable.BUCKET_SLOTS;
        int buckets = Math.toIntExact(Math.max(1, (wanted + perBucket - 1) / perBucket));
        reach = new short[buckets];
        slots =
                new int
                        [Math.multiplyExact(
                                buckets + PlateKeyTable.MAX_CHAIN, PlateKeyTable.BUCKET_SLOTS)];
        // the last keys of all may be ones that many share, of which the first part knows nothing
        long expected = listed * parts * 101 / 100;
        lists = new PlateLists((int) Math.min(expected, Integer.MAX_VALUE / 2));
    }

    private static int countSame(long[] pairs, int from) {
        long hash = hashOf(pairs[from]);
        int to = from + 1;
        while (to < pairs.length && hashOf(pairs[to]) == hash) {
            to++;
        }
        return to - from;
    }

    private boolean place(long[] pairs) {
        for (int i = 0; i < pairs.length; ) {
            int count = countSame(pairs, i);
            long hash = hashOf(pairs[i]);
            int home = PlateKeyTable.home(hash, reach.length);
            int at = Math.max(free, home * PlateKeyTable.BUCKET_SLOTS);
            int last = at + (count < LIST_FROM ? count : 1) - 1;
            if (!reaches(home, at, last)) {
                return false;
            }
            if (count < LIST_FROM) {
                for (int k = i; k < i + count; k++) {
                    slots[at++] = single(hash, pairs[k]);
                }
            } else {
                slots[at++] = form.ofList(hash, list(pairs, i, count));
            }
            free = at;
            i += count;
        }
        return true;
    }

    /// Notes that keys of a bucket are in these slots.
    ///
    /// @return false when that is too far behind it
    private boolean reaches(int home, int firstSlot, int lastSlot) {
        int begin =
                PlateKeyTable.count(reach[home]) == 0
                        ? firstSlot / PlateKeyTable.BUCKET_SLOTS - home
                        : PlateKeyTable.begin(reach[home]);
        int end = lastSlot / PlateKeyTable.BUCKET_SLOTS - home + 1;
        if (end > PlateKeyTable.MAX_CHAIN) {
            return false;
        }
        reach[home] = PlateKeyTable.reach(begin, end - begin);
        return true;
    }

    private int single(long hash, long pair) {
        return form.ofEntry(hash, (int) pair & ENTRY_MASK);
    }

    private int list(long[] pairs, int from, int count) {
        if (members.length < count) {
            members = new long[Math.max(count, 2 * members.length)];
        }
        for (int i = 0; i < count; i++) {
            int place = (int) pairs[from + i] & ENTRY_MASK;
            members[i] =
                    PlateLists.member(place, entries.priority(place), isWhole(pairs[from + i]));
        }
        Arrays.sort(members, 0, count);
        return lists.append(members, count);
    }

    private static boolean isWhole(long pair) {
        return ((pair >>> ENTRY_BITS) & 1) != 0;
    }
}
