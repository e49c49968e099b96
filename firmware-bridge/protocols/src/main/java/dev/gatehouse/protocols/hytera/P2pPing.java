package dev.gatehouse.protocols.hytera;

import dev.gatehouse.protocols.Octets;

/// Are you there, on the P2P port: octets 4 to 8 are `0A 00 00 00 14`; the answer is the same
/// datagram with octet 12 FF and octet 14 01.
///
/// @param octets as received, at least 15
public record P2pPing(Octets octets) implements Ipsc {

    private static final int LEAST_BYTES = 15;
    private static final int MARK_AT = 4;
    private static final int[] MARK = {0x0A, 0x00, 0x00, 0x00, 0x14};
    private static final int ANSWERED_AT = 12;
    private static final int RESULT_AT = 14;

    public P2pPing {
        if (!matches(octets)) {
            throw new IllegalArgumentException("P2P ping: expected 0A00000014 at octet 4");
        }
    }

    static boolean matches(Octets octets) {
        return octets.length() >= LEAST_BYTES
                && octets.length() <= MAX_BYTES
                && octets.length() != IpscBurst.LENGTH_BYTES
                && Ipsc.has(octets, MARK_AT, MARK)
                && !P2pCommand.begins(octets)
                && !P2pKeepAlive.matches(octets);
    }

    /// As a repeater sends it.
    public static P2pPing request() {
        return new P2pPing(Octets.ofHex("000000000A00000014000000000000"));
    }

    /// True for an answer, which is not answered again.
    public boolean answered() {
        return octets.at(ANSWERED_AT) == 0xFF && octets.at(RESULT_AT) == 1;
    }

    public P2pPing answer() {
        byte[] bytes = octets.toArray();
        bytes[ANSWERED_AT] = (byte) 0xFF;
        bytes[RESULT_AT] = 1;
        return new P2pPing(Octets.of(bytes));
    }

    @Override
    public byte[] encode() {
        return octets.toArray();
    }
}
