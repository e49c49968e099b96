package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;

/// A UDP datagram in an IPv4 header without options, as service access point 4 carries it (TS 102
/// 361-3, clause 5). Fragments are refused: the radio's own fragments come before.
///
/// @param typeOfService as sent
/// @param identification as sent
/// @param flags the three bits before the fragment offset, of which only "do not fragment" may be
///   set
/// @param timeToLive as sent
/// @param checked whether the datagram has a UDP checksum, which holds then
public record UdpDatagram(
        int typeOfService,
        int identification,
        int flags,
        int timeToLive,
        NetworkAddress source,
        NetworkAddress destination,
        int sourcePort,
        int destinationPort,
        boolean checked,
        Octets payload) {

    /// Octets before the payload.
    public static final int HEADER_BYTES = 28;

    private static final int IP_BYTES = 20;
    private static final int VERSION_AND_LENGTH = 0x45;
    private static final int DONT_FRAGMENT = 0x2;
    private static final int UDP = 17;
    private static final int TOS_AT = 1;
    private static final int LENGTH_AT = 2;
    private static final int ID_AT = 4;
    private static final int FLAGS_AT = 6;
    private static final int TTL_AT = 8;
    private static final int PROTOCOL_AT = 9;
    private static final int SUM_AT = 10;
    private static final int SOURCE_AT = 12;
    private static final int DESTINATION_AT = 16;
    private static final int UDP_LENGTH_AT = IP_BYTES + 4;
    private static final int UDP_SUM_AT = IP_BYTES + 6;

    public UdpDatagram {
        DataHeader.requireBits("type of service", typeOfService, 8);
        DataHeader.requireBits("identification", identification, 16);
        DataHeader.requireBits("time to live", timeToLive, 8);
        DataHeader.requireBits("source port", sourcePort, 16);
        DataHeader.requireBits("destination port", destinationPort, 16);
        DataHeader.requireBits("length", HEADER_BYTES + payload.length(), 16);
        if ((flags & ~DONT_FRAGMENT) != 0) {
            throw new IllegalArgumentException("datagram: expected no fragment");
        }
    }

    /// Port to the same port, as radios do.
    public static UdpDatagram of(
            int identification,
            int timeToLive,
            NetworkAddress source,
            NetworkAddress destination,
            int port,
            Octets payload) {
        return new UdpDatagram(
                0, identification, 0, timeToLive, source, destination, port, port, true, payload);
    }

    /// From the octets of a packet; what follows the datagram's own length is padding.
    public static Decoded<UdpDatagram> decode(Octets packet) {
        if (packet.length() < HEADER_BYTES) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT,
                    "IPv4/UDP: expected 28 octets or more, found " + packet.length());
        }
        int length = packet.u16(LENGTH_AT);
        if (packet.at(0) != VERSION_AND_LENGTH || packet.at(PROTOCOL_AT) != UDP) {
            return Decoded.rejected(
                    RejectReason.UNSUPPORTED, "IPv4/UDP: another version, options or protocol");
        }
        if (length < HEADER_BYTES
                || length > packet.length()
                || packet.u16(UDP_LENGTH_AT) != length - IP_BYTES) {
            return Decoded.rejected(
                    RejectReason.BAD_VALUE, "IPv4/UDP: lengths do not agree, found " + length);
        }
        if ((packet.u16(FLAGS_AT) & ~(DONT_FRAGMENT << 13)) != 0) {
            return Decoded.rejected(RejectReason.UNSUPPORTED, "IPv4: a fragment");
        }
        if (sum(packet, 0, IP_BYTES, 0) != 0xFFFF) {
            return Decoded.rejected(RejectReason.BAD_CHECKSUM, "IPv4: header checksum");
        }
        boolean checked = packet.u16(UDP_SUM_AT) != 0;
        if (checked && sum(packet, IP_BYTES, length, pseudo(packet, length - IP_BYTES)) != 0xFFFF) {
            return Decoded.rejected(RejectReason.BAD_CHECKSUM, "UDP: checksum");
        }
        return Decoded.message(
                new UdpDatagram(
                        packet.at(TOS_AT),
                        packet.u16(ID_AT),
                        packet.u16(FLAGS_AT) >> 13,
                        packet.at(TTL_AT),
                        NetworkAddress.of((int) packet.u32(SOURCE_AT)),
                        NetworkAddress.of((int) packet.u32(DESTINATION_AT)),
                        packet.u16(IP_BYTES),
                        packet.u16(IP_BYTES + 2),
                        checked,
                        packet.slice(HEADER_BYTES, length)));
    }

    /// The octets of a packet.
    public Octets encode() {
        int length = HEADER_BYTES + payload.length();
        ByteBuffer packet = ByteBuffer.allocate(length);
        packet.put((byte) VERSION_AND_LENGTH)
                .put((byte) typeOfService)
                .putShort((short) length)
                .putShort((short) identification)
                .putShort((short) (flags << 13))
                .put((byte) timeToLive)
                .put((byte) UDP)
                .putShort((short) 0)
                .putInt(source.address())
                .putInt(destination.address())
                .putShort((short) sourcePort)
                .putShort((short) destinationPort)
                .putShort((short) (length - IP_BYTES))
                .putShort((short) 0)
                .put(payload.toArray());
        Octets unsummed = Octets.of(packet.array());
        packet.putShort(SUM_AT, (short) ~sum(unsummed, 0, IP_BYTES, 0));
        if (checked) {
            int sum = ~sum(unsummed, IP_BYTES, length, pseudo(unsummed, length - IP_BYTES));
            // a sum of zero would mean none
            packet.putShort(UDP_SUM_AT, (short) ((sum & 0xFFFF) == 0 ? 0xFFFF : sum));
        }
        return Octets.of(packet.array());
    }

    private static int pseudo(Octets packet, int udpLength) {
        return packet.u16(SOURCE_AT)
                + packet.u16(SOURCE_AT + 2)
                + packet.u16(DESTINATION_AT)
                + packet.u16(DESTINATION_AT + 2)
                + UDP
                + udpLength;
    }

    /// Ones' complement sum of 16-bit words; an odd last octet is a high one.
    private static int sum(Octets octets, int from, int to, int start) {
        int sum = start;
        for (int at = from; at < to; at += 2) {
            sum += at + 1 < to ? octets.u16(at) : octets.at(at) << 8;
        }
        while (sum > 0xFFFF) {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }
        return sum;
    }

    @Override
    public String toString() {
        return "UdpDatagram["
                + sourcePort
                + " to "
                + destinationPort
                + ", "
                + payload.length()
                + " octets withheld]";
    }
}
