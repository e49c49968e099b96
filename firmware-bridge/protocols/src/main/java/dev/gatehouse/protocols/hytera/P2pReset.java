package dev.gatehouse.protocols.hytera;

import dev.gatehouse.protocols.Octets;

/// A single zero octet: to a repeater "you are not registered"; from one a sign of life.
public record P2pReset() implements Ipsc {

    static boolean matches(Octets octets) {
        return octets.length() == 1 && octets.at(0) == 0;
    }

    @Override
    public byte[] encode() {
        return new byte[1];
    }
}
