package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.coding.Crc;
import dev.gatehouse.protocols.dmr.coding.ReverseChannelBptc;

/// A reverse channel in the middle of one burst (clause 7.1.4): what the listener tells the
/// speaker, such as more power or cease.
///
/// @param command four bits
public record ReverseChannel(int command) {

    private static final int COMMAND_BITS = 4;
    private static final int CRC_BITS = 7;

    public ReverseChannel {
        Position.requireBits("reverse channel", command, COMMAND_BITS);
    }

    /// From the 32 embedded bits; seven check bits leave it unverified.
    public static Decoded<Checked<ReverseChannel>> decode(int fragment) {
        int decoded = ReverseChannelBptc.decode(fragment);
        if (decoded == ReverseChannelBptc.UNCORRECTABLE) {
            return Decoded.rejected(RejectReason.BAD_CHECKSUM, "reverse channel: rows differ");
        }
        int info = ReverseChannelBptc.information(decoded);
        int command = info >> CRC_BITS;
        if (Crc.seven(command, COMMAND_BITS) != (info & ((1 << CRC_BITS) - 1))) {
            return Decoded.rejected(RejectReason.BAD_CHECKSUM, "reverse channel: CRC-7");
        }
        return Decoded.message(
                new Checked<>(
                        new ReverseChannel(command),
                        Assurance.CRC_7,
                        ReverseChannelBptc.corrected(decoded)));
    }

    /// The 32 embedded bits.
    public int encode() {
        return ReverseChannelBptc.encode(command << CRC_BITS | Crc.seven(command, COMMAND_BITS));
    }
}
