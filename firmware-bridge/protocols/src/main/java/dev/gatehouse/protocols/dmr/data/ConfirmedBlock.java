package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.coding.Crc;

/// One block of a confirmed packet (clauses 8.2.2.2 and B.3.10).
///
/// ```
///  0: serial(7) CRC-9 high bit   1: CRC-9   2..: data
/// ```
///
/// @param serial DBSN, 0 to 127
public record ConfirmedBlock(int serial, Octets data) {

    private static final int MAX_SERIAL = 0x7F;

    public ConfirmedBlock {
        if (serial < 0 || serial > MAX_SERIAL) {
            throw new IllegalArgumentException("serial: expected 0..127, found " + serial);
        }
    }

    /// From a whole block. Nine check bits only: the packet's CRC-32 has the last word.
    public static Decoded<ConfirmedBlock> decode(Rate rate, Octets block) {
        if (block.length() != rate.octets()) {
            return Decoded.rejected(
                    block.length() < rate.octets() ? RejectReason.TOO_SHORT : RejectReason.TOO_LONG,
                    "block: expected " + rate.octets() + " octets, found " + block.length());
        }
        int serial = block.at(0) >> 1;
        int sum = block.u16(0) & 0x1FF;
        Octets data = block.slice(Rate.BLOCK_HEAD, block.length());
        if (sum(rate, serial, data) != sum) {
            return Decoded.rejected(RejectReason.BAD_CHECKSUM, "block: CRC-9");
        }
        return Decoded.message(new ConfirmedBlock(serial, data));
    }

    private static int sum(Rate rate, int serial, Octets data) {
        return Crc.nine(data.toArray(), 0, data.length(), serial) ^ rate.type().mask();
    }

    /// The whole block.
    public Octets encode(Rate rate) {
        byte[] block = new byte[Rate.BLOCK_HEAD + data.length()];
        int head = serial << 9 | sum(rate, serial, data);
        block[0] = (byte) (head >> 8);
        block[1] = (byte) head;
        data.copyTo(block, Rate.BLOCK_HEAD);
        return Octets.of(block);
    }
}
