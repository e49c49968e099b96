package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Octets;
import java.util.Optional;
import java.util.OptionalInt;

/// Where the speaker is (TS 102 361-2, clause 7.1.1.3 and 7.2.16 to 7.2.18), sent within a call.
///
/// @param reserved four bits as sent
/// @param error 0 to 7, see [#errorMetres]
/// @param longitudeRaw 25 bits, two's complement, of 360 degrees
/// @param latitudeRaw 24 bits, two's complement, of 180 degrees
public record GpsInfo(Head head, int reserved, int error, int longitudeRaw, int latitudeRaw)
        implements LinkControl {

    static final int FLCO = 0x08;
    static final int FLCO_MOTOROLA = 0x18;

    private static final int NO_FIX = 7;
    private static final int OUT_OF_SCALE = 6;
    private static final int LONGITUDE_BITS = 25;
    private static final int LATITUDE_BITS = 24;

    public GpsInfo {
        if (head.flco() != FLCO && head.flco() != FLCO_MOTOROLA) {
            throw new IllegalArgumentException("GPS LC: found FLCO " + head.flco());
        }
        Position.requireBits("reserved", reserved, 4);
        Position.requireBits("error", error, 3);
        Position.requireSigned("longitude", longitudeRaw, LONGITUDE_BITS);
        Position.requireSigned("latitude", latitudeRaw, LATITUDE_BITS);
    }

    /// To be sent, rounded to the nearest step.
    public static GpsInfo of(Position position, int error) {
        return new GpsInfo(
                LinkControl.Head.of(FLCO, FeatureSet.STANDARD),
                0,
                error,
                Position.raw(position.longitude(), 360, LONGITUDE_BITS),
                Position.raw(position.latitude(), 180, LATITUDE_BITS));
    }

    static GpsInfo read(Head head, Octets content) {
        long bits = (long) content.u24(0) << 32 | content.u32(3);
        return new GpsInfo(
                head,
                (int) (bits >> 52) & 0xF,
                (int) (bits >> 49) & 0x7,
                Position.signed((int) (bits >> LATITUDE_BITS), LONGITUDE_BITS),
                Position.signed((int) bits, LATITUDE_BITS));
    }

    @Override
    public Octets content() {
        long bits =
                (long) reserved << 52
                        | (long) error << 49
                        | (longitudeRaw & 0x1FF_FFFFL) << LATITUDE_BITS
                        | (latitudeRaw & 0xFF_FFFFL);
        byte[] content = new byte[CONTENT_BYTES];
        for (int i = 0; i < CONTENT_BYTES; i++) {
            content[i] = (byte) (bits >> (8 * (CONTENT_BYTES - 1 - i)));
        }
        return Octets.of(content);
    }

    /// Where, unless there is no fix: the error unknown, or both coordinates zero.
    public Optional<Position> position() {
        if (error == NO_FIX || (longitudeRaw == 0 && latitudeRaw == 0)) {
            return Optional.empty();
        }
        return Optional.of(
                new Position(
                        Position.degrees(latitudeRaw, 180, LATITUDE_BITS),
                        Position.degrees(longitudeRaw, 360, LONGITUDE_BITS)));
    }

    /// The position is right within this; empty when it may be further or is unknown.
    public OptionalInt errorMetres() {
        if (error >= OUT_OF_SCALE) {
            return OptionalInt.empty();
        }
        int metres = 2;
        for (int i = 0; i < error; i++) {
            metres *= 10;
        }
        return OptionalInt.of(metres);
    }

    @Override
    public String toString() {
        return "GpsInfo[error=" + error + ", position withheld]";
    }
}
