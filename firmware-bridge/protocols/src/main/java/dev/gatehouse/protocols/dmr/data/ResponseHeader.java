package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Octets;

/// Answer to a confirmed packet (clause 9.2.8).
///
/// ```
///  0: 0 A 0 0 0001   1: SAP 0000   8: F(1) BTF(7)   9: class(2) type(3) status(3)
/// ```
///
/// Class 0 type 1 acknowledges, status being N(S); class 2 type 0 asks for single blocks again, a
/// map of them following; class 1 refuses, for reasons whose numbers are told differently, so that
/// any of them only means: not delivered.
///
/// @param low bits 5 and 4 of octet 0 and the low nibble of octet 1 as sent, zero by the standard
/// @param full bit 7 of octet 8 as sent
public record ResponseHeader(
        Route route, int low, boolean full, int blocks, int responseClass, int type, int status)
        implements DataHeader {

    static final int FORMAT = 0x1;

    private static final int FULL = 0x80;
    private static final int BLOCKS_AT = 8;
    private static final int RESPONSE_AT = 9;
    private static final int CLASS_ACK = 0;
    private static final int TYPE_ACK = 1;
    private static final int CLASS_NACK = 1;
    private static final int TYPE_CRC_FAILED = 1;
    private static final int CLASS_SELECTIVE = 2;

    public ResponseHeader {
        DataHeader.requireBits("low bits", low, 6);
        DataHeader.requireBits("blocks", blocks, 7);
        DataHeader.requireBits("class", responseClass, 2);
        DataHeader.requireBits("type", type, 3);
        DataHeader.requireBits("status", status, 3);
    }

    /// All of it has come.
    static ResponseHeader acknowledging(Route packet, int sendSequence) {
        return new ResponseHeader(packet.back(), 0, false, 0, CLASS_ACK, TYPE_ACK, sendSequence);
    }

    /// It has come and its CRC-32 is wrong.
    static ResponseHeader refusing(Route packet, int sendSequence) {
        return new ResponseHeader(
                packet.back(), 0, false, 0, CLASS_NACK, TYPE_CRC_FAILED, sendSequence);
    }

    /// Some of it has come, see [BlockMap].
    static ResponseHeader askingAgain(Route packet, int sendSequence, int mapBlocks) {
        return new ResponseHeader(
                packet.back(), 0, false, mapBlocks, CLASS_SELECTIVE, 0, sendSequence);
    }

    static ResponseHeader read(Octets header) {
        int response = header.at(RESPONSE_AT);
        return new ResponseHeader(
                Route.read(header),
                (header.at(0) & 0x30) | (header.at(1) & 0xF),
                (header.at(BLOCKS_AT) & FULL) != 0,
                header.at(BLOCKS_AT) & ~FULL,
                response >> 6,
                response >> 3 & 7,
                response & 7);
    }

    @Override
    public byte[] write() {
        byte[] header = route.write((low & 0x30) | FORMAT, low & 0xF);
        header[BLOCKS_AT] = (byte) ((full ? FULL : 0) | blocks);
        header[RESPONSE_AT] = (byte) (responseClass << 6 | type << 3 | status);
        return header;
    }

    @Override
    public boolean confirmed() {
        return false;
    }

    /// The packet with N(S) = [#status] was delivered.
    public boolean acknowledges() {
        return responseClass == CLASS_ACK && type == TYPE_ACK;
    }

    /// Single blocks are wanted again.
    public boolean asksAgain() {
        return responseClass == CLASS_SELECTIVE && type == 0;
    }
}
