package dev.gatehouse.protocols.hytera;

import dev.gatehouse.protocols.Octets;

/// An acknowledgement that asks for nothing: octets 4 to 8 are `0C 00 00 00 14`.
///
/// @param octets as received; only the five are understood
public record P2pAck(Octets octets) implements Ipsc {

    private static final int MARK_AT = 4;
    private static final int[] MARK = {0x0C, 0x00, 0x00, 0x00, 0x14};

    public P2pAck {
        if (!matches(octets)) {
            throw new IllegalArgumentException("P2P ack: expected 0C00000014 at octet 4");
        }
    }

    static boolean matches(Octets octets) {
        return octets.length() <= MAX_BYTES
                && octets.length() != IpscBurst.LENGTH_BYTES
                && Ipsc.has(octets, MARK_AT, MARK)
                && !P2pCommand.begins(octets);
    }

    @Override
    public byte[] encode() {
        return octets.toArray();
    }
}
