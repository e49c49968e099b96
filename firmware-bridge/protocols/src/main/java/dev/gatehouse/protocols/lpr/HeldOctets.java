package dev.gatehouse.protocols.lpr;

import java.util.Arrays;

/// Octets of a message that has not ended. Grows as they come, up to a limit.
final class HeldOctets {

    private static final int FIRST_BYTES = 256;

    private final int limitBytes;
    private byte[] held = new byte[0];
    private int length;

    HeldOctets(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    int length() {
        return length;
    }

    /// False when it would pass the limit; nothing is added then.
    boolean add(byte octet) {
        if (length == limitBytes) {
            return false;
        }
        if (length == held.length) {
            held = Arrays.copyOf(held, Math.min(limitBytes, Math.max(FIRST_BYTES, 2 * length)));
        }
        held[length++] = octet;
        return true;
    }

    /// Hands them over and is empty then.
    byte[] take() {
        byte[] taken = Arrays.copyOf(held, length);
        clear();
        return taken;
    }

    /// Forgets the last ones.
    void drop(int octets) {
        length = Math.max(0, length - octets);
    }

    /// Lets a large array go, since the next message is most often a small one.
    void clear() {
        length = 0;
        if (held.length > 64 << 10) {
            held = new byte[0];
        }
    }
}
