package dev.gatehouse.protocols.dmr.link;

/// What a data burst carries (clause 9.3.6), and how.
public enum DataType {
    PI_HEADER(Coding.BPTC, 0x6969),
    VOICE_LC_HEADER(Coding.BPTC, 0x96),
    TERMINATOR_WITH_LC(Coding.BPTC, 0x99),
    CSBK(Coding.BPTC, 0xA5A5),
    MBC_HEADER(Coding.BPTC, 0xAAAA),
    MBC_CONTINUATION(Coding.BPTC, 0),
    DATA_HEADER(Coding.BPTC, 0xCCCC),
    RATE_1_2_DATA(Coding.BPTC, 0x0F0),
    RATE_3_4_DATA(Coding.TRELLIS, 0x1FF),
    IDLE(Coding.FILLING, 0),
    RATE_1_DATA(Coding.UNCODED, 0x10F),
    UNIFIED_SINGLE_BLOCK(Coding.BPTC, 0x3333),
    RESERVED_12(Coding.UNCODED, 0),
    RESERVED_13(Coding.UNCODED, 0),
    RESERVED_14(Coding.UNCODED, 0),
    RESERVED_15(Coding.UNCODED, 0);

    /// How the 196 information bits are coded.
    public enum Coding {
        /// BPTC(196,96), 12 octets.
        BPTC(12),
        /// Rate 3/4 trellis, 18 octets.
        TRELLIS(18),
        /// As they are, 24 octets with four bits of filling in the middle.
        UNCODED(24),
        /// Nothing inside.
        FILLING(0);

        private final int octets;

        Coding(int octets) {
            this.octets = octets;
        }

        public int octets() {
            return octets;
        }
    }

    private static final DataType[] ALL = values();

    private final Coding coding;
    private final int mask;

    DataType(Coding coding, int mask) {
        this.coding = coding;
        this.mask = mask;
    }

    public Coding coding() {
        return coding;
    }

    /// What the message's sum is changed by, so that a message taken for another type fails (clause
    /// B.3.12): each octet of Reed-Solomon parity, all of CRC-CCITT, or CRC-9 of a confirmed block.
    public int mask() {
        return mask;
    }

    /// The four bits of the slot type.
    public int code() {
        int code = 0;
        while (ALL[code] != this) {
            code++;
        }
        return code;
    }

    /// The type of the low four bits of `code`.
    public static DataType ofCode(int code) {
        return ALL[code & 0xF];
    }
}
