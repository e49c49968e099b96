package dev.gatehouse.core.name;

import java.util.Arrays;

/// Points of the forms that one search scored: people share names, and what is equal scores equal.
/// Not for two threads at a time.
final class FormPoints {
    /// A form that was not scored.
    static final int UNKNOWN = -1;

    private static final int FIRST_SLOTS = 1 << 11;

    private final NameIndex index;

    /// A name with each form and the points of it, by the hash of the form.
    private int[] names = new int[FIRST_SLOTS];

    private int[] points = new int[FIRST_SLOTS];
    private int size;

    FormPoints(NameIndex index) {
        this.index = index;
        Arrays.fill(names, UNKNOWN);
    }

    void clear() {
        if (size > 0) {
            Arrays.fill(names, UNKNOWN);
            size = 0;
        }
    }

    /// How many forms.
    int size() {
        return size;
    }

    /// Points of the form of a name, or [#UNKNOWN].
    int get(int name) {
        int slot = slot(name);
        return names[slot] == UNKNOWN ? UNKNOWN : points[slot];
    }

    void put(int name, int scored) {
        if (2 * size >= names.length) {
            grow();
        }
        int slot = slot(name);
        size += names[slot] == UNKNOWN ? 1 : 0;
        names[slot] = name;
        points[slot] = scored;
    }

    /// Where the form of a name is, or is to be.
    private int slot(int name) {
        int slot = index.hashOfForm(name) & (names.length - 1);
        while (names[slot] != UNKNOWN && !index.isSameForm(names[slot], name)) {
            slot = (slot + 1) & (names.length - 1);
        }
        return slot;
    }

    private void grow() {
        int[] before = names;
        int[] pointsBefore = points;
        names = new int[2 * before.length];
        points = new int[names.length];
        Arrays.fill(names, UNKNOWN);
        for (int i = 0; i < before.length; i++) {
            if (before[i] != UNKNOWN) {
                int slot = slot(before[i]);
                names[slot] = before[i];
                points[slot] = pointsBefore[i];
            }
        }
    }
}
