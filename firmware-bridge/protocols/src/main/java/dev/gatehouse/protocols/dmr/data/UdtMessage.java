package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.coding.Bits;
import dev.gatehouse.protocols.dmr.link.Position;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/// The blocks of unified data transport by their format (clause B of TS 102 361-4 as far as
/// conventional radios use it): texts and locations are read, the rest is handed on.
final class UdtMessage {

    static final int ISO_7_BIT = 3;
    static final int ISO_8_BIT = 4;
    static final int NMEA_LOCATION = 5;
    static final int UTF_16 = 7;

    private static final int ENCRYPTED_AT = 0;
    private static final int NORTH_AT = 1;
    private static final int EAST_AT = 2;
    private static final int FIX_AT = 3;
    private static final int LATITUDE_AT = 11;
    private static final int LONGITUDE_AT = 38;
    private static final int LOCATION_BITS = 66;
    private static final double MINUTES = 60;
    private static final double FRACTIONS = 10_000;

    private UdtMessage() {}

    static UserData read(UdtHeader header, Octets data) {
        Octets content = withoutPadding(header, data);
        if (header.protect()) {
            return new UserData.Opaque(header.route().sap(), content);
        }
        return switch (header.format()) {
            case ISO_7_BIT -> text(TextCoding.read(TextCoding.ISO_7_BIT, content));
            case ISO_8_BIT ->
                    text(
                            TextCoding.clean(
                                    new String(content.toArray(), StandardCharsets.ISO_8859_1)));
            case UTF_16 ->
                    text(
                            TextCoding.clean(
                                    new String(content.toArray(), StandardCharsets.UTF_16BE)));
            case NMEA_LOCATION ->
                    position(data)
                            .<UserData>map(UserData.Location::new)
                            .orElseGet(() -> new UserData.Opaque(header.route().sap(), content));
            default -> new UserData.Opaque(header.route().sap(), content);
        };
    }

    private static UserData text(String text) {
        return new UserData.Text(TextDialect.UNIFIED, text, OptionalInt.empty(), false);
    }

    private static Octets withoutPadding(UdtHeader header, Octets data) {
        // half octets of a text in seven bits end within an octet, whose rest is zero and shown as
        // nothing
        int drop = Math.min(data.length(), header.padNibbles() / 2);
        return data.slice(0, data.length() - drop);
    }

    /// Degrees and minutes behind four flags; nothing without a fix, or encrypted.
    private static Optional<Position> position(Octets data) {
        byte[] octets = data.toArray();
        if (8 * octets.length < LOCATION_BITS
                || Bits.read(octets, ENCRYPTED_AT, 1) != 0
                || Bits.read(octets, FIX_AT, 1) == 0) {
            return Optional.empty();
        }
        double latitude = degrees(octets, LATITUDE_AT, 7);
        double longitude = degrees(octets, LONGITUDE_AT, 8);
        if (latitude > 90 || longitude > 180 || (latitude == 0 && longitude == 0)) {
            return Optional.empty();
        }
        return Optional.of(
                new Position(
                        Bits.read(octets, NORTH_AT, 1) != 0 ? latitude : -latitude,
                        Bits.read(octets, EAST_AT, 1) != 0 ? longitude : -longitude));
    }

    private static double degrees(byte[] octets, int at, int bits) {
        double minutes =
                Bits.read(octets, at + bits, 6) + Bits.read(octets, at + bits + 6, 14) / FRACTIONS;
        return Bits.read(octets, at, bits) + minutes / MINUTES;
    }

    /// A text, in the shorter of the two codings that can say it.
    static Optional<OutgoingPacket> text(Route route, String text) {
        boolean latin = StandardCharsets.ISO_8859_1.newEncoder().canEncode(text);
        Octets data =
                Octets.of(
                        text.getBytes(
                                latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16BE));
        return OutgoingPacket.unified(route, false, latin ? ISO_8_BIT : UTF_16, data, 0, 0);
    }
}
