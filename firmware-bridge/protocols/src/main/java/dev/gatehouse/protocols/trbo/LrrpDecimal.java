package dev.gatehouse.protocols.trbo;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/// A number with a fraction in as many octets as it was sent with, so that it can be written again
/// as it stood.
///
/// @param negative also of a whole part of 0: `40 0A` is -0.078125
/// @param whole magnitude, at most 34 bits
/// @param fraction of 128 to the power of `fractionOctets`
/// @param fractionOctets 1 to 4
public record LrrpDecimal(boolean negative, long whole, long fraction, int fractionOctets) {

    private static final int SIGN_BIT = 0x40;
    private static final int FIRST_BITS = 6;
    private static final int FIRST_GROUP = 0x3F;
    private static final int MAX_FRACTION_OCTETS = 4;
    private static final double PER_OCTET = 128;
    private static final long MAX_WHOLE = (1L << 34) - 1;

    public LrrpDecimal {
        if (whole < 0 || whole > MAX_WHOLE) {
            throw new IllegalArgumentException("float: expected a whole part of 34 bits");
        }
        if (fractionOctets < 1
                || fractionOctets > MAX_FRACTION_OCTETS
                || fraction < 0
                || fraction >> (fractionOctets * Mbxml.GROUP_BITS) != 0) {
            throw new IllegalArgumentException("float: expected a fraction of 1 to 4 octets");
        }
    }

    /// The nearest number with a fraction of two octets.
    public static LrrpDecimal of(double value) {
        long scaled = Math.round(Math.abs(value) * PER_OCTET * PER_OCTET);
        long unit = 1L << (2 * Mbxml.GROUP_BITS);
        return new LrrpDecimal(value < 0, scaled / unit, scaled % unit, 2);
    }

    public double value() {
        double size = whole + fraction / Math.pow(PER_OCTET, fractionOctets);
        return negative ? -size : size;
    }

    static Optional<LrrpDecimal> get(ByteBuffer in, boolean signed) {
        if (!in.hasRemaining()) {
            return Optional.empty();
        }
        boolean negative = false;
        long whole = 0;
        if (signed) {
            int first = Byte.toUnsignedInt(in.get());
            negative = (first & SIGN_BIT) != 0;
            whole = first & FIRST_GROUP;
            for (int i = 1; (first & Mbxml.MORE_BIT) != 0; i++) {
                if (i == Mbxml.MAX_OCTETS || !in.hasRemaining()) {
                    return Optional.empty();
                }
                first = Byte.toUnsignedInt(in.get());
                whole = whole << Mbxml.GROUP_BITS | (first & Mbxml.GROUP);
            }
        } else {
            OptionalLong read = Mbxml.uintvar(in);
            if (read.isEmpty() || read.getAsLong() > MAX_WHOLE) {
                return Optional.empty();
            }
            whole = read.getAsLong();
        }
        int from = in.position();
        OptionalLong fraction = Mbxml.uintvar(in);
        int octets = in.position() - from;
        return fraction.isEmpty() || octets > MAX_FRACTION_OCTETS
                ? Optional.empty()
                : Optional.of(new LrrpDecimal(negative, whole, fraction.getAsLong(), octets));
    }

    void put(ByteBuffer out, boolean signed) {
        if (signed) {
            int octets = 1;
            while (whole >> (FIRST_BITS + (octets - 1) * Mbxml.GROUP_BITS) != 0) {
                octets++;
            }
            int first =
                    ((int) (whole >> ((octets - 1) * Mbxml.GROUP_BITS)) & FIRST_GROUP)
                            | (negative ? SIGN_BIT : 0)
                            | (octets > 1 ? Mbxml.MORE_BIT : 0);
            out.put((byte) first);
            if (octets > 1) {
                Mbxml.putGroups(
                        out, whole & ((1L << ((octets - 1) * Mbxml.GROUP_BITS)) - 1), octets - 1);
            }
        } else {
            Mbxml.putUintvar(out, whole);
        }
        Mbxml.putGroups(out, fraction, fractionOctets);
    }
}
