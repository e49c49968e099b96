package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Makes the packet of a text in the dialect that its receiver last used.
///
/// @param source our own address
/// @param destination a unit or a group
/// @param group the destination is a group
/// @param confirmed the receiver shall acknowledge the packet; never for a group
/// @param rate of the blocks
/// @param sequence of the message, 0 to 127; its low three bits are N(S) of a confirmed packet
public record TextWriter(
        RadioAddress source,
        RadioAddress destination,
        boolean group,
        boolean confirmed,
        Rate rate,
        int sequence) {

    /// Characters that every radio takes.
    public static final int MAX_CHARACTERS = 140;

    private static final int STANDARD_TTL = 1;
    private static final int MOTOROLA_TTL = 64;
    private static final int MOTOROLA_RESERVED = 4;
    private static final int GROUPS = 225;

    public TextWriter {
        DataHeader.requireBits("sequence", sequence, 7);
        if (group && confirmed) {
            throw new IllegalArgumentException("a group does not acknowledge");
        }
    }

    /// The packet, or nothing where the text is too long or cannot be said in that dialect.
    public Optional<OutgoingPacket> write(TextDialect dialect, String text) {
        if (text.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        return switch (dialect) {
            case STANDARD ->
                    datagram(
                            STANDARD_TTL, UserData.STANDARD_TEXT_PORT, StandardText.write(text), 0);
            case STANDARD_COMPRESSED ->
                    compressed(CompressedDatagram.TEXT, StandardText.write(text));
            case MOTOROLA ->
                    datagram(
                            MOTOROLA_TTL,
                            UserData.MOTOROLA_TEXT_PORT,
                            MotorolaText.text(text, sequence, confirmed),
                            MOTOROLA_RESERVED);
            case MOTOROLA_COMPRESSED ->
                    compressed(
                            CompressedDatagram.MOTOROLA_TEXT,
                            MotorolaText.text(text, sequence, confirmed));
            case HYTERA ->
                    OutgoingPacket.defined(
                            route(Sap.SHORT_DATA),
                            TextCoding.BCD,
                            Octets.of(("\0" + text + "\0").getBytes(StandardCharsets.UTF_16LE)),
                            rate);
            case SHORT_DATA ->
                    TextCoding.write(TextCoding.UTF_16_BE, text)
                            .flatMap(data ->
                                    OutgoingPacket.defined(
                                            route(Sap.SHORT_DATA),
                                            TextCoding.UTF_16_BE,
                                            data,
                                            rate));
            case RAW ->
                    TextCoding.write(TextCoding.LATIN_1, text)
                            .flatMap(data ->
                                    OutgoingPacket.raw(route(Sap.SHORT_DATA), 0, 0, data, rate));
            case UNIFIED -> UdtMessage.text(route(Sap.UDT), text);
        };
    }

    /// The packet that acknowledges a text in one of Motorola's dialects; the others have none.
    public Optional<OutgoingPacket> acknowledge(TextDialect dialect) {
        return switch (dialect) {
            case MOTOROLA ->
                    datagram(
                            MOTOROLA_TTL,
                            UserData.MOTOROLA_TEXT_PORT,
                            MotorolaText.acknowledgement(sequence),
                            MOTOROLA_RESERVED);
            case MOTOROLA_COMPRESSED ->
                    compressed(
                            CompressedDatagram.MOTOROLA_TEXT,
                            MotorolaText.acknowledgement(sequence));
            case STANDARD, STANDARD_COMPRESSED, HYTERA, SHORT_DATA, RAW, UNIFIED ->
                    Optional.empty();
        };
    }

    private Route route(int sap) {
        return new Route(group, confirmed, sap, destination, source);
    }

    private Optional<OutgoingPacket> datagram(
            int timeToLive, int port, Octets payload, int reserved) {
        Octets data =
                UdpDatagram.of(
                                sequence,
                                timeToLive,
                                new NetworkAddress(NetworkAddress.RADIOS, source),
                                new NetworkAddress(
                                        group ? GROUPS : NetworkAddress.RADIOS, destination),
                                port,
                                payload)
                        .encode();
        return send(Sap.IP, data, reserved);
    }

    private Optional<OutgoingPacket> compressed(int portId, Octets payload) {
        return send(
                Sap.UDP_COMPRESSED, CompressedDatagram.of(sequence, portId, payload).encode(), 0);
    }

    private Optional<OutgoingPacket> send(int sap, Octets data, int reserved) {
        return confirmed
                ? OutgoingPacket.confirmed(route(sap), data, rate, sequence & 7)
                : OutgoingPacket.unconfirmed(route(sap), data, rate, reserved);
    }
}
