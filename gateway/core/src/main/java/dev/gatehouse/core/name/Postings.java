package dev.gatehouse.core.name;

/// Names by their parts, ascending; a name that has a part twice is there twice. Immutable.
final class Postings {
    private final int[] offsets;
    private final int[] names;

    /// Turns the table of parts by names round.
    ///
    /// @param nameOffsets name to its first position in `partIds`, and one more at the end
    /// @param parts how many different ones
    Postings(int[] nameOffsets, int[] partIds, int parts) {
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
            for (int at = nameOffsets[name]; at < nameOffsets[name + 1]; at++) {
                names[next[partIds[at]]++] = name;
            }
        }
    }

    int parts() {
        return offsets.length - 1;
    }

    int count(int part) {
        return offsets[part + 1] - offsets[part];
    }

    /// Position of the first name of a part; that of the next part is behind the last.
    int from(int part) {
        return offsets[part];
    }

    int name(int at) {
        return names[at];
    }

    /// Octets of the arrays.
    long bytes() {
        return 4L * (offsets.length + names.length);
    }
}
