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
/// What does not fit into a bucket stands in the next ones. Keys do not carry their jurisdiction:
/// slots tell it in a few bits and lists in full, so a read of an unknown jurisdiction reads as
/// many buckets as any other. Keys themselves are not kept: one that merely looks alike costs a
/// comparison. Immutable.
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
    private final byte[] codes;
    private final boolean[] listed;
    private final long salt;
    private final int printMask;
    private final ChainBound bound;

    /// @param codes of jurisdictions by id
    /// @param listed jurisdictions by id that entries have
    PlateKeyTable(
            int[] slots,
            short[] reach,
            PlateLists lists,
            SlotForm form,
            byte[] codes,
            boolean[] listed,
            long salt) {
        this.slots = slots;
        this.reach = reach;
        this.lists = lists;
        this.form = form;
        this.codes = codes;
        this.listed = listed;
        this.salt = salt;
        printMask = form.printMask();
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

    /// Whether any entry can match but an equal one of another jurisdiction.
    boolean holdsAnyOf(PlateScan scan) {
        return scan.anyJurisdiction() || listed[scan.jurisdiction()] || listed[0];
    }

    /// Loads what each key will read first, so that it comes from memory side by side.
    void touch(PlateScan scan) {
        int sum = 0;
        for (int i = 0; i < scan.keys(); i++) {
            int home = home(scan.hash(i), reach.length);
            int from = home + begin(reach[home]) << BUCKET_SHIFT;
            sum += slots[from] + slots[from + BUCKET_SLOTS - 1];
        }
        scan.touch(sum);
    }

    /// Offers the entries asked for that may have the key.
    ///
    /// @return false when no more are taken
    boolean probe(long hash, PlateScan.Part part, PlateScan scan) {
        int print = form.print(hash);
        int home = home(hash, reach.length);
        int from = home + begin(reach[home]) << BUCKET_SHIFT;
        int to = from + (count(reach[home]) << BUCKET_SHIFT);
        scan.read(1L + count(reach[home]));
        for (int i = from; i < to; i++) {
            int slot = slots[i];
            if (((slot ^ print) & printMask) == 0 && !take(slot, hash, part, scan)) {
                return false;
            }
        }
        return true;
    }

    private boolean take(int slot, long hash, PlateScan.Part part, PlateScan scan) {
        if (slot < 0) {
            boolean alike = ((slot ^ form.listPrint(hash)) & form.listPrintMask()) == 0;
            return !alike || lists.read(slot & form.listMask(), part, scan);
        }
        boolean whole = (slot & form.wholeMask()) != 0;
        boolean wanted =
                switch (part) {
                    case WHOLE -> whole;
                    case DELETED -> !whole && mayBeWanted(slot, scan);
                    case BOTH -> mayBeWanted(slot, scan);
                };
        return !wanted || scan.offer(slot & form.entryMask());
    }

    private boolean mayBeWanted(int slot, PlateScan scan) {
        int code = slot & form.codeMask();
        return code == 0
                || scan.anyJurisdiction()
                || code == form.code(codes[scan.jurisdiction()]);
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
        return reach >>> Byte.SIZE & BYTE_MASK;
    }
}
