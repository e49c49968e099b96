package dev.gatehouse.protocols.trbo;

import dev.gatehouse.protocols.Octets;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/// The numbers of an MBXML document (sheet, section 4): seven bits an octet, most significant
/// first, 80 in every octet but the last.
final class Mbxml {

    /// Octets of one number.
    static final int MAX_OCTETS = 5;

    static final int MORE_BIT = 0x80;
    static final int GROUP_BITS = 7;
    static final int GROUP = 0x7F;

    private Mbxml() {}

    /// Empty when the number does not end in time.
    static OptionalLong uintvar(ByteBuffer in) {
        long value = 0;
        for (int i = 0; i < MAX_OCTETS && in.hasRemaining(); i++) {
            int octet = Byte.toUnsignedInt(in.get());
            value = value << GROUP_BITS | (octet & GROUP);
            if ((octet & MORE_BIT) == 0) {
                return OptionalLong.of(value);
            }
        }
        return OptionalLong.empty();
    }

    static void putUintvar(ByteBuffer out, long value) {
        int octets = lengthOf(value);
        putGroups(out, value, octets);
    }

    static void putGroups(ByteBuffer out, long value, int octets) {
        for (int i = octets - 1; i >= 0; i--) {
            int group = (int) (value >> (i * GROUP_BITS)) & GROUP;
            out.put((byte) (i > 0 ? group | MORE_BIT : group));
        }
    }

    static void requireOctet(String name, int value) {
        if ((value & ~0xFF) != 0) {
            throw new IllegalArgumentException(name + ": expected 0..255, found " + value);
        }
    }

    static void requireNumber(String name, long value) {
        if (value < 0 || value >> (MAX_OCTETS * GROUP_BITS) != 0) {
            throw new IllegalArgumentException(name + ": expected a number of five octets");
        }
    }

    private static int lengthOf(long value) {
        int octets = 1;
        while (value >> (octets * GROUP_BITS) != 0) {
            octets++;
        }
        return octets;
    }

    /// A length and as many octets; empty when they are not all there.
    static Optional<Octets> sized(ByteBuffer in) {
        OptionalLong length = uintvar(in);
        return length.isPresent() && length.getAsLong() <= in.remaining()
                ? Optional.of(Octets.get(in, (int) length.getAsLong()))
                : Optional.empty();
    }

    static void putSized(ByteBuffer out, Octets octets) {
        putUintvar(out, octets.length());
        octets.put(out);
    }
}
