package dev.gatehouse.protocols.dmr.coding;

/// The sums of DMR (clauses B.3.7 to B.3.12), all bit-serial, most significant bit first, from
/// zero.
public final class Crc {

    private static final int CCITT = 0x1021;
    private static final int NINE = 0x059;
    private static final int EIGHT = 0x07;
    private static final int SEVEN = 0x27;
    private static final int SEVEN_MASK = 0x7A;
    private static final int THIRTY_TWO = 0x04C1_1DB7;
    private static final int CHECKSUM_MODULUS = 31;

    private static final int[] CCITT_OF = new int[256];
    private static final int[] THIRTY_TWO_OF = new int[256];
    private static final int[] NINE_OF = new int[256];

    static {
        for (int octet = 0; octet < 256; octet++) {
            int ccitt = octet << 8;
            int thirtyTwo = octet << 24;
            int nine = octet << 1;
            for (int bit = 0; bit < 8; bit++) {
                ccitt = ccitt << 1 ^ ((ccitt & 0x8000) == 0 ? 0 : CCITT);
                thirtyTwo = thirtyTwo << 1 ^ (thirtyTwo >= 0 ? 0 : THIRTY_TWO);
                nine = nine << 1 ^ ((nine & 0x100) == 0 ? 0 : NINE);
            }
            CCITT_OF[octet] = ccitt & 0xFFFF;
            THIRTY_TWO_OF[octet] = thirtyTwo;
            NINE_OF[octet] = nine & 0x1FF;
        }
    }

    private Crc() {}

    /// CRC-CCITT over `length` octets, inverted, before any mask of the data type (clause B.3.8).
    public static int ccitt(byte[] octets, int from, int length) {
        int crc = 0;
        for (int i = from; i < from + length; i++) {
            crc = (crc << 8 ^ CCITT_OF[(crc >> 8 ^ octets[i]) & 0xFF]) & 0xFFFF;
        }
        return crc ^ 0xFFFF;
    }

    /// CRC-9 of a confirmed block: its data, then the 7 bits of its serial number; inverted, before
    /// any mask (clause B.3.10).
    public static int nine(byte[] octets, int from, int length, int serial) {
        int crc = 0;
        for (int i = from; i < from + length; i++) {
            crc = (crc << 8 ^ NINE_OF[(crc >> 1 ^ octets[i]) & 0xFF]) & 0x1FF;
        }
        for (int bit = 6; bit >= 0; bit--) {
            int top = (crc >> 8) ^ ((serial >> bit) & 1);
            crc = (crc << 1 & 0x1FF) ^ (top == 0 ? 0 : NINE);
        }
        return crc ^ 0x1FF;
    }

    /// CRC-32 of a packet: the octets of every pair swapped, an odd last one as it is (clause
    /// B.3.9). On the wire its least significant octet comes first.
    public static int thirtyTwo(byte[] octets, int from, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            int swapped = i ^ 1;
            byte octet = octets[from + (swapped < length ? swapped : i)];
            crc = crc << 8 ^ THIRTY_TWO_OF[(crc >>> 24 ^ octet) & 0xFF];
        }
        return crc;
    }

    /// CRC-8 over the low `bits` bits of `value`: 28 of a short link control (clause B.3.7), 24 of
    /// an address where the hash of it is sent.
    public static int eight(long value, int bits) {
        return serial(value, bits, 8, EIGHT);
    }

    /// CRC-7 over the low `bits` bits of `value`, as sent in the reverse channel (clause B.3.13).
    public static int seven(long value, int bits) {
        return serial(value, bits, 7, SEVEN) ^ SEVEN_MASK;
    }

    private static int serial(long value, int bits, int width, int polynomial) {
        int mask = (1 << width) - 1;
        int crc = 0;
        for (int bit = bits - 1; bit >= 0; bit--) {
            int top = crc >> (width - 1) ^ (int) (value >> bit & 1);
            crc = (crc << 1 & mask) ^ (top == 0 ? 0 : polynomial);
        }
        return crc;
    }

    /// The 5-bit checksum of embedded link control: its nine octets' sum modulo 31 (clause B.3.11).
    public static int five(byte[] octets, int from, int length) {
        int sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += octets[i] & 0xFF;
        }
        return sum % CHECKSUM_MODULUS;
    }
}
