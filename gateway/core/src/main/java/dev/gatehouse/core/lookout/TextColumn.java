package dev.gatehouse.core.lookout;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Texts of a list, one octet after the other: as objects they would be most of the booth's memory.
/// Grows while one thread adds, and is not changed afterwards.
final class TextColumn {
    private static final int INITIAL_TEXTS = 16;
    private static final int INITIAL_OCTETS = 256;

    private byte[] octets;
    private int[] ends;
    private int size;

    TextColumn() {
        octets = new byte[INITIAL_OCTETS];
        ends = new int[INITIAL_TEXTS];
    }

    private TextColumn(byte[] octets, int[] ends) {
        this.octets = octets;
        this.ends = ends;
        size = ends.length;
    }

    int size() {
        return size;
    }

    /// Octets of all texts so far.
    int octets() {
        return size == 0 ? 0 : ends[size - 1];
    }

    long memoryBytes() {
        return octets.length + 4L * ends.length;
    }

    void add(String text) {
        int begin = octets();
        int most = Math.addExact(begin, Math.multiplyExact(3, text.length()));
        if (most > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(most, Math.multiplyExact(octets.length, 2)));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, Math.multiplyExact(size, 2));
        }
        ends[size++] = put(text, begin);
    }

    private int put(String text, int begin) {
        int at = begin;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                System.arraycopy(utf8, 0, octets, begin, utf8.length);
                return begin + utf8.length;
            }
            octets[at++] = (byte) c;
        }
        return at;
    }

    String get(int index) {
        int begin = begin(index);
        return new String(octets, begin, ends[index] - begin, StandardCharsets.UTF_8);
    }

    /// Order of the octets, which for ASCII is the order of the texts.
    int compare(int one, int other) {
        return Arrays.compare(octets, begin(one), ends[one], octets, begin(other), ends[other]);
    }

    /// Order against a text of another column.
    int compare(int one, TextColumn column, int other) {
        return Arrays.compare(
                octets,
                begin(one),
                ends[one],
                column.octets,
                column.begin(other),
                column.ends[other]);
    }

    /// The first text that is not below `text`, all of them being in order.
    int find(String text) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order =
                    Arrays.compare(octets, begin(middle), ends[middle], wanted, 0, wanted.length);
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The first text from `from` on that is not below one of another column, all of them being in
    /// order. What is near is found soon: so a short column is held against a long one in steps
    /// that grow with what lies between.
    int find(TextColumn other, int text, int from) {
        int step = 1;
        int low = from;
        int high = from;
        while (high < size && compare(high, other, text) < 0) {
            low = high + 1;
            high = step < size - high ? high + step : size;
            step <<= 1;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle, other, text) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    boolean equals(int index, TextColumn other, int text) {
        return index < size && compare(index, other, text) == 0;
    }

    boolean equals(int index, String text) {
        return index < size && get(index).equals(text);
    }

    /// Texts in another order, without room to spare.
    TextColumn ordered(int[] order) {
        byte[] copied = new byte[octets()];
        int[] copiedEnds = new int[order.length];
        int at = 0;
        for (int i = 0; i < order.length; i++) {
            int begin = begin(order[i]);
            int length = ends[order[i]] - begin;
            System.arraycopy(octets, begin, copied, at, length);
            at += length;
            copiedEnds[i] = at;
        }
        return new TextColumn(copied, copiedEnds);
    }

    private int begin(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "TextColumn[size=" + size + "]";
    }
}
