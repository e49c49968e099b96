package dev.gatehouse.protocols.llrp;

import java.util.Optional;

/// Parameters without a length field, by their type (section 3): the first octet is 80 and the
/// type, the length follows from the type. Numbers all but the EPC of 96 bits; in the order in
/// which the standard puts them into a tag report.
public enum Tv {
    EPC_96(13, 12),
    RO_SPEC_ID(9, 4),
    SPEC_INDEX(14, 2),
    INVENTORY_PARAMETER_SPEC_ID(10, 2),
    ANTENNA_ID(1, 2),
    /// Signed, dBm.
    PEAK_RSSI(6, 1),
    CHANNEL_INDEX(7, 2),
    FIRST_SEEN_UTC(2, 8),
    FIRST_SEEN_UPTIME(3, 8),
    LAST_SEEN_UTC(4, 8),
    LAST_SEEN_UPTIME(5, 8),
    TAG_SEEN_COUNT(8, 2),
    C1G2_PC(12, 2),
    /// LLRP 1.1.
    C1G2_XPC_W1(19, 2),
    /// LLRP 1.1.
    C1G2_XPC_W2(20, 2),
    C1G2_CRC(11, 2),
    C1G2_SINGULATION_DETAILS(18, 4),
    CLIENT_REQUEST_OP_SPEC_RESULT(15, 2),
    ACCESS_SPEC_ID(16, 4),
    OP_SPEC_ID(17, 2);

    private static final Tv[] BY_TYPE = new Tv[32];

    static {
        for (Tv tv : values()) {
            BY_TYPE[tv.type] = tv;
        }
    }

    private final int type;
    private final int valueBytes;

    Tv(int type, int valueBytes) {
        this.type = type;
        this.valueBytes = valueBytes;
    }

    public int type() {
        return type;
    }

    /// Octets after the first.
    public int valueBytes() {
        return valueBytes;
    }

    /// Whether the value is a number of at most eight octets.
    boolean isNumber() {
        return valueBytes <= Long.BYTES;
    }

    /// Empty for a type that nobody defined: how long that is cannot be known.
    static Optional<Tv> of(int type) {
        return type < BY_TYPE.length ? Optional.ofNullable(BY_TYPE[type]) : Optional.empty();
    }

    /// The number that is read back when `value` was written.
    long wrap(long value) {
        if (this == PEAK_RSSI) {
            return (byte) value;
        }
        return valueBytes >= Long.BYTES ? value : value & ((1L << (8 * valueBytes)) - 1);
    }
}
