package dev.gatehouse.central.lookout;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Ids by entry, as octets in one array: millions of texts would be most of the memory.
final class IdColumn {
    private static final int INITIAL_IDS = 1_024;
    private static final int INITIAL_BYTES = 16_384;
    private static final int MAX_BYTES = Integer.MAX_VALUE - 16;

    private byte[] octets = new byte[INITIAL_BYTES];
    private int[] ends = new int[INITIAL_IDS];
    private int size;
    private int used;

    /// Whether an id still fits.
    boolean hasRoomFor(String id) {
        return used <= MAX_BYTES - id.length();
    }

    /// Appends an id of ASCII characters.
    void add(String id) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, Math.multiplyExact(size, 2));
        }
        if (octets.length - used < id.length()) {
            octets = Arrays.copyOf(octets, (int) Math.min(2L * octets.length, MAX_BYTES));
        }
        for (int i = 0; i < id.length(); i++) {
            octets[used++] = (byte) id.charAt(i);
        }
        ends[size++] = used;
    }

    String get(int entry) {
        int begin = entry == 0 ? 0 : ends[entry - 1];
        return new String(octets, begin, ends[entry] - begin, StandardCharsets.ISO_8859_1);
    }

    /// Octets of the ids and of their places.
    long bytes() {
        return used + 4L * size;
    }
}
