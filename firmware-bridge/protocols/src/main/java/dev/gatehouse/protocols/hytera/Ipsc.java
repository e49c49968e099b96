package dev.gatehouse.protocols.hytera;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;

/// A datagram between a repeater and its master on the P2P port or the port for bursts (sheet,
/// sections 10 and 11). Told apart by length and first octets, for nothing else tells.
public sealed interface Ipsc
        permits IpscBurst, P2pCommand, P2pPing, P2pKeepAlive, P2pAck, P2pReset {

    /// Longest datagram of any kind.
    int MAX_BYTES = 128;

    byte[] encode();

    /// Exactly one datagram.
    static Decoded<Ipsc> decode(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG,
                    "IPSC: expected at most 128 octets, found " + bytes.length);
        }
        if (bytes.length == IpscBurst.LENGTH_BYTES) {
            return IpscBurst.decode(bytes);
        }
        Octets octets = Octets.of(bytes);
        if (P2pReset.matches(octets)) {
            return Decoded.message(new P2pReset());
        }
        if (P2pCommand.begins(octets)) {
            return P2pCommand.decode(octets);
        }
        if (P2pKeepAlive.matches(octets)) {
            return Decoded.message(new P2pKeepAlive(octets));
        }
        if (P2pPing.matches(octets)) {
            return Decoded.message(new P2pPing(octets));
        }
        if (P2pAck.matches(octets)) {
            return Decoded.message(new P2pAck(octets));
        }
        return Decoded.rejected(
                RejectReason.UNSUPPORTED,
                "IPSC: " + bytes.length + " octets are no datagram of a known form");
    }

    /// True when the octets from `at` on are these.
    static boolean has(Octets octets, int at, int... expected) {
        if (octets.length() < at + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (octets.at(at + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
