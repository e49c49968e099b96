package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Octets;

/// Header of a packet that nobody acknowledges (clause 9.2.6).
///
/// ```
///  0: GI A R POC4 0010   1: SAP POC3-0   8: F(1) BTF(7)   9: reserved(4) FSN(4)
/// ```
///
/// @param padOctets of filling before the CRC-32, 0 to 31
/// @param full first try of a complete packet
/// @param blocks BTF, 0 to 127
/// @param fragment FSN, 0 for a packet in one piece
/// @param reserved bit 5 of octet 0 and the high nibble of octet 9 as sent; Motorola sets 4 there
public record UnconfirmedHeader(
        Route route, int padOctets, boolean full, int blocks, int fragment, int reserved)
        implements DataHeader {

    static final int FORMAT = 0x2;

    private static final int RESERVED_BIT = 0x20;
    private static final int PAD_HIGH = 0x10;
    private static final int FULL = 0x80;
    private static final int BLOCKS_AT = 8;
    private static final int FRAGMENT_AT = 9;

    public UnconfirmedHeader {
        DataHeader.requireBits("pad octets", padOctets, 5);
        DataHeader.requireBits("blocks", blocks, 7);
        DataHeader.requireBits("fragment", fragment, 4);
        DataHeader.requireBits("reserved", reserved, 5);
    }

    static UnconfirmedHeader read(Octets header) {
        int first = header.at(0);
        return new UnconfirmedHeader(
                Route.read(header),
                (first & PAD_HIGH) | (header.at(1) & 0xF),
                (header.at(BLOCKS_AT) & FULL) != 0,
                header.at(BLOCKS_AT) & ~FULL,
                header.at(FRAGMENT_AT) & 0xF,
                ((first & RESERVED_BIT) >> 1) | (header.at(FRAGMENT_AT) >> 4));
    }

    @Override
    public byte[] write() {
        int low = ((reserved & PAD_HIGH) << 1) | (padOctets & PAD_HIGH) | FORMAT;
        byte[] header = route.write(low, padOctets & 0xF);
        header[BLOCKS_AT] = (byte) ((full ? FULL : 0) | blocks);
        header[FRAGMENT_AT] = (byte) ((reserved & 0xF) << 4 | fragment);
        return header;
    }

    @Override
    public boolean confirmed() {
        return false;
    }
}
