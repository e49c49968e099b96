package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Octets;

/// Header of short data whose format is named (clause 9.2.12).
///
/// ```
///  0: GI A AB5 AB4 1101   1: SAP AB3-0   8: DD(6) SARQ(1) F(1)   9: bit padding
/// ```
///
/// @param blocks appended blocks, 0 to 63
/// @param format DD, see [TextCoding]
/// @param selective SARQ: single blocks may be asked for again
/// @param full first try of a complete packet
/// @param bitPadding bits of filling before the CRC-32
public record DefinedDataHeader(
        Route route, int blocks, int format, boolean selective, boolean full, int bitPadding)
        implements DataHeader {

    static final int FORMAT = 0xD;

    private static final int BLOCKS_HIGH = 0x30;
    private static final int FORMAT_AT = 8;
    private static final int PADDING_AT = 9;
    private static final int SELECTIVE = 0x2;
    private static final int FULL = 0x1;

    public DefinedDataHeader {
        DataHeader.requireBits("appended blocks", blocks, 6);
        DataHeader.requireBits("DD format", format, 6);
        DataHeader.requireBits("bit padding", bitPadding, 8);
    }

    static DefinedDataHeader read(Octets header) {
        int eighth = header.at(FORMAT_AT);
        return new DefinedDataHeader(
                Route.read(header),
                (header.at(0) & BLOCKS_HIGH) | (header.at(1) & 0xF),
                eighth >> 2,
                (eighth & SELECTIVE) != 0,
                (eighth & FULL) != 0,
                header.at(PADDING_AT));
    }

    @Override
    public byte[] write() {
        byte[] header = route.write((blocks & BLOCKS_HIGH) | FORMAT, blocks & 0xF);
        header[FORMAT_AT] = (byte) (format << 2 | (selective ? SELECTIVE : 0) | (full ? FULL : 0));
        header[PADDING_AT] = (byte) bitPadding;
        return header;
    }

    @Override
    public boolean confirmed() {
        return route.answerRequested();
    }
}
