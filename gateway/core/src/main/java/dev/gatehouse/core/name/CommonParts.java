package dev.gatehouse.core.name;

import java.util.Arrays;
import java.util.BitSet;

/// For each part that many names have the parts beside it, each with the names that have both: a
/// search reads which parts stand beside `MARIA` instead of all names with `MARIA`.
///
/// ```text
/// ranks      part -> rank of the common part, or NONE
/// firsts     rank -> position of its first neighbour        (one more at the end)
/// beside     position -> part; ascending within a rank; the common part itself for names of one part
/// briefs     position -> what is to be known of that part first
/// nameFrom   position -> position of the first name         (one more at the end)
/// names      position -> name
/// ```
///
/// Immutable.
final class CommonParts {
    /// A part that more names have is common.
    static final int MORE_NAMES_THAN = 150;

    /// Set in the brief of a neighbour that a name of two parts has beside the common one.
    static final int IN_SHORT = 1 << 31;

    private static final int NONE = -1;

    private final int[] ranks;
    private final int[] firsts;
    private final int[] beside;
    private final int[] briefs;
    private final int[] nameFrom;
    private final int[] names;

    /// Collects the neighbours.
    ///
    /// @param postings names of each part
    /// @param offsets name to its first position in `partIds`
    CommonParts(Postings postings, int[] offsets, int[] partIds, PartDictionary dictionary) {
        ranks = new int[postings.parts()];
        Arrays.fill(ranks, NONE);
        IntList first = new IntList();
        IntList parts = new IntList();
        IntList from = new IntList();
        IntList found = new IntList();
        BitSet shortPairs = new BitSet();
        LongList pairs = new LongList();
        int rank = 0;
        for (int part = 0; part < ranks.length; part++) {
            if (postings.count(part) <= MORE_NAMES_THAN) {
                continue;
            }
            ranks[part] = rank++;
            first.add(parts.size());
            pairs.clear();
            for (int at = postings.from(part); at < postings.from(part + 1); at++) {
                addNeighbours(
                        postings.name(at), postings.isShort(at), part, offsets, partIds, pairs);
            }
            pairs.sort();
            for (int i = 0; i < pairs.size(); i++) {
                if (i > 0 && pairs.get(i) == pairs.get(i - 1)) {
                    continue;
                }
                if (i == 0 || pairs.get(i) >>> 32 != pairs.get(i - 1) >>> 32) {
                    parts.add((int) (pairs.get(i) >>> 32));
                    from.add(found.size());
                }
                if ((pairs.get(i) & 1) != 0) {
                    shortPairs.set(parts.size() - 1);
                }
                found.add((int) pairs.get(i) >>> 1);
            }
        }
        first.add(parts.size());
        from.add(found.size());
        firsts = first.ints();
        beside = parts.ints();
        briefs = new int[beside.length];
        nameFrom = from.ints();
        names = found.ints();
        for (int i = 0; i < briefs.length; i++) {
            briefs[i] = dictionary.brief(beside[i]);
            if (shortPairs.get(i)) {
                briefs[i] |= IN_SHORT;
            }
        }
    }

    private static void addNeighbours(
            int name, boolean isShort, int part, int[] offsets, int[] partIds, LongList pairs) {
        boolean itself = false;
        for (int at = offsets[name]; at < offsets[name + 1]; at++) {
            // once as itself, a second time as its own neighbour
            if (partIds[at] != part || itself || offsets[name + 1] - offsets[name] == 1) {
                pairs.add(((long) partIds[at] << 32) | (name << 1) | (isShort ? 1 : 0));
            }
            itself |= partIds[at] == part;
        }
    }

    /// Position of the first neighbour of a common part.
    int from(int part) {
        return firsts[ranks[part]];
    }

    /// Position behind the last neighbour.
    int to(int part) {
        return firsts[ranks[part] + 1];
    }

    int besideAt(int position) {
        return beside[position];
    }

    /// What [PartDictionary#brief] says of the neighbour at a position: most of them are seen to be
    /// unlike any part of a query by this alone, and in the order of memory.
    int briefAt(int position) {
        return briefs[position];
    }

    /// Position of the first name with the common part and the neighbour at a position; that of the
    /// next position is behind the last.
    int nameFrom(int position) {
        return nameFrom[position];
    }

    int name(int at) {
        return names[at];
    }

    /// Octets of the arrays.
    long bytes() {
        return 4L
                * (ranks.length
                        + firsts.length
                        + 2 * beside.length
                        + nameFrom.length
                        + names.length);
    }
}
