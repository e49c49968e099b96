package dev.gatehouse.core.name;

import java.util.Arrays;

/// A growing list of numbers.
final class LongList {
    private static final int FIRST = 1_024;

    private long[] values = new long[FIRST];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    long get(int at) {
        return values[at];
    }

    void sort() {
        Arrays.sort(values, 0, size);
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    long[] longs() {
        return Arrays.copyOf(values, size);
    }

    /// The array behind it, longer than the list.
    long[] array() {
        return values;
    }
}
