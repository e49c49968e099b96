package dev.gatehouse.protocols.hytera;

import dev.gatehouse.protocols.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Where a radio is, as 40 ASCII octets in the manner of NMEA (sheet, section 6). Kept as received,
/// for a field that a radio does not know is filled with NUL and one it garbles must not cost the
/// message around it, which may be an emergency; every reading is therefore optional.
///
/// ```
///  0  1       7       13 14         23 24          34     37   40
///  +--+-------+-------+--+----------+--+-----------+------+-----+
///  |A | HHMMSS| DDMMYY|N |DDMM.MMMM |E |DDDMM.MMMM |speed | dir |
///  |V | UTC   |       |S |          |W |           |knots | deg |
///  +--+-------+-------+--+----------+--+-----------+------+-----+
/// ```
///
/// @param octets exactly 40
public record GpsBlock(Octets octets) {

    /// Size on the wire.
    public static final int LENGTH_BYTES = 40;

    private static final int STATUS_AT = 0;
    private static final int TIME_AT = 1;
    private static final int DATE_AT = 7;
    private static final int NORTH_AT = 13;
    private static final int LATITUDE_AT = 14;
    private static final int EAST_AT = 23;
    private static final int LONGITUDE_AT = 24;
    private static final int SPEED_AT = 34;
    private static final int DIRECTION_AT = 37;

    private static final double MINUTES_PER_DEGREE = 60;
    private static final double KMH_PER_KNOT = 1.852;
    private static final int MAX_LATITUDE = 90;
    private static final int MAX_LONGITUDE = 180;
    private static final int FULL_CIRCLE = 360;
    private static final int CENTURY = 2000;
    private static final double MAX_KNOTS = 999;

    public GpsBlock {
        if (octets.length() != LENGTH_BYTES) {
            throw new IllegalArgumentException(
                    "GPS block: expected 40 octets, found " + octets.length());
        }
    }

    static GpsBlock get(ByteBuffer in) {
        return new GpsBlock(Octets.get(in, LENGTH_BYTES));
    }

    /// A valid fix as a radio writes it.
    ///
    /// @param knots 0 to 999
    /// @param directionDeg 0 to 359
    public static GpsBlock of(
            double latitude, double longitude, Instant at, double knots, int directionDeg) {
        LocalDateTime utc = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
        String speed =
                knots < 10
                        ? String.format(Locale.ROOT, "%.1f", Math.min(knots, 9.9))
                        : String.format(
                                Locale.ROOT, "%03d", Math.round(Math.min(knots, MAX_KNOTS)));
        String text =
                String.format(
                        Locale.ROOT,
                        "A%02d%02d%02d%02d%02d%02d%s%s%s%s%s%03d",
                        utc.getHour(),
                        utc.getMinute(),
                        utc.getSecond(),
                        utc.getDayOfMonth(),
                        utc.getMonthValue(),
                        utc.getYear() % 100,
                        latitude < 0 ? "S" : "N",
                        angle(Math.abs(latitude), 2, MAX_LATITUDE),
                        longitude < 0 ? "W" : "E",
                        angle(Math.abs(longitude), 3, MAX_LONGITUDE),
                        speed,
                        Math.floorMod(directionDeg, FULL_CIRCLE));
        return new GpsBlock(Octets.of(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /// No fix: status V and nothing known.
    public static GpsBlock withoutFix() {
        byte[] bytes = new byte[LENGTH_BYTES];
        bytes[STATUS_AT] = 'V';
        return new GpsBlock(Octets.of(bytes));
    }

    private static String angle(double degrees, int digits, int most) {
        if (!(degrees <= most)) {
            throw new IllegalArgumentException("angle: expected at most " + most + " degrees");
        }
        long tenThousandths = Math.round(degrees * MINUTES_PER_DEGREE * 10_000);
        return String.format(
                Locale.ROOT,
                "%0" + digits + "d%02d.%04d",
                tenThousandths / 600_000,
                tenThousandths % 600_000 / 10_000,
                tenThousandths % 10_000);
    }

    /// The radio says that its position is good.
    public boolean valid() {
        return octets.at(STATUS_AT) == 'A';
    }

    /// Degrees, north positive; empty without a fix.
    public OptionalDouble latitude() {
        return hasFix() ? latitudeRead() : OptionalDouble.empty();
    }

    /// Degrees, east positive; empty without a fix.
    public OptionalDouble longitude() {
        return hasFix() ? longitudeRead() : OptionalDouble.empty();
    }

    /// Status V, unreadable or all-zero coordinates are no position.
    public boolean hasFix() {
        OptionalDouble north = latitudeRead();
        OptionalDouble east = longitudeRead();
        return valid()
                && north.isPresent()
                && east.isPresent()
                && !(north.getAsDouble() == 0 && east.getAsDouble() == 0);
    }

    private OptionalDouble latitudeRead() {
        return signed(octets.at(NORTH_AT), 'N', 'S', LATITUDE_AT, 2, MAX_LATITUDE);
    }

    private OptionalDouble longitudeRead() {
        return signed(octets.at(EAST_AT), 'E', 'W', LONGITUDE_AT, 3, MAX_LONGITUDE);
    }

    private OptionalDouble signed(
            int side, char positive, char negative, int at, int digits, int most) {
        OptionalInt degrees = digits(at, digits);
        OptionalInt minutes = digits(at + digits, 2);
        OptionalInt fraction = digits(at + digits + 3, 4);
        if ((side != positive && side != negative)
                || octets.at(at + digits + 2) != '.'
                || degrees.isEmpty()
                || minutes.isEmpty()
                || fraction.isEmpty()
                || minutes.getAsInt() >= MINUTES_PER_DEGREE) {
            return OptionalDouble.empty();
        }
        double value =
                degrees.getAsInt()
                        + (minutes.getAsInt() + fraction.getAsInt() / 10_000.0)
                                / MINUTES_PER_DEGREE;
        return value > most
                ? OptionalDouble.empty()
                : OptionalDouble.of(side == negative ? -value : value);
    }

    private OptionalInt digits(int at, int count) {
        int value = 0;
        for (int i = at; i < at + count; i++) {
            int digit = octets.at(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalInt.empty();
            }
            value = value * 10 + digit;
        }
        return OptionalInt.of(value);
    }

    /// When the fix was taken, by the radio's own clock.
    public Optional<Instant> time() {
        int[] parts = new int[6];
        for (int i = 0; i < parts.length; i++) {
            OptionalInt part = digits(i < 3 ? TIME_AT + 2 * i : DATE_AT + 2 * (i - 3), 2);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts[i] = part.getAsInt();
        }
        try {
            return Optional.of(
                    LocalDateTime.of(
                                    CENTURY + parts[5],
                                    parts[4],
                                    parts[3],
                                    parts[0],
                                    parts[1],
                                    parts[2])
                            .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    public OptionalDouble speedKmh() {
        int point = -1;
        int value = 0;
        for (int i = 0; i < DIRECTION_AT - SPEED_AT; i++) {
            int octet = octets.at(SPEED_AT + i);
            if (octet == '.' && point < 0) {
                point = DIRECTION_AT - SPEED_AT - 1 - i;
            } else if (octet >= '0' && octet <= '9') {
                value = value * 10 + octet - '0';
            } else {
                return OptionalDouble.empty();
            }
        }
        return OptionalDouble.of(value / Math.pow(10, Math.max(0, point)) * KMH_PER_KNOT);
    }

    /// Degrees from north, 0 to 359.
    public OptionalInt directionDeg() {
        OptionalInt found = digits(DIRECTION_AT, 3);
        return found.isPresent() && found.getAsInt() <= FULL_CIRCLE
                ? OptionalInt.of(found.getAsInt() % FULL_CIRCLE)
                : OptionalInt.empty();
    }

    /// Where a person is: never printed by accident.
    @Override
    public String toString() {
        return "GpsBlock[fix=" + hasFix() + ", content withheld]";
    }
}
