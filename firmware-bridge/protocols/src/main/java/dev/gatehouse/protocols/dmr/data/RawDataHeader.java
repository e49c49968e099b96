package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Octets;

/// Header of short data between two ports, its format unknown (clause 9.2.11).
///
/// ```
///  0: GI A AB5 AB4 1110   1: SAP AB3-0   8: SP(3) DP(3) SARQ(1) F(1)   9: bit padding
/// ```
///
/// @param blocks appended blocks, 1 to 63; with none it is a [StatusHeader]
/// @param sourcePort 0 to 7
/// @param destinationPort 0 to 7
/// @param selective SARQ: single blocks may be asked for again
/// @param full first try of a complete packet
/// @param bitPadding bits of filling before the CRC-32
public record RawDataHeader(
        Route route,
        int blocks,
        int sourcePort,
        int destinationPort,
        boolean selective,
        boolean full,
        int bitPadding)
        implements DataHeader {

    static final int FORMAT = 0xE;

    private static final int BLOCKS_HIGH = 0x30;
    private static final int PORTS_AT = 8;
    private static final int PADDING_AT = 9;
    private static final int SELECTIVE = 0x2;
    private static final int FULL = 0x1;

    public RawDataHeader {
        DataHeader.requireBits("appended blocks", blocks, 6);
        if (blocks == 0) {
            throw new IllegalArgumentException("raw short data: expected a block or more");
        }
        DataHeader.requireBits("source port", sourcePort, 3);
        DataHeader.requireBits("destination port", destinationPort, 3);
        DataHeader.requireBits("bit padding", bitPadding, 8);
    }

    static int appendedBlocks(Octets header) {
        return (header.at(0) & BLOCKS_HIGH) | (header.at(1) & 0xF);
    }

    static RawDataHeader read(Octets header) {
        int eighth = header.at(PORTS_AT);
        return new RawDataHeader(
                Route.read(header),
                appendedBlocks(header),
                eighth >> 5,
                eighth >> 2 & 7,
                (eighth & SELECTIVE) != 0,
                (eighth & FULL) != 0,
                header.at(PADDING_AT));
    }

    @Override
    public byte[] write() {
        byte[] header = route.write((blocks & BLOCKS_HIGH) | FORMAT, blocks & 0xF);
        header[PORTS_AT] =
                (byte)
                        (sourcePort << 5
                                | destinationPort << 2
                                | (selective ? SELECTIVE : 0)
                                | (full ? FULL : 0));
        header[PADDING_AT] = (byte) bitPadding;
        return header;
    }

    @Override
    public boolean confirmed() {
        return route.answerRequested();
    }
}
