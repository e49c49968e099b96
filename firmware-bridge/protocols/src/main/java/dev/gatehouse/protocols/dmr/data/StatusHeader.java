package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Octets;

/// A status or precoded message, complete in its header (clause 9.2.10).
///
/// ```
///  0: GI A 0 0 1110   1: SAP 0000   8: SP(3) DP(3) S/P9-8   9: S/P7-0
/// ```
///
/// @param sourcePort 0 to 7
/// @param destinationPort 0 to 7
/// @param status 0 to 1023, what it means is the users' agreement
public record StatusHeader(Route route, int sourcePort, int destinationPort, int status)
        implements DataHeader {

    private static final int PORTS_AT = 8;

    public StatusHeader {
        DataHeader.requireBits("source port", sourcePort, 3);
        DataHeader.requireBits("destination port", destinationPort, 3);
        DataHeader.requireBits("status", status, 10);
    }

    static StatusHeader read(Octets header) {
        int last = header.u16(PORTS_AT);
        return new StatusHeader(Route.read(header), last >> 13, last >> 10 & 7, last & 0x3FF);
    }

    @Override
    public byte[] write() {
        byte[] header = route.write(RawDataHeader.FORMAT, 0);
        int last = sourcePort << 13 | destinationPort << 10 | status;
        header[PORTS_AT] = (byte) (last >> 8);
        header[PORTS_AT + 1] = (byte) last;
        return header;
    }

    @Override
    public int blocks() {
        return 0;
    }

    @Override
    public boolean confirmed() {
        return false;
    }
}
