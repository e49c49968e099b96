package dev.gatehouse.protocols.dmr.coding;

/// Fields of bits in octets. Bit 0 is the most significant of octet 0 and the first on the air
/// (ETSI TS 102 361-1, clause 4.4.2).
public final class Bits {

    private Bits() {}

    /// `count` bits from `from` as an unsigned number, the first the most significant; `count` is 0
    /// to 64.
    public static long read(byte[] octets, int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) {
            value = value << 1 | (octets[i >> 3] >> (7 - (i & 7)) & 1);
        }
        return value;
    }

    /// Writes the low `count` bits of `value` from `from`, leaving the others as they are.
    public static void write(byte[] octets, int from, int count, long value) {
        for (int i = 0; i < count; i++) {
            int at = from + i;
            int mask = 0x80 >> (at & 7);
            if ((value >> (count - 1 - i) & 1) != 0) {
                octets[at >> 3] |= (byte) mask;
            } else {
                octets[at >> 3] &= (byte) ~mask;
            }
        }
    }
}
