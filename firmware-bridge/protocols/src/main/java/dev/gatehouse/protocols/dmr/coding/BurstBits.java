package dev.gatehouse.protocols.dmr.coding;

/// Where things stand in the 264 bits of a burst (clause 6.1).
///
/// ```
///  bit   0                97 98    107 108            155 156    165 166              263
///        | information, 98  | slot 10 | sync or EMB, 48  | slot 10 | information, 98    |
///        | voice, 108                 | sync or EMB, 48  | voice, 108                   |
/// ```
public final class BurstBits {

    /// Octets of a burst.
    public static final int BYTES = 33;

    /// Bits of a burst.
    public static final int COUNT = 264;

    /// Information bits in each half of a data burst.
    public static final int INFO_HALF = 98;

    /// First bit of the second half of the information.
    public static final int INFO_SECOND_AT = 166;

    /// First bit of the slot type's first ten.
    public static final int SLOT_TYPE_FIRST_AT = 98;

    /// First bit of the slot type's last ten.
    public static final int SLOT_TYPE_SECOND_AT = 156;

    /// First bit of the sync pattern or of EMB.
    public static final int MIDDLE_AT = 108;

    /// Bits of the sync pattern.
    public static final int MIDDLE_COUNT = 48;

    static final int NIBBLES = BYTES * 2;

    /// First octet without any information bit, and the first with one again.
    static final int MIDDLE_FROM_BYTE = 13;

    static final int MIDDLE_TO_BYTE = 20;

    private BurstBits() {}

    /// The bit of the burst that carries information bit `index`, 0 to 195.
    static int ofInformation(int index) {
        return index < INFO_HALF ? index : index - INFO_HALF + INFO_SECOND_AT;
    }
}
