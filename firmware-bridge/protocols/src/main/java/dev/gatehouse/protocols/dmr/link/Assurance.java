package dev.gatehouse.protocols.dmr.link;

/// How much the check of a message is worth: noise passes it once in 2^[#checkBits]. What passed
/// fewer than [#ENOUGH_BITS] is unverified until it came again.
public enum Assurance {
    /// The message is guarded by nothing of its own.
    NONE(0),
    /// Checksum of embedded link control.
    CHECKSUM_5(5),
    /// CRC of the reverse channel.
    CRC_7(7),
    /// CRC of short link control.
    CRC_8(8),
    /// CRC of one confirmed block.
    CRC_9(9),
    /// Reed-Solomon after it put one octet right: 1 + 12 * 255 words of 2^24 are as near.
    REED_SOLOMON_REPAIRED(12),
    /// CRC of headers and control blocks.
    CRC_CCITT(16),
    /// Reed-Solomon as received.
    REED_SOLOMON(24),
    /// CRC of a whole packet.
    CRC_32(32);

    /// Fewest bits that stand by themselves.
    public static final int ENOUGH_BITS = 16;

    private final int checkBits;

    Assurance(int checkBits) {
        this.checkBits = checkBits;
    }

    public int checkBits() {
        return checkBits;
    }

    /// Whether one copy is enough.
    public boolean verified() {
        return checkBits >= ENOUGH_BITS;
    }
}
