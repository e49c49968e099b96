package dev.gatehouse.core.match;

/// The keys of all entries in buckets of 64 octets, a bucket for each key by its hash (fact sheet,
/// section 8).
///
/// ```text
/// slots   sixteen of 4 octets a bucket, filled in the order of hashes without a gap in a chain
/// reach   2 octets a bucket: how far behind it its keys begin, and how many buckets they are in
/// lists   of keys that many entries share
/// ```
///
/// What does not fit into a bucket stands in the next ones. Keys do not carry their jurisdiction,
/// which the place of an entry tells, so a read of an unknown jurisdiction reads as many buckets as
/// any other. Keys themselves are not kept: one that merely looks alike costs a comparison.
/// Immutable.
final class PlateKeyTable {
    /// Slots of a bucket.
    static final int BUCKET_SLOTS = 16;

    /// How far from its bucket the last slot of a key may stand, in buckets, itself included.
    static final int MAX_CHAIN = 32;

    private static final int BUCKET_SHIFT = 4;
    private static final int BYTE_MASK = 0xFF;

    private final int[] slots;
    private final short[] reach;
    private final PlateLists lists;
    private final SlotForm form;
    private final long salt;
    private final int commonMask;
    private final ChainBound bound;

    PlateKeyTable(int[] slots, short[] reach, PlateLists lists, SlotForm form, long salt) {
        this.slots = slots;
        this.reach = reach;
        this.lists = lists;
        this.form = form;
        this.salt = salt;
        commonMask = form.commonMask();
        bound = ChainBound.of(slots, reach, lists, form);
    }

    ChainBound bound() {
        return bound;
    }

    long memoryBytes() {
        return 4L * slots.length + 2L * reach.length + lists.memoryBytes();
    }

    long hash(long key) {
        return PlateKeys.hash(key, salt);
    }

    /// Loads what each key will read first, so that it comes from memory side by side.
    void touch(PlateScan scan) {
        int sum = 0;
        for (int i = 0; i < scan.keys(); i++) {
            int home = home(scan.hash(i), reach.length);
            int from = (home + begin(reach[home])) << BUCKET_SHIFT;
            sum += slots[from] + slots[from + BUCKET_SLOTS - 1];
            int last = from + (count(reach[home]) << BUCKET_SHIFT) - 1;
            sum += slots[Math.max(from, last)];
        }
        scan.touch(sum);
    }

    /// Offers the entries asked for that may have the key.
    ///
    /// @return false when no more are taken
    boolean probe(long hash, PlateScan.Part part, PlateScan scan) {
        int print = SlotForm.print(hash);
        int home = home(hash, reach.length);
        int from = (home + begin(reach[home])) << BUCKET_SHIFT;
        int to = from + (count(reach[home]) << BUCKET_SHIFT);
        scan.read(1L + count(reach[home]));
        for (int i = from; i < to; i++) {
            int slot = slots[i];
            if (((slot ^ print) & commonMask) == 0 && !take(slot, print, part, scan)) {
                return false;
            }
        }
        return true;
    }

    private boolean take(int slot, int print, PlateScan.Part part, PlateScan scan) {
        if (slot < 0) {
            boolean alike = ((slot ^ print) & form.listPrintMask()) == 0;
            return !alike || lists.read(slot & form.listMask(), part, scan);
        }
        // an empty slot has no print
        if (((slot ^ print) & form.entryPrintMask()) != 0) {
            return true;
        }
        int place = slot & form.entryMask();
        boolean wanted = part == PlateScan.Part.WHOLE || scan.wants(place);
        return !wanted || scan.offer(place);
    }

    /// Bucket of a hash among so many.
    static int home(long hash, int buckets) {
        return (int) ((hash * buckets) >>> PlateKeys.HASH_BITS);
    }

    /// The two numbers of a bucket's reach.
    static short reach(int begin, int count) {
        return (short) (begin | count << Byte.SIZE);
    }

    /// How many buckets behind their own a bucket's keys begin.
    static int begin(short reach) {
        return reach & BYTE_MASK;
    }

    /// In how many buckets they are.
    static int count(short reach) {
        return (reach >>> Byte.SIZE) & BYTE_MASK;
    }
}
