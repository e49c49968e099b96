package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.link.Position;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/// What a packet says to its user.
public sealed interface UserData {

    /// UDP port of the standard's texts.
    int STANDARD_TEXT_PORT = 5016;

    /// UDP port of the standard's locations.
    int STANDARD_LOCATION_PORT = 5017;

    /// UDP port of Motorola's texts.
    int MOTOROLA_TEXT_PORT = 4007;

    /// Octets before a text in Hytera's dialect, a number of unknown meaning.
    int HYTERA_PREFIX = 2;

    /// A text.
    ///
    /// @param sequence of the message where the dialect has one, for its acknowledgement
    /// @param answerWanted the text itself asks for an acknowledgement, beside the packet's
    record Text(TextDialect dialect, String text, OptionalInt sequence, boolean answerWanted)
            implements UserData {
        @Override
        public String toString() {
            return "Text[" + dialect + ", " + text.length() + " characters withheld]";
        }
    }

    /// A text has arrived.
    ///
    /// @param sequence of the text
    record TextAcknowledgement(int sequence) implements UserData {}

    /// A number whose meaning the users agreed on.
    record Status(int status) implements UserData {}

    /// Where the sender is.
    record Location(Position position) implements UserData {}

    /// An answer to a confirmed packet of ours.
    ///
    /// @param map which blocks have come, of a selective answer
    record Response(ResponseHeader header, Optional<BlockMap> map) implements UserData {}

    /// A datagram for another service, such as presence or location of a maker.
    ///
    /// @param port of its destination; empty where a compressed number is not known
    record Service(OptionalInt port, Octets payload) implements UserData {}

    /// Anything else.
    record Opaque(int sap, Octets data) implements UserData {}

    /// Reads a whole packet, `data` being its octets or those of all its fragments.
    static Decoded<UserData> read(Packet packet, Octets data) {
        return switch (packet.header()) {
            case UnconfirmedHeader header -> bySap(header.route().sap(), data);
            case ConfirmedHeader header -> bySap(header.route().sap(), data);
            case ResponseHeader header -> response(header, data);
            case DefinedDataHeader header -> Decoded.message(defined(header, data));
            case RawDataHeader _ ->
                    Decoded.message(
                            new Text(
                                    TextDialect.RAW,
                                    TextCoding.guess(data),
                                    OptionalInt.empty(),
                                    false));
            case StatusHeader header -> Decoded.message(new Status(header.status()));
            case UdtHeader header -> Decoded.message(UdtMessage.read(header, data));
            case ProprietaryHeader header -> Decoded.message(new Opaque(header.sap(), data));
        };
    }

    private static Decoded<UserData> response(ResponseHeader header, Octets data) {
        if (!header.asksAgain() || data.length() == 0) {
            return Decoded.message(new Response(header, Optional.empty()));
        }
        return switch (BlockMap.decode(data)) {
            case Decoded.Message<BlockMap>(BlockMap map) ->
                    Decoded.message(new Response(header, Optional.of(map)));
            case Decoded.Rejected<BlockMap>(RejectReason reason, String detail) ->
                    Decoded.rejected(reason, detail);
        };
    }

    private static Decoded<UserData> bySap(int sap, Octets data) {
        return switch (sap) {
            case Sap.IP ->
                    switch (UdpDatagram.decode(data)) {
                        case Decoded.Message<UdpDatagram>(UdpDatagram datagram) ->
                                byPort(
                                        OptionalInt.of(datagram.destinationPort()),
                                        datagram.payload(),
                                        false);
                        case Decoded.Rejected<UdpDatagram>(RejectReason reason, String detail) ->
                                Decoded.rejected(reason, detail);
                    };
            case Sap.UDP_COMPRESSED ->
                    switch (CompressedDatagram.decode(data)) {
                        case Decoded.Message<CompressedDatagram>(CompressedDatagram datagram) ->
                                byPort(datagram.destination(), datagram.payload(), true);
                        case Decoded.Rejected<CompressedDatagram>(
                                        RejectReason reason,
                                        String detail) ->
                                Decoded.rejected(reason, detail);
                    };
            default -> Decoded.message(new Opaque(sap, data));
        };
    }

    private static Decoded<UserData> byPort(OptionalInt port, Octets payload, boolean compressed) {
        return switch (port.orElse(0)) {
            case STANDARD_TEXT_PORT ->
                    Decoded.message(
                            new Text(
                                    compressed
                                            ? TextDialect.STANDARD_COMPRESSED
                                            : TextDialect.STANDARD,
                                    StandardText.read(payload),
                                    OptionalInt.empty(),
                                    false));
            case MOTOROLA_TEXT_PORT ->
                    MotorolaText.read(
                            compressed ? TextDialect.MOTOROLA_COMPRESSED : TextDialect.MOTOROLA,
                            payload);
            default -> Decoded.message(new Service(port, payload));
        };
    }

    private static UserData defined(DefinedDataHeader header, Octets data) {
        boolean hytera = header.format() == TextCoding.BCD && data.length() >= HYTERA_PREFIX;
        if (hytera) {
            return new Text(
                    TextDialect.HYTERA,
                    TextCoding.clean(
                            new String(
                                    data.slice(HYTERA_PREFIX, data.length()).toArray(),
                                    StandardCharsets.UTF_16LE)),
                    OptionalInt.empty(),
                    false);
        }
        return new Text(
                TextDialect.SHORT_DATA,
                TextCoding.read(header.format(), data),
                OptionalInt.empty(),
                false);
    }
}
