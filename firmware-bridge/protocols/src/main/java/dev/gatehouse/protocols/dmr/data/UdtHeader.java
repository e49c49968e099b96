package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Octets;

/// Header of unified data transport (clause 9.2.13): one to four blocks in a format that trunking
/// knows too, guarded by a CRC-CCITT at their end.
///
/// ```
///  0: GI A EMERG OPT 0000   1: SAP format   8: pad nibbles(5) R(1) UAB(2)   9: SF(1) PF(1) opcode(6)
/// ```
///
/// @param emergency somebody is in need
/// @param option bit 4 of octet 0 as sent
/// @param format what the blocks are, see [UdtMessage]
/// @param padNibbles half octets of filling at the end
/// @param reserved bit 2 of octet 8 as sent
/// @param blocks 1 to 4
/// @param supplementary SF as sent
/// @param protect PF: the blocks are not to be read
/// @param opcode 6 bits
public record UdtHeader(
        Route route,
        boolean emergency,
        boolean option,
        int format,
        int padNibbles,
        boolean reserved,
        int blocks,
        boolean supplementary,
        boolean protect,
        int opcode)
        implements DataHeader {

    static final int FORMAT = 0x0;

    private static final int EMERGENCY = 0x20;
    private static final int OPTION = 0x10;
    private static final int PAD_AT = 8;
    private static final int RESERVED = 0x04;
    private static final int OPCODE_AT = 9;
    private static final int SUPPLEMENTARY = 0x80;
    private static final int PROTECT = 0x40;

    public UdtHeader {
        DataHeader.requireBits("UDT format", format, 4);
        DataHeader.requireBits("pad nibbles", padNibbles, 5);
        DataHeader.requireBits("blocks", blocks - 1, 2);
        DataHeader.requireBits("opcode", opcode, 6);
    }

    static UdtHeader read(Octets header) {
        int eighth = header.at(PAD_AT);
        int ninth = header.at(OPCODE_AT);
        return new UdtHeader(
                Route.read(header),
                (header.at(0) & EMERGENCY) != 0,
                (header.at(0) & OPTION) != 0,
                header.at(1) & 0xF,
                eighth >> 3,
                (eighth & RESERVED) != 0,
                (eighth & 3) + 1,
                (ninth & SUPPLEMENTARY) != 0,
                (ninth & PROTECT) != 0,
                ninth & 0x3F);
    }

    @Override
    public byte[] write() {
        int low = (emergency ? EMERGENCY : 0) | (option ? OPTION : 0) | FORMAT;
        byte[] header = route.write(low, format);
        header[PAD_AT] = (byte) (padNibbles << 3 | (reserved ? RESERVED : 0) | (blocks - 1));
        header[OPCODE_AT] =
                (byte) ((supplementary ? SUPPLEMENTARY : 0) | (protect ? PROTECT : 0) | opcode);
        return header;
    }

    @Override
    public boolean confirmed() {
        return false;
    }
}
