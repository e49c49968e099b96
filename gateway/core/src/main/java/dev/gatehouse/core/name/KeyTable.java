package dev.gatehouse.core.name;

import java.util.Arrays;

/// Numbers by key, immutable: sorted entries with a directory over the high bits.
final class KeyTable {
    /// A key and its value lie side by side: one access to memory.
    private final long[] entries;

    private final int[] starts;
    private final int shift;

    /// A table of entries whose high half is the key and whose low half the value.
    ///
    /// @param entries sorted in place; entries that are there twice are kept once
    /// @param count how many of them
    KeyTable(long[] entries, int count) {
        Arrays.sort(entries, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || entries[i] != entries[i - 1]) {
                entries[kept++] = entries[i];
            }
        }
        int bits = Math.clamp(32 - Integer.numberOfLeadingZeros(kept / 4 + 1), 1, 24);
        shift = 32 - bits;
        this.entries = Arrays.copyOf(entries, kept);
        starts = new int[(1 << bits) + 1];
        for (int i = 0; i < kept; i++) {
            starts[(keyAt(i) >>> shift) + 1]++;
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
    }

    /// Key and value as one number; numbers sort as unsigned keys do.
    static long entry(int key, int value) {
        return (long) (key ^ Integer.MIN_VALUE) << 32 | (value & 0xffff_ffffL);
    }

    /// Position of the first entry of a key's bucket.
    int from(int key) {
        return starts[key >>> shift];
    }

    /// Position behind the last entry of a key's bucket.
    int to(int key) {
        return starts[(key >>> shift) + 1];
    }

    int keyAt(int position) {
        return (int) (entries[position] >>> 32) ^ Integer.MIN_VALUE;
    }

    int valueAt(int position) {
        return (int) entries[position];
    }

    int size() {
        return entries.length;
    }

    /// Octets of the arrays.
    long bytes() {
        return 8L * entries.length + 4L * starts.length;
    }
}
