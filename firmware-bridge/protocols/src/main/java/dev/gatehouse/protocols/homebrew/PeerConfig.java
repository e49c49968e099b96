package dev.gatehouse.protocols.homebrew;

import java.util.OptionalLong;

/// RPTC: what a repeater says of itself (section 2). Everything in it is a claim. Reads what is
/// padded by blanks or NULs and what ends early after the slots; writes 302 octets.
///
/// @param id of the repeater
/// @param callsign at most 8 characters
/// @param rxHz digits as sent
/// @param txHz digits as sent
/// @param power in watts, digits as sent
/// @param colourCode digits as sent
/// @param latitude `%08.4f` or `00.00000`
/// @param longitude `%09.4f` or `000.00000`
/// @param height in metres, digits as sent
/// @param location at most 20 characters
/// @param description at most 19 characters
/// @param slots `1`, `2`, `3` for both, `4` simplex
/// @param url at most 124 characters
/// @param software at most 40 characters
/// @param hardware at most 40 characters, e.g. `MMDVM_HS_Hat`
public record PeerConfig(
        int id,
        String callsign,
        String rxHz,
        String txHz,
        String power,
        String colourCode,
        String latitude,
        String longitude,
        String height,
        String location,
        String description,
        String slots,
        String url,
        String software,
        String hardware)
        implements HomebrewMessage {

    /// HomebrewFields of a whole one.
    public static final int LENGTH = 302;

    /// Shortest that is taken: up to and with the slots.
    public static final int MIN_LENGTH = 98;

    private static final int ID_AT = 4;
    private static final int MAX_NUMBER_DIGITS = 9;

    /// Where each text stands.
    private enum Field {
        CALLSIGN(8, 8),
        RX(16, 9),
        TX(25, 9),
        POWER(34, 2),
        COLOUR_CODE(36, 2),
        LATITUDE(38, 8),
        LONGITUDE(46, 9),
        HEIGHT(55, 3),
        LOCATION(58, 20),
        DESCRIPTION(78, 19),
        SLOTS(97, 1),
        URL(98, 124),
        SOFTWARE(222, 40),
        HARDWARE(262, 40);

        private final int at;
        private final int length;

        Field(int at, int length) {
            this.at = at;
            this.length = length;
        }

        String read(byte[] datagram) {
            return at < datagram.length ? HomebrewFields.text(datagram, at, length) : "";
        }
    }

    static PeerConfig read(byte[] datagram) {
        return new PeerConfig(
                HomebrewFields.id(datagram, ID_AT),
                Field.CALLSIGN.read(datagram),
                Field.RX.read(datagram),
                Field.TX.read(datagram),
                Field.POWER.read(datagram),
                Field.COLOUR_CODE.read(datagram),
                Field.LATITUDE.read(datagram),
                Field.LONGITUDE.read(datagram),
                Field.HEIGHT.read(datagram),
                Field.LOCATION.read(datagram),
                Field.DESCRIPTION.read(datagram),
                Field.SLOTS.read(datagram),
                Field.URL.read(datagram),
                Field.SOFTWARE.read(datagram),
                Field.HARDWARE.read(datagram));
    }

    /// Where it says it sends; empty when that is no number.
    public OptionalLong claimedTxHz() {
        return number(txHz);
    }

    /// Where it says it listens; empty when that is no number.
    public OptionalLong claimedRxHz() {
        return number(rxHz);
    }

    private static OptionalLong number(String digits) {
        if (digits.isEmpty() || digits.length() > MAX_NUMBER_DIGITS) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            if (digit < '0' || digit > '9') {
                return OptionalLong.empty();
            }
            value = value * 10 + (digit - '0');
        }
        return OptionalLong.of(value);
    }

    private String value(Field field) {
        return switch (field) {
            case CALLSIGN -> callsign;
            case RX -> rxHz;
            case TX -> txHz;
            case POWER -> power;
            case COLOUR_CODE -> colourCode;
            case LATITUDE -> latitude;
            case LONGITUDE -> longitude;
            case HEIGHT -> height;
            case LOCATION -> location;
            case DESCRIPTION -> description;
            case SLOTS -> slots;
            case URL -> url;
            case SOFTWARE -> software;
            case HARDWARE -> hardware;
        };
    }

    @Override
    public byte[] encode() {
        var message = HomebrewFields.begin("RPTC", LENGTH).putInt(id);
        for (Field field : Field.values()) {
            HomebrewFields.putText(message, value(field), field.length);
        }
        return HomebrewFields.all(message);
    }
}
