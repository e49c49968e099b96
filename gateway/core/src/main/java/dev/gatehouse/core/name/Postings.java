package dev.gatehouse.core.name;

/// Names by their parts, ascending; a name that has a part twice is there twice. Immutable.
final class Postings {
    private static final int NUMBER = Integer.MAX_VALUE;
    private static final int SHORT = Integer.MIN_VALUE;

    /// Parts that count of a name that is short.
    static final int SHORT_PARTS = 2;

    private final int[] offsets;

    /// The highest bit tells whether the name is short.
    private final int[] names;

    /// Turns the table of parts by names round.
    ///
    /// @param nameOffsets name to its first position in `partIds`, and one more at the end
    Postings(int[] nameOffsets, int[] partIds, PartDictionary dictionary) {
        int parts = dictionary.size();
        offsets = new int[parts + 1];
        names = new int[partIds.length];
        for (int part : partIds) {
            offsets[part + 1]++;
        }
        for (int i = 1; i < offsets.length; i++) {
            offsets[i] += offsets[i - 1];
        }
        int[] next = offsets.clone();
        for (int name = 0; name + 1 < nameOffsets.length; name++) {
            int counted = 0;
            for (int at = nameOffsets[name]; at < nameOffsets[name + 1]; at++) {
                counted += dictionary.isCounted(partIds[at]) ? 1 : 0;
            }
            for (int at = nameOffsets[name]; at < nameOffsets[name + 1]; at++) {
                names[next[partIds[at]]++] = counted <= SHORT_PARTS ? name | SHORT : name;
            }
        }
    }

    int parts() {
        return offsets.length - 1;
    }

    int count(int part) {
        return offsets[part + 1] - offsets[part];
    }

    /// Whether so many names have a part that [CommonParts] knows it.
    boolean isCommon(int part) {
        return count(part) > CommonParts.MORE_NAMES_THAN;
    }

    /// Position of the first name of a part; that of the next part is behind the last.
    int from(int part) {
        return offsets[part];
    }

    int name(int at) {
        return names[at] & NUMBER;
    }

    /// Whether so few parts of the name at a position count that one pair of them may be far apart.
    boolean isShort(int at) {
        return names[at] < 0;
    }

    /// Octets of the arrays.
    long bytes() {
        return 4L * (offsets.length + names.length);
    }
}
