package dev.gatehouse.core.lookout;

import java.util.Arrays;

/// The ids seen so far in one list, to find those that come twice. Open addressing over the octets
/// of the ids themselves; a set of texts would be five times as large. Hashes are salted, so that
/// nobody can write a list whose ids all meet in one slot. Owned by the thread that reads the list.
final class IdSet {
    private static final int INITIAL_SLOTS = 4_096;
    private static final int INITIAL_BYTES = 32_768;

    private final int salt;
    private byte[] octets = new byte[INITIAL_BYTES];
    private int used;

    /// Where an id begins, plus one; 0 is empty. An id is stored behind its length.
    private int[] slots = new int[INITIAL_SLOTS];

    private int size;

    IdSet(int salt) {
        this.salt = salt;
    }

    boolean contains(String id) {
        return slots[slot(id)] != 0;
    }

    /// Takes an id that is not in it: 1 to 64 characters of ASCII.
    void add(String id) {
        if (2 * size >= slots.length) {
            rehash();
        }
        int slot = slot(id);
        if (used + id.length() + 1 > octets.length) {
            octets = Arrays.copyOf(octets, Math.multiplyExact(octets.length, 2));
        }
        slots[slot] = used + 1;
        octets[used++] = (byte) id.length();
        for (int i = 0; i < id.length(); i++) {
            octets[used++] = (byte) id.charAt(i);
        }
        size++;
    }

    /// The slot that holds the id, or the free one where it belongs.
    private int slot(String id) {
        int hash = salt;
        for (int i = 0; i < id.length(); i++) {
            hash = step(hash, (byte) id.charAt(i));
        }
        int slot = place(hash);
        while (slots[slot] != 0 && !equal(slots[slot] - 1, id)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private boolean equal(int at, String id) {
        if (octets[at] != id.length()) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (octets[at + 1 + i] != id.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void rehash() {
        slots = new int[Math.multiplyExact(slots.length, 2)];
        for (int at = 0; at < used; at += octets[at] + 1) {
            int hash = salt;
            for (int i = 1; i <= octets[at]; i++) {
                hash = step(hash, octets[at + i]);
            }
            int slot = place(hash);
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = at + 1;
        }
    }

    private static int step(int hash, byte octet) {
        int mixed = (hash ^ octet) * 0x9E3779B1;
        return mixed ^ mixed >>> 15;
    }

    private int place(int hash) {
        int mixed = (hash ^ hash >>> 16) * 0x85EBCA6B;
        return (mixed ^ mixed >>> 13) & slots.length - 1;
    }
}
