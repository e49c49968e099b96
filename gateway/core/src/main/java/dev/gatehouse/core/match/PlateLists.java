package dev.gatehouse.core.match;

import java.util.Arrays;

/// The entries of keys that many share, a list for each such key.
///
/// ```text
/// count, entries                         a short list
/// count, ten ends, entries               a longer one: where each of its parts ends
/// entry: sign = the key is its whole form, 7 bits jurisdiction, 24 bits number
/// ```
///
/// Parts are whole forms of priority 1 to 5, then deleted forms of priority 1 to 5; within one the
/// order is (jurisdiction, number), so a jurisdiction is found by halving. Each list begins at a
/// multiple of eight, which is why 25 bits can name any. Immutable once built.
final class PlateLists {
    /// Most entries of a list that has no parts.
    static final int SHORT_MAX = 119;

    static final int UNIT = 8;
    static final int ENTRY_BITS = 24;
    static final int WHOLE = Integer.MIN_VALUE;
    private static final int ENTRY_MASK = (1 << ENTRY_BITS) - 1;
    private static final int JURISDICTION_MASK = 127;
    private static final int PRIORITIES = PlateIndexBuilder.LOWEST_PRIORITY;
    private static final int PARTS = 2 * PRIORITIES;
    private static final int LINE_INTS = 16;
    private static final int PART_SHIFT = 40;
    private static final int JURISDICTION_SHIFT = 32;

    private int[] postings;
    private int used;
    private int longest;

    PlateLists(int expected) {
        postings = new int[expected];
    }

    /// Appends a list.
    ///
    /// @param members in order, each of the form (place of its part, jurisdiction, whole, number),
    ///   see [#member]
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
    static long member(int entry, int jurisdiction, int priority, boolean whole) {
        long part = (whole ? 0 : PRIORITIES) + priority - 1;
        int posting = (whole ? WHOLE : 0) | jurisdiction << ENTRY_BITS | entry;
        return part << PART_SHIFT
                | (long) jurisdiction << JURISDICTION_SHIFT
                | Integer.toUnsignedLong(posting);
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
        long passedOver = RankedHits.MAX_CANDIDATES;
        return 2 + PARTS * (2L * (steps + 2) + 2) + (offered + passedOver) / LINE_INTS;
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
            boolean wanted =
                    switch (part) {
                        case WHOLE -> posting < 0;
                        case DELETED -> posting >= 0 && scan.wants(jurisdiction(posting));
                        case BOTH -> scan.wants(jurisdiction(posting));
                    };
            if (wanted && !scan.offer(posting & ENTRY_MASK)) {
                return false;
            }
        }
        return true;
    }

    /// Own and unknown jurisdictions first: leads must not use up what may be compared.
    private boolean wholeForms(int at, PlateScan scan) {
        if (!scan.anyJurisdiction()) {
            for (int part = 0; part < PRIORITIES; part++) {
                if (!ownOf(at, part, scan)) {
                    return false;
                }
            }
        }
        for (int part = 0; part < PRIORITIES; part++) {
            if (!wholePart(at, part, !scan.anyJurisdiction(), scan)) {
                return false;
            }
        }
        return true;
    }

    private boolean byPriority(int at, boolean wholeToo, PlateScan scan) {
        for (int priority = 0; priority < PRIORITIES; priority++) {
            for (int part = wholeToo ? priority : priority + PRIORITIES;
                    part < PARTS;
                    part += PRIORITIES) {
                boolean more =
                        scan.anyJurisdiction()
                                ? wholePart(at, part, false, scan)
                                : ownOf(at, part, scan);
                if (!more) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean wholePart(int at, int part, boolean othersOnly, PlateScan scan) {
        int from = begin(at, part);
        int to = end(at, part);
        for (int i = from; i < to; i++) {
            if ((i - from) % LINE_INTS == 0) {
                scan.read(1);
            }
            int posting = postings[i];
            if (othersOnly && scan.wants(jurisdiction(posting))) {
                continue;
            }
            if (!scan.offer(posting & ENTRY_MASK)) {
                return false;
            }
        }
        return true;
    }

    private boolean ownOf(int at, int part, PlateScan scan) {
        return run(at, part, 0, scan)
                && (scan.jurisdiction() == 0 || run(at, part, scan.jurisdiction(), scan));
    }

    /// Entries of one jurisdiction in one part.
    private boolean run(int at, int part, int jurisdiction, PlateScan scan) {
        int low = begin(at, part);
        int to = end(at, part);
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            scan.read(1);
            if (jurisdiction(postings[middle]) < jurisdiction) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low; i < to; i++) {
            if ((i - low) % LINE_INTS == 0) {
                scan.read(1);
            }
            if (jurisdiction(postings[i]) != jurisdiction) {
                return true;
            }
            if (!scan.offer(postings[i] & ENTRY_MASK)) {
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

    private static int jurisdiction(int posting) {
        return (posting >>> ENTRY_BITS) & JURISDICTION_MASK;
    }

    private static long linesOf(int ints) {
        return (ints + LINE_INTS - 1) / LINE_INTS;
    }
}
