package dev.gatehouse.core.journal;

import java.util.Arrays;

/// The newest N tags: a ring in order of arrival and an open-addressing index over it. Grows to N
/// as it fills, then allocates nothing. Owner: the booth thread.
final class TagWindow {
    /// Bound of `tagsInMemory`: keeps the index below 16 MiB.
    static final int CAPACITY_MAX = 1 << 20;

    private static final int INITIAL_CAPACITY = 256;

    private final int capacityMax;
    private int capacity;
    private long[] ring;

    /// Position in the ring plus one, 0 = free; a power of two at least twice the capacity, so that
    /// probes stay short.
    private int[] index;

    private int size;
    private int oldest;

    TagWindow(int capacityMax) {
        this.capacityMax = capacityMax;
        this.capacity = Math.min(INITIAL_CAPACITY, capacityMax);
        this.ring = new long[2 * capacity];
        this.index = new int[indexLength(capacity)];
    }

    private static int indexLength(int capacity) {
        return Integer.highestOneBit(capacity) << 2;
    }

    int size() {
        return size;
    }

    boolean contains(Tag16 tag) {
        return index[find(tag.high(), tag.low())] != 0;
    }

    /// Adds a tag, pushing out the oldest when full. A known one keeps its place.
    void add(Tag16 tag) {
        if (tag.isNone() || contains(tag)) {
            return;
        }
        if (size == capacity && capacity < capacityMax) {
            grow();
        }
        if (size == capacity) {
            remove(find(ring[2 * oldest], ring[2 * oldest + 1]));
            oldest = (oldest + 1) % capacity;
            size--;
        }
        int slot = (oldest + size) % capacity;
        ring[2 * slot] = tag.high();
        ring[2 * slot + 1] = tag.low();
        index[find(tag.high(), tag.low())] = slot + 1;
        size++;
    }

    /// The ring has not wrapped before it is full at its final size, so growing keeps positions.
    private void grow() {
        capacity = Math.min(capacityMax, capacity * 2);
        ring = Arrays.copyOf(ring, 2 * capacity);
        index = new int[indexLength(capacity)];
        for (int slot = 0; slot < size; slot++) {
            index[find(ring[2 * slot], ring[2 * slot + 1])] = slot + 1;
        }
    }

    private int home(long high, long low) {
        long mixed = (high ^ Long.rotateLeft(low, 31)) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32) & (index.length - 1);
    }

    /// Where the tag is, or the free place where it would go. Ends because the index is never more
    /// than half full.
    private int find(long high, long low) {
        int at = home(high, low);
        while (index[at] != 0) {
            int slot = index[at] - 1;
            if (ring[2 * slot] == high && ring[2 * slot + 1] == low) {
                return at;
            }
            at = (at + 1) & (index.length - 1);
        }
        return at;
    }

    /// Backward-shift deletion: later entries of the run move up, so that no tombstones gather.
    private void remove(int removed) {
        int free = removed;
        int at = removed;
        index[free] = 0;
        while (true) {
            at = (at + 1) & (index.length - 1);
            if (index[at] == 0) {
                return;
            }
            int slot = index[at] - 1;
            int home = home(ring[2 * slot], ring[2 * slot + 1]);
            boolean mayMove = free <= at ? home <= free || home > at : home <= free && home > at;
            if (mayMove) {
                index[free] = index[at];
                index[at] = 0;
                free = at;
            }
        }
    }
}
