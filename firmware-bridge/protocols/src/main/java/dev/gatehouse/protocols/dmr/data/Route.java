package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.link.Ccitt;
import dev.gatehouse.protocols.dmr.link.RadioAddress;

/// What every header but the proprietary one says: for whom, from whom, and what for.
///
/// ```
///  0: GI(1) A(1) ..(2) DPF(4)   1: SAP(4) ..(4)   2..4: destination   5..7: source
/// ```
///
/// @param group the destination is a group
/// @param answerRequested A: the receiver shall respond
/// @param sap see [Sap]
public record Route(
        boolean group,
        boolean answerRequested,
        int sap,
        RadioAddress destination,
        RadioAddress source) {

    private static final int GROUP = 0x80;
    private static final int ANSWER = 0x40;
    private static final int SAP_AT = 1;
    private static final int DESTINATION_AT = 2;
    private static final int SOURCE_AT = 5;

    public Route {
        DataHeader.requireBits("SAP", sap, 4);
    }

    static Route read(Octets header) {
        return new Route(
                (header.at(0) & GROUP) != 0,
                (header.at(0) & ANSWER) != 0,
                header.at(SAP_AT) >> 4,
                new RadioAddress(header.u24(DESTINATION_AT)),
                new RadioAddress(header.u24(SOURCE_AT)));
    }

    /// Writes its own bits; the others of octets 0 and 1 are `low0`, low six bits, and `low1`.
    byte[] write(int low0, int low1) {
        byte[] header = new byte[Ccitt.LENGTH];
        header[0] = (byte) ((group ? GROUP : 0) | (answerRequested ? ANSWER : 0) | low0);
        header[SAP_AT] = (byte) (sap << 4 | low1);
        Ccitt.put24(header, DESTINATION_AT, destination.number());
        Ccitt.put24(header, SOURCE_AT, source.number());
        return header;
    }

    /// The way back, for an answer.
    public Route back() {
        return new Route(false, false, sap, /* destination= */ source, /* source= */ destination);
    }
}
