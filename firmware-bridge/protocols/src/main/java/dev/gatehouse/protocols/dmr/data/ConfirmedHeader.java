package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Octets;

/// Header of a packet whose blocks are numbered and which is acknowledged (clause 9.2.7).
///
/// ```
///  0: GI A R POC4 0011   1: SAP POC3-0   8: F(1) BTF(7)   9: S(1) N(S)(3) FSN(4)
/// ```
///
/// @param padOctets of filling before the CRC-32, 0 to 31
/// @param full first try of a complete packet, false for any repetition
/// @param blocks BTF, 0 to 127
/// @param resync S: the receiver shall begin counting anew
/// @param sendSequence N(S), 0 to 7
/// @param fragment FSN: 8 for a packet in one piece, else its number, 8 added in the last
/// @param reserved bit 5 of octet 0 as sent
public record ConfirmedHeader(
        Route route,
        int padOctets,
        boolean full,
        int blocks,
        boolean resync,
        int sendSequence,
        int fragment,
        boolean reserved)
        implements DataHeader {

    /// FSN of a packet in one piece.
    public static final int SINGLE = 8;

    static final int FORMAT = 0x3;

    private static final int RESERVED_BIT = 0x20;
    private static final int PAD_HIGH = 0x10;
    private static final int FULL = 0x80;
    private static final int RESYNC = 0x80;
    private static final int BLOCKS_AT = 8;
    private static final int SEQUENCE_AT = 9;

    public ConfirmedHeader {
        DataHeader.requireBits("pad octets", padOctets, 5);
        DataHeader.requireBits("blocks", blocks, 7);
        DataHeader.requireBits("send sequence", sendSequence, 3);
        DataHeader.requireBits("fragment", fragment, 4);
    }

    static ConfirmedHeader read(Octets header) {
        int first = header.at(0);
        int sequence = header.at(SEQUENCE_AT);
        return new ConfirmedHeader(
                Route.read(header),
                (first & PAD_HIGH) | (header.at(1) & 0xF),
                (header.at(BLOCKS_AT) & FULL) != 0,
                header.at(BLOCKS_AT) & ~FULL,
                (sequence & RESYNC) != 0,
                sequence >> 4 & 7,
                sequence & 0xF,
                (first & RESERVED_BIT) != 0);
    }

    @Override
    public byte[] write() {
        int low = (reserved ? RESERVED_BIT : 0) | (padOctets & PAD_HIGH) | FORMAT;
        byte[] header = route.write(low, padOctets & 0xF);
        header[BLOCKS_AT] = (byte) ((full ? FULL : 0) | blocks);
        header[SEQUENCE_AT] = (byte) ((resync ? RESYNC : 0) | sendSequence << 4 | fragment);
        return header;
    }

    @Override
    public boolean confirmed() {
        return true;
    }

    /// The same for a repetition of `count` blocks.
    public ConfirmedHeader repeated(int count) {
        return new ConfirmedHeader(
                route, padOctets, false, count, resync, sendSequence, fragment, reserved);
    }
}
