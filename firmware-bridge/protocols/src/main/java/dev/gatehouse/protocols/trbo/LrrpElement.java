package dev.gatehouse.protocols.trbo;

import dev.gatehouse.protocols.Octets;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;

/// One element of an LRRP document: a token and its value (sheet, section 4). The same token means
/// one thing in a request and another in a report.
public sealed interface LrrpElement {

    /// The octet that opens the element.
    int token();

    /// Writes what follows the token.
    void put(ByteBuffer out);

    /// Octets of text or id within; numbers are never long.
    default int carriedOctets() {
        return 0;
    }

    /// Which request this belongs to.
    record RequestId(Octets id) implements LrrpElement {
        static final int TOKEN = 0x22;

        @Override
        public int carriedOctets() {
            return id.length();
        }

        @Override
        public int token() {
            return TOKEN;
        }

        @Override
        public void put(ByteBuffer out) {
            Mbxml.putSized(out, id);
        }
    }

    /// Likewise, in one octet.
    record ShortRequestId(int id) implements LrrpElement {
        static final int TOKEN = 0x23;

        public ShortRequestId {
            Mbxml.requireOctet("request id", id);
        }

        @Override
        public int token() {
            return TOKEN;
        }

        @Override
        public void put(ByteBuffer out) {
            out.put((byte) id);
        }
    }

    /// Likewise, as a place in the constant table.
    record TableRequestId(long offset) implements LrrpElement {
        static final int TOKEN = 0x24;

        public TableRequestId {
            Mbxml.requireNumber("table offset", offset);
        }

        @Override
        public int token() {
            return TOKEN;
        }

        @Override
        public void put(ByteBuffer out) {
            Mbxml.putUintvar(out, offset);
        }
    }

    /// A token without a value: what a request asks for, or that it succeeded.
    record Mark(int token) implements LrrpElement {
        /// In a request: report once.
        public static final int ONE_SHOT = 0x33;

        /// In a request: report again and again; an [Interval] follows.
        public static final int PERIODIC = 0x34;

        /// In a report: done.
        public static final int SUCCESS = 0x38;

        /// In a request: tell the accuracy.
        public static final int WANT_ACCURACY = 0x50;

        /// In a request: tell accuracy and time.
        public static final int WANT_ACCURACY_AND_TIME = 0x51;

        /// In a request: tell the time.
        public static final int WANT_TIME = 0x52;

        /// In a request: tell the altitude.
        public static final int WANT_ALTITUDE = 0x54;

        /// In a request: tell the direction.
        public static final int WANT_DIRECTION = 0x57;

        /// In a request: tell the speed.
        public static final int WANT_SPEED = 0x62;

        /// In a request: tell the vertical speed.
        public static final int WANT_VERTICAL_SPEED = 0x64;

        public Mark {
            Mbxml.requireOctet("token", token);
        }

        @Override
        public void put(ByteBuffer out) {}
    }

    /// Seconds between reports.
    record Interval(long seconds) implements LrrpElement {
        static final int TOKEN = 0x31;

        public Interval {
            Mbxml.requireNumber("interval", seconds);
        }

        @Override
        public int token() {
            return TOKEN;
        }

        @Override
        public void put(ByteBuffer out) {
            Mbxml.putUintvar(out, seconds);
        }
    }

    /// When the position was taken, by the radio's own clock, which may be wrong by the roll-over
    /// of the GPS week: years before 2015 are not to be believed.
    ///
    /// @param bits year 14, month 4, day 5, hour 5, minute 6, second 6; UTC
    record Time(long bits) implements LrrpElement {
        static final int TOKEN = 0x34;
        static final int LENGTH = 5;
        private static final long MAX = (1L << 40) - 1;

        public Time {
            if (bits < 0 || bits > MAX) {
                throw new IllegalArgumentException("LRRP time: expected 40 bits");
            }
        }

        public static Time of(Instant at) {
            LocalDateTime utc = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
            long bits = utc.getYear();
            bits = bits << 4 | utc.getMonthValue();
            bits = bits << 5 | utc.getDayOfMonth();
            bits = bits << 5 | utc.getHour();
            bits = bits << 6 | utc.getMinute();
            return new Time(bits << 6 | utc.getSecond());
        }

        static Time get(ByteBuffer in) {
            long high = Byte.toUnsignedLong(in.get());
            return new Time(high << 32 | Integer.toUnsignedLong(in.getInt()));
        }

        /// Empty when the bits are no moment.
        public Optional<Instant> instant() {
            try {
                return Optional.of(
                        LocalDateTime.of(
                                        (int) (bits >> 26),
                                        (int) (bits >> 22 & 0xF),
                                        (int) (bits >> 17 & 0x1F),
                                        (int) (bits >> 12 & 0x1F),
                                        (int) (bits >> 6 & 0x3F),
                                        (int) (bits & 0x3F))
                                .toInstant(ZoneOffset.UTC));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        @Override
        public int token() {
            return TOKEN;
        }

        @Override
        public void put(ByteBuffer out) {
            out.put((byte) (bits >> 32)).putInt((int) bits);
        }
    }

    /// Octets that the sources only call text: a time (35).
    record TimeText(Octets text) implements LrrpElement {
        static final int TOKEN = 0x35;

        @Override
        public int carriedOctets() {
            return text.length();
        }

        @Override
        public int token() {
            return TOKEN;
        }

        @Override
        public void put(ByteBuffer out) {
            Mbxml.putSized(out, text);
        }
    }

    /// Version of the protocol.
    record Version(long number) implements LrrpElement {
        static final int TOKEN = 0x36;

        public Version {
            Mbxml.requireNumber("version", number);
        }

        @Override
        public int token() {
            return TOKEN;
        }

        @Override
        public void put(ByteBuffer out) {
            Mbxml.putUintvar(out, number);
        }
    }

    /// How it went.
    ///
    /// @param code [#OK], [#BAD_COMMAND], [#NO_GPS], [#NOT_ENOUGH_GPS] or another
    record Result(long code) implements LrrpElement {
        /// Done.
        public static final int OK = 0;

        /// The radio did not understand.
        public static final int BAD_COMMAND = 0x0A;

        /// The radio has no GPS.
        public static final int NO_GPS = 0x10;

        /// It has no fix.
        public static final int NOT_ENOUGH_GPS = 0x200;

        static final int TOKEN = 0x37;

        public Result {
            Mbxml.requireNumber("result", code);
        }

        @Override
        public int token() {
            return TOKEN;
        }

        @Override
        public void put(ByteBuffer out) {
            Mbxml.putUintvar(out, code);
        }
    }

    /// That it failed, and why.
    ///
    /// @param code as in [Result]
    /// @param text the radio's own words
    record OperationError(long code, Octets text) implements LrrpElement {
        static final int TOKEN = 0x39;

        public OperationError {
            Mbxml.requireNumber("error", code);
        }

        @Override
        public int carriedOctets() {
            return text.length();
        }

        @Override
        public int token() {
            return TOKEN;
        }

        @Override
        public void put(ByteBuffer out) {
            Mbxml.putUintvar(out, code);
            Mbxml.putSized(out, text);
        }
    }

    /// A place: a point or a circle, flat or with altitude. The forms differ in what follows
    /// latitude and longitude.
    ///
    /// @param latitudeBits sign and magnitude, 180/2^32 degrees a unit; the sign is south
    /// @param longitudeBits two's complement, 360/2^32 degrees a unit
    /// @param radius metres, of circles
    /// @param altitude metres, of forms with altitude
    /// @param altitudeAccuracy metres, of the most exact forms
    record Place(
            Form form,
            int latitudeBits,
            int longitudeBits,
            Optional<Metres> radius,
            Optional<Metres> altitude,
            Optional<Metres> altitudeAccuracy)
            implements LrrpElement {

        static final int LEAST = 2 * Integer.BYTES;
        private static final double LATITUDE_UNIT = 180 / 4294967296.0;
        private static final double LONGITUDE_UNIT = 360 / 4294967296.0;
        private static final int MAGNITUDE = 0x7FFF_FFFF;
        private static final int SIGN = 0x8000_0000;
        private static final double MAX_LATITUDE = 90;

        /// Which place.
        public enum Form {
            CIRCLE_2D(0x51, true, false, false),
            CIRCLE_3D(0x54, true, true, false),
            CIRCLE_3D_ACCURATE(0x55, true, true, true),
            POINT_2D(0x66, false, false, false),
            POINT_3D(0x69, false, true, false),
            POINT_3D_ACCURATE(0x6A, false, true, true);

            private final int token;
            private final boolean circle;
            private final boolean high;
            private final boolean accurate;

            Form(int token, boolean circle, boolean high, boolean accurate) {
                this.token = token;
                this.circle = circle;
                this.high = high;
                this.accurate = accurate;
            }

            static Optional<Form> of(int token) {
                for (Form form : values()) {
                    if (form.token == token) {
                        return Optional.of(form);
                    }
                }
                return Optional.empty();
            }
        }

        public Place {
            if (radius.isPresent() != form.circle
                    || altitude.isPresent() != form.high
                    || altitudeAccuracy.isPresent() != form.accurate) {
                throw new IllegalArgumentException("LRRP place: not the fields of " + form);
            }
        }

        /// A point on the ground.
        ///
        /// @param latitude degrees, -90 to 90
        /// @param longitude degrees, -180 to 180
        public static Place point(double latitude, double longitude) {
            return new Place(
                    Form.POINT_2D,
                    latitudeBits(latitude),
                    longitudeBits(longitude),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        /// A point with its uncertainty.
        public static Place circle(double latitude, double longitude, double radiusMetres) {
            return new Place(
                    Form.CIRCLE_2D,
                    latitudeBits(latitude),
                    longitudeBits(longitude),
                    Optional.of(Metres.of(radiusMetres)),
                    Optional.empty(),
                    Optional.empty());
        }

        private static int latitudeBits(double degrees) {
            if (!(Math.abs(degrees) <= MAX_LATITUDE)) {
                throw new IllegalArgumentException("latitude: expected -90..90");
            }
            long magnitude = Math.min(MAGNITUDE, Math.round(Math.abs(degrees) / LATITUDE_UNIT));
            return (int) magnitude | (degrees < 0 ? SIGN : 0);
        }

        private static int longitudeBits(double degrees) {
            if (!(Math.abs(degrees) <= 2 * MAX_LATITUDE)) {
                throw new IllegalArgumentException("longitude: expected -180..180");
            }
            return (int) Math.round(degrees / LONGITUDE_UNIT);
        }

        static Optional<LrrpElement> get(Form form, ByteBuffer in) {
            if (in.remaining() < LEAST) {
                return Optional.empty();
            }
            int latitude = in.getInt();
            int longitude = in.getInt();
            Optional<Metres> radius = form.circle ? Metres.get(in, false) : Optional.empty();
            Optional<Metres> altitude = form.high ? Metres.get(in, true) : Optional.empty();
            Optional<Metres> accuracy = form.accurate ? Metres.get(in, false) : Optional.empty();
            return radius.isPresent() != form.circle
                            || altitude.isPresent() != form.high
                            || accuracy.isPresent() != form.accurate
                    ? Optional.empty()
                    : Optional.of(new Place(form, latitude, longitude, radius, altitude, accuracy));
        }

        /// Degrees, north positive.
        public double latitude() {
            double size = (latitudeBits & MAGNITUDE) * LATITUDE_UNIT;
            return latitudeBits < 0 ? -size : size;
        }

        /// Degrees, east positive.
        public double longitude() {
            return longitudeBits * LONGITUDE_UNIT;
        }

        /// Both coordinates zero is how a radio says that it knows nothing.
        public boolean known() {
            return (latitudeBits & MAGNITUDE) != 0 || longitudeBits != 0;
        }

        @Override
        public int token() {
            return form.token;
        }

        @Override
        public void put(ByteBuffer out) {
            out.putInt(latitudeBits).putInt(longitudeBits);
            radius.ifPresent(metres -> metres.number.put(out, false));
            altitude.ifPresent(metres -> metres.number.put(out, true));
            altitudeAccuracy.ifPresent(metres -> metres.number.put(out, false));
        }

        /// Where a person is: never printed by accident.
        @Override
        public String toString() {
            return "LrrpElement.Place[form=" + form + ", content withheld]";
        }
    }

    /// A distance as it was sent.
    record Metres(LrrpDecimal number) {

        public static Metres of(double metres) {
            return new Metres(LrrpDecimal.of(metres));
        }

        private static Optional<Metres> get(ByteBuffer in, boolean signed) {
            return LrrpDecimal.get(in, signed).map(Metres::new);
        }

        public double value() {
            return number.value();
        }
    }

    /// Where the radio moves, in units of 2 degrees.
    record Direction(int units) implements LrrpElement {
        static final int TOKEN = 0x56;
        private static final int UNIT_DEG = 2;

        public Direction {
            Mbxml.requireOctet("direction", units);
        }

        /// Degrees from north; empty when the octet is beyond a circle.
        public OptionalDouble degrees() {
            return units < 180 ? OptionalDouble.of(units * UNIT_DEG) : OptionalDouble.empty();
        }

        @Override
        public int token() {
            return TOKEN;
        }

        @Override
        public void put(ByteBuffer out) {
            out.put((byte) units);
        }
    }

    /// A speed in metres a second: horizontal, or vertical with its sign.
    record Speed(boolean vertical, LrrpDecimal number) implements LrrpElement {
        static final int TOKEN = 0x6C;
        static final int VERTICAL_TOKEN = 0x70;

        public static Speed horizontal(double metresPerSecond) {
            return new Speed(false, LrrpDecimal.of(metresPerSecond));
        }

        public double metresPerSecond() {
            return number.value();
        }

        @Override
        public int token() {
            return vertical ? VERTICAL_TOKEN : TOKEN;
        }

        @Override
        public void put(ByteBuffer out) {
            number.put(out, vertical);
        }
    }

    /// One octet: a confidence (65), or one that nobody explains (6B).
    record Single(int token, int value) implements LrrpElement {
        static final int CONFIDENCE = 0x65;
        static final int UNEXPLAINED = 0x6B;

        public Single {
            Mbxml.requireOctet("token", token);
            Mbxml.requireOctet("value", value);
        }

        @Override
        public void put(ByteBuffer out) {
            out.put((byte) value);
        }
    }
}
