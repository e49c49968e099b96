package dev.gatehouse.core.match;

import java.util.Arrays;

/// The entries of keys that many share, a list for each such key.
///
/// ```text
/// count, entries                         a short list
/// count, ten ends, entries               a longer one: where each of its parts ends
/// entry: sign = the key is its whole form, 24 bits place
/// ```
///
/// Parts are whole forms of priority 1 to 5, then deleted forms of priority 1 to 5; within one the
/// order is that of places, so a jurisdiction is found by halving. Each list begins at a multiple
/// of eight, which is why 25 bits can name any. Immutable once built.
final class PlateLists {
    /// Most entries of a list that has no parts.
    static final int SHORT_MAX = 119;

    static final int UNIT = 8;
    static final int ENTRY_BITS = 24;
    static final int WHOLE = Integer.MIN_VALUE;
    private static final int ENTRY_MASK = (1 << ENTRY_BITS) - 1;
    private static final int PRIORITIES = PlateIndexBuilder.LOWEST_PRIORITY;
    private static final int PARTS = 2 * PRIORITIES;
    private static final int LINE_INTS = 16;
    private static final int PART_SHIFT = 40;

    private int[] postings;
    private int used;
    private int longest;

    PlateLists(int expected) {
        postings = new int[expected];
    }

    /// Appends a list.
    ///
    /// @param members in order, each of the form (part, whole, place), see [#member]
    /// @return its position
    int append(long[] members, int count) {
        int header = count > SHORT_MAX ? 1 + PARTS : 1;
        int wanted = Math.addExact(used, header + count + UNIT) / UNIT * UNIT;
        if (wanted > postings.length) {
            postings = Arrays.copyOf(postings, (int) Math.max(wanted, postings.length * 5L / 4));
        }
        int position = used / UNIT;
        postings[used] = count;
        for (int i = 0; i < count; i++) {
            postings[used + header + i] = (int) members[i];
            if (header > 1) {
                int part = (int) (members[i] >>> PART_SHIFT);
                postings[used + 1 + part] = i + 1;
            }
        }
        for (int part = 1; part < PARTS && header > 1; part++) {
            int end = used + 1 + part;
            postings[end] = Math.max(postings[end], postings[end - 1]);
        }
        longest = Math.max(longest, count);
        used = (used + header + count + UNIT - 1) / UNIT * UNIT;
        return position;
    }

    /// A member of a list as a number that sorts as members stand.
    static long member(int place, int priority, boolean whole) {
        long part = (whole ? 0L : PRIORITIES) + priority - 1;
        int posting = (whole ? WHOLE : 0) | place;
        return part << PART_SHIFT | Integer.toUnsignedLong(posting);
    }

    void trim() {
        postings = Arrays.copyOf(postings, used);
    }

    long memoryBytes() {
        return 4L * postings.length;
    }

    int longest() {
        return longest;
    }

    /// Entries of the list at a position.
    int count(int position) {
        return postings[position * UNIT];
    }

    /// Lines that reading one list takes at most.
    static long mostLines(int longest) {
        if (longest <= SHORT_MAX) {
            return longest == 0 ? 0 : linesOf(longest + 1);
        }
        int steps = Integer.SIZE - Integer.numberOfLeadingZeros(longest);
        int offered = RankedHits.MAX_CANDIDATES + PlateScan.HELD;
        // four ranges at most in each part, and one more line at either end of each
        return 2 + PARTS * 4L * (steps + 2) + offered / LINE_INTS;
    }

    /// Offers the entries of one list that are asked for, strongest claim first.
    ///
    /// @return false when no more are taken
    boolean read(int position, PlateScan.Part part, PlateScan scan) {
        int at = position * UNIT;
        int count = postings[at];
        if (count <= SHORT_MAX) {
            scan.read(linesOf(count + 1));
            return shortList(at + 1, count, part, scan);
        }
        scan.read(2);
        return part == PlateScan.Part.WHOLE
                ? wholeForms(at, scan)
                : byPriority(at, part == PlateScan.Part.BOTH, scan);
    }

    private boolean shortList(int from, int count, PlateScan.Part part, PlateScan scan) {
        for (int i = from; i < from + count; i++) {
            int posting = postings[i];
            int place = posting & ENTRY_MASK;
            boolean wanted =
                    switch (part) {
                        case WHOLE -> posting < 0;
                        case DELETED -> posting >= 0 && scan.wants(place);
                        case BOTH -> scan.wants(place);
                    };
            if (wanted && !scan.offer(place)) {
                return false;
            }
        }
        return true;
    }

    /// Own and unknown jurisdictions first: leads must not use up what may be compared.
    private boolean wholeForms(int at, PlateScan scan) {
        for (int part = 0; part < PRIORITIES; part++) {
            if (!wantedOf(at, part, scan)) {
                return false;
            }
        }
        for (int part = 0; part < PRIORITIES; part++) {
            if (!run(at, part, scan.unknownEnd(), scan.ownBegin(), scan)
                    || !run(
                            at,
                            part,
                            Math.max(scan.unknownEnd(), scan.ownEnd()),
                            Integer.MAX_VALUE,
                            scan)) {
                return false;
            }
        }
        return true;
    }

    private boolean byPriority(int at, boolean wholeToo, PlateScan scan) {
        for (int priority = 0; priority < PRIORITIES; priority++) {
            if ((wholeToo && !wantedOf(at, priority, scan))
                    || !wantedOf(at, priority + PRIORITIES, scan)) {
                return false;
            }
        }
        return true;
    }

    private boolean wantedOf(int at, int part, PlateScan scan) {
        return run(at, part, 0, scan.unknownEnd(), scan)
                && run(at, part, scan.ownBegin(), scan.ownEnd(), scan);
    }

    /// Entries of one part whose places are in a range.
    private boolean run(int at, int part, int fromPlace, int toPlace, PlateScan scan) {
        if (fromPlace >= toPlace) {
            return true;
        }
        int low = begin(at, part);
        int to = end(at, part);
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            scan.read(1);
            if ((postings[middle] & ENTRY_MASK) < fromPlace) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low; i < to; i++) {
            if ((i - low) % LINE_INTS == 0) {
                scan.read(1);
            }
            int place = postings[i] & ENTRY_MASK;
            if (place >= toPlace) {
                return true;
            }
            if (!scan.offer(place)) {
                return false;
            }
        }
        return true;
    }

    private int begin(int at, int part) {
        return at + 1 + PARTS + (part == 0 ? 0 : postings[at + part]);
    }

    private int end(int at, int part) {
        return at + 1 + PARTS + postings[at + 1 + part];
    }

    private static long linesOf(int ints) {
        return (ints + LINE_INTS - 1L) / LINE_INTS;
    }
}
