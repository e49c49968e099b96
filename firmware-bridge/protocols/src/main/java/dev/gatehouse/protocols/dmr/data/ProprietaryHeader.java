package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.link.Ccitt;

/// A maker's own header (clause 9.2.9), after a normal one and counted among its blocks.
///
/// @param sap see [Sap]
/// @param fid whose it is
/// @param content octets 2 to 9
public record ProprietaryHeader(int sap, int fid, Octets content) implements DataHeader {

    static final int FORMAT = 0xF;

    private static final int CONTENT_BYTES = 8;

    public ProprietaryHeader {
        DataHeader.requireBits("SAP", sap, 4);
        DataHeader.requireBits("FID", fid, 8);
        if (content.length() != CONTENT_BYTES) {
            throw new IllegalArgumentException("proprietary header: expected 8 octets");
        }
    }

    static ProprietaryHeader read(Octets header) {
        return new ProprietaryHeader(
                header.at(0) >> 4, header.at(1), header.slice(2, Ccitt.CONTENT));
    }

    @Override
    public byte[] write() {
        byte[] header = new byte[Ccitt.LENGTH];
        header[0] = (byte) (sap << 4 | FORMAT);
        header[1] = (byte) fid;
        content.copyTo(header, 2);
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
