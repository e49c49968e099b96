package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.util.OptionalInt;

/// A UDP datagram whose headers are compressed, as service access point 3 carries it (TS 102 361-3,
/// clause 7.2).
///
/// ```
///  0..1: identification   2: SAID(4) DAID(4)   3: R(1) SPID(7)   4: R(1) DPID(7)
///  then two octets of source port where SPID is 0, two of destination port where DPID is 0, data
/// ```
///
/// @param sourceNetwork SAID: 0 radios, 1 behind the radio, 2 group
/// @param destinationNetwork DAID
/// @param reserved the high bits of octets 3 and 4 as sent, the first the higher
/// @param sourceId SPID, 0 where the port is written out
/// @param destinationId DPID
/// @param sourcePort written out where SPID is 0
/// @param destinationPort written out where DPID is 0
public record CompressedDatagram(
        int identification,
        int sourceNetwork,
        int destinationNetwork,
        int reserved,
        int sourceId,
        int destinationId,
        OptionalInt sourcePort,
        OptionalInt destinationPort,
        Octets payload) {

    /// Port number of text for port 5016.
    public static final int TEXT = 1;

    /// Port number of locations for port 5017.
    public static final int LOCATION = 2;

    /// Seen to stand for Motorola's text port 4007; a maker's own number.
    public static final int MOTOROLA_TEXT = 0x62;

    private static final int SHORTEST = 5;
    private static final int NETWORKS_AT = 2;
    private static final int SOURCE_AT = 3;
    private static final int DESTINATION_AT = 4;

    public CompressedDatagram {
        DataHeader.requireBits("identification", identification, 16);
        DataHeader.requireBits("source network", sourceNetwork, 4);
        DataHeader.requireBits("destination network", destinationNetwork, 4);
        DataHeader.requireBits("reserved", reserved, 2);
        DataHeader.requireBits("source port id", sourceId, 7);
        DataHeader.requireBits("destination port id", destinationId, 7);
        if (sourcePort.isPresent() != (sourceId == 0)
                || destinationPort.isPresent() != (destinationId == 0)) {
            throw new IllegalArgumentException("ports: written out exactly where the id is 0");
        }
    }

    /// Between radios, on one of the short port numbers.
    public static CompressedDatagram of(int identification, int portId, Octets payload) {
        return new CompressedDatagram(
                identification,
                0,
                0,
                0,
                portId,
                portId,
                OptionalInt.empty(),
                OptionalInt.empty(),
                payload);
    }

    /// From the octets of a packet.
    public static Decoded<CompressedDatagram> decode(Octets packet) {
        if (packet.length() < SHORTEST) {
            return tooShort(packet.length());
        }
        int sourceId = packet.at(SOURCE_AT) & 0x7F;
        int destinationId = packet.at(DESTINATION_AT) & 0x7F;
        int at = SHORTEST;
        int needed = at + (sourceId == 0 ? 2 : 0) + (destinationId == 0 ? 2 : 0);
        if (packet.length() < needed) {
            return tooShort(packet.length());
        }
        OptionalInt sourcePort = OptionalInt.empty();
        if (sourceId == 0) {
            sourcePort = OptionalInt.of(packet.u16(at));
            at += 2;
        }
        OptionalInt destinationPort =
                destinationId == 0 ? OptionalInt.of(packet.u16(at)) : OptionalInt.empty();
        return Decoded.message(
                new CompressedDatagram(
                        packet.u16(0),
                        packet.at(NETWORKS_AT) >> 4,
                        packet.at(NETWORKS_AT) & 0xF,
                        (packet.at(SOURCE_AT) >> 7) << 1 | packet.at(DESTINATION_AT) >> 7,
                        sourceId,
                        destinationId,
                        sourcePort,
                        destinationPort,
                        packet.slice(needed, packet.length())));
    }

    private static Decoded<CompressedDatagram> tooShort(int found) {
        return Decoded.rejected(
                RejectReason.TOO_SHORT, "compressed UDP: ends in its header, found " + found);
    }

    /// The octets of a packet.
    public Octets encode() {
        int ports =
                2 * ((int) sourcePort.stream().count() + (int) destinationPort.stream().count());
        byte[] packet = new byte[SHORTEST + ports + payload.length()];
        packet[0] = (byte) (identification >> 8);
        packet[1] = (byte) identification;
        packet[NETWORKS_AT] = (byte) (sourceNetwork << 4 | destinationNetwork);
        packet[SOURCE_AT] = (byte) ((reserved >> 1) << 7 | sourceId);
        packet[DESTINATION_AT] = (byte) (reserved << 7 | destinationId);
        int at = SHORTEST;
        for (OptionalInt port : new OptionalInt[] {sourcePort, destinationPort}) {
            if (port.isPresent()) {
                packet[at++] = (byte) (port.getAsInt() >> 8);
                packet[at++] = (byte) port.getAsInt();
            }
        }
        payload.copyTo(packet, at);
        return Octets.of(packet);
    }

    /// The UDP port that is meant, where it is known.
    public OptionalInt destination() {
        return switch (destinationId) {
            case 0 -> destinationPort;
            case TEXT -> OptionalInt.of(UserData.STANDARD_TEXT_PORT);
            case LOCATION -> OptionalInt.of(UserData.STANDARD_LOCATION_PORT);
            case MOTOROLA_TEXT -> OptionalInt.of(UserData.MOTOROLA_TEXT_PORT);
            default -> OptionalInt.empty();
        };
    }
}
