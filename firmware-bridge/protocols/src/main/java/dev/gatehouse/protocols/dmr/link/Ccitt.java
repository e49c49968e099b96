package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.coding.Crc;

/// The frame that control blocks and headers share: ten octets and a CRC-CCITT changed by the mask
/// of their data type (clauses B.3.8 and B.3.12).
public final class Ccitt {

    /// Octets with the sum.
    public static final int LENGTH = 12;

    /// Octets it guards.
    public static final int CONTENT = 10;

    private Ccitt() {}

    /// Whether the sum of the twelve octets holds.
    public static boolean holds(Octets twelve, int mask) {
        return (Crc.ccitt(twelve.toArray(), 0, CONTENT) ^ mask) == twelve.u16(CONTENT);
    }

    /// Why it does not, or a length that is wrong.
    public static <T> Decoded<T> refusal(String message, Octets octets) {
        if (octets.length() != LENGTH) {
            return Decoded.rejected(
                    octets.length() < LENGTH ? RejectReason.TOO_SHORT : RejectReason.TOO_LONG,
                    message + ": expected 12 octets, found " + octets.length());
        }
        return Decoded.rejected(RejectReason.BAD_CHECKSUM, message + ": CRC-CCITT");
    }

    /// Whether these are twelve octets whose sum holds.
    public static boolean accepts(Octets octets, int mask) {
        return octets.length() == LENGTH && holds(octets, mask);
    }

    /// Puts the sum behind the first ten octets of `twelve`.
    public static Octets seal(byte[] twelve, int mask) {
        int crc = Crc.ccitt(twelve, 0, CONTENT) ^ mask;
        twelve[CONTENT] = (byte) (crc >> 8);
        twelve[CONTENT + 1] = (byte) crc;
        return Octets.of(twelve);
    }

    /// Writes a 24-bit number.
    public static void put24(byte[] octets, int at, int value) {
        octets[at] = (byte) (value >> 16);
        octets[at + 1] = (byte) (value >> 8);
        octets[at + 2] = (byte) value;
    }
}
