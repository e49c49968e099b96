package dev.gatehouse.core.name;

import java.util.Arrays;

/// A growing list of numbers.
final class IntList {
    private static final int FIRST = 64;

    private int[] values = new int[FIRST];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    int get(int at) {
        return values[at];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    void sort() {
        Arrays.sort(values, 0, size);
    }

    int[] ints() {
        return Arrays.copyOf(values, size);
    }
}
