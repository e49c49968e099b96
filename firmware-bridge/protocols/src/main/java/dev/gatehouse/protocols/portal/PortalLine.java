package dev.gatehouse.protocols.portal;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One ASCII line of a portal, without its line end (clause 1):
///
/// ```
/// GA,000077,000077,000077,000077
/// tt ffffff ffffff ffffff ffffff      tag and four fields, 30 characters
/// ```
///
/// A line of a known tag whose fields cannot be read is [Damaged] and not refused: a garbled `GA`
/// is an alarm all the same.
public sealed interface PortalLine {

    /// Longest line without its end.
    int MAX_BYTES = 64;

    /// Most digits of a count; six are usual.
    int MAX_DIGITS = 9;

    /// Background while nobody is there.
    ///
    /// @param kind gamma or neutron
    /// @param level what the portal says of it
    /// @param counts of 1 s
    record Background(Radiation kind, Level level, DetectorCounts counts) implements PortalLine {
        public Background {
            if (kind == Radiation.NEUTRON && level == Level.LOW) {
                throw new IllegalArgumentException("level: a neutron background is never low");
            }
        }
    }

    /// What a portal says of its background.
    enum Level {
        NORMAL,
        LOW,
        HIGH
    }

    /// Counts while somebody is there: gamma of 200 ms, neutrons of 1 s.
    ///
    /// @param kind gamma or neutron
    /// @param alarm the portal's own decision
    /// @param counts of the interval
    record Scan(Radiation kind, boolean alarm, DetectorCounts counts) implements PortalLine {}

    /// Speed of what passes.
    ///
    /// @param transitSeconds field of the time between the beams
    /// @param milesPerHour field
    /// @param kilometresPerHour field
    /// @param fourth field, not documented
    record Speed(
            PortalDecimal transitSeconds,
            PortalDecimal milesPerHour,
            PortalDecimal kilometresPerHour,
            PortalDecimal fourth)
            implements PortalLine {

        /// One foot: the distance of the beams.
        static final double BEAM_METRES = 0.3048;

        static final double KILOMETRES_PER_MILE = 1.609344;
        static final double TOLERANCE = 0.02;
        private static final double KMH_PER_MS = 3.6;

        /// Kilometres an hour where time, beams and both units agree within 2 %; empty where they
        /// do not.
        public Optional<Double> checkedKmh() {
            double metres = transitSeconds.value() * milesPerHour.value() * KILOMETRES_PER_MILE;
            boolean beams = near(metres / KMH_PER_MS, BEAM_METRES);
            boolean units =
                    near(kilometresPerHour.value(), milesPerHour.value() * KILOMETRES_PER_MILE);
            return beams && units ? Optional.of(kilometresPerHour.value()) : Optional.empty();
        }

        private static boolean near(double found, double expected) {
            return Math.abs(found - expected) <= TOLERANCE * expected;
        }
    }

    /// The conveyance has left.
    ///
    /// @param numbers the occupancy's number, which may stay 0 or start again; a second one that is
    ///   not documented; two zeros
    record End(DetectorCounts numbers) implements PortalLine {}

    /// The cabinet was opened or closed.
    ///
    /// @param fields zeros or ones, without a meaning
    record Tamper(boolean on, DetectorCounts fields) implements PortalLine {}

    /// A line of set-up, or of a time to come.
    record Other(String letters, Octets raw) implements PortalLine {}

    /// A known tag with fields that cannot be read.
    record Damaged(PortalTag known, Octets raw) implements PortalLine {}

    /// Reads one line without its end; trailing blanks are tolerated.
    static Decoded<PortalLine> decode(byte[] line) {
        int length = line.length;
        while (length > 0 && isBlank(line[length - 1])) {
            length--;
        }
        if (length > MAX_BYTES) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG,
                    "expected at most " + MAX_BYTES + " octets, found " + length);
        }
        if (length < 2) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT, "expected a tag of 2 letters, found " + length);
        }
        Octets raw = Octets.of(line, 0, length);
        String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        String letters = text.substring(0, 2);
        if (!isTag(letters) || (length > 2 && text.charAt(2) != ',')) {
            return Decoded.rejected(
                    RejectReason.BAD_SYNTAX, "expected a tag of 2 letters and a comma");
        }
        Optional<PortalTag> tag = PortalTag.of(letters);
        if (tag.isEmpty()) {
            return printable(text)
                    ? Decoded.message(new Other(letters, raw))
                    : Decoded.rejected(
                            RejectReason.BAD_ENCODING, "expected printable ASCII behind the tag");
        }
        return Decoded.message(
                read(tag.get(), List.of(text.split(",", -1)))
                        .orElseGet(() -> new Damaged(tag.get(), raw)));
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\r';
    }

    private static boolean isTag(String letters) {
        return letters.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
    }

    private static boolean printable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private static Optional<PortalLine> read(PortalTag tag, List<String> fields) {
        if (fields.size() != DetectorCounts.DETECTORS + 1) {
            return Optional.empty();
        }
        if (tag == PortalTag.SP) {
            return speed(fields);
        }
        return counts(fields).map(counts -> line(tag, counts));
    }

    private static PortalLine line(PortalTag tag, DetectorCounts counts) {
        return switch (tag) {
            case GB -> new Background(Radiation.GAMMA, Level.NORMAL, counts);
            case NB -> new Background(Radiation.NEUTRON, Level.NORMAL, counts);
            case GL -> new Background(Radiation.GAMMA, Level.LOW, counts);
            case GH -> new Background(Radiation.GAMMA, Level.HIGH, counts);
            case NH -> new Background(Radiation.NEUTRON, Level.HIGH, counts);
            case GS -> new Scan(Radiation.GAMMA, false, counts);
            case GA -> new Scan(Radiation.GAMMA, true, counts);
            case NS -> new Scan(Radiation.NEUTRON, false, counts);
            case NA -> new Scan(Radiation.NEUTRON, true, counts);
            case GX -> new End(counts);
            case TT -> new Tamper(true, counts);
            case TC -> new Tamper(false, counts);
            case SP -> throw new IllegalArgumentException("a speed has no counts");
        };
    }

    private static Optional<DetectorCounts> counts(List<String> fields) {
        List<Integer> counts = new ArrayList<>();
        for (String field : fields.subList(1, fields.size())) {
            boolean digits =
                    !field.isEmpty()
                            && field.length() <= MAX_DIGITS
                            && field.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits) {
                return Optional.empty();
            }
            counts.add(Integer.parseInt(field));
        }
        return Optional.of(
                new DetectorCounts(counts.get(0), counts.get(1), counts.get(2), counts.get(3)));
    }

    private static Optional<PortalLine> speed(List<String> fields) {
        List<PortalDecimal> numbers = new ArrayList<>();
        for (String field : fields.subList(1, fields.size())) {
            Optional<PortalDecimal> number = PortalDecimal.read(field);
            if (number.isEmpty()) {
                return Optional.empty();
            }
            numbers.add(number.get());
        }
        return Optional.of(
                new Speed(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3)));
    }

    /// The tag of this line; empty for one that is not known.
    default Optional<PortalTag> tag() {
        return switch (this) {
            case Background(Radiation kind, Level level, DetectorCounts _) ->
                    Optional.of(
                            switch (level) {
                                case NORMAL ->
                                        kind == Radiation.GAMMA ? PortalTag.GB : PortalTag.NB;
                                case LOW -> PortalTag.GL;
                                case HIGH -> kind == Radiation.GAMMA ? PortalTag.GH : PortalTag.NH;
                            });
            case Scan(Radiation kind, boolean alarm, DetectorCounts _) ->
                    Optional.of(
                            kind == Radiation.GAMMA
                                    ? (alarm ? PortalTag.GA : PortalTag.GS)
                                    : (alarm ? PortalTag.NA : PortalTag.NS));
            case Speed _ -> Optional.of(PortalTag.SP);
            case End _ -> Optional.of(PortalTag.GX);
            case Tamper(boolean on, DetectorCounts _) ->
                    Optional.of(on ? PortalTag.TT : PortalTag.TC);
            case Damaged(PortalTag tag, Octets _) -> Optional.of(tag);
            case Other _ -> Optional.empty();
        };
    }

    /// The line without its end.
    default byte[] encode() {
        String fields =
                switch (this) {
                    case Background(Radiation _, Level _, DetectorCounts counts) -> digits(counts);
                    case Scan(Radiation _, boolean _, DetectorCounts counts) -> digits(counts);
                    case End(DetectorCounts numbers) -> digits(numbers);
                    case Tamper(boolean _, DetectorCounts counts) -> digits(counts);
                    case Speed speed ->
                            ","
                                    + speed.transitSeconds().text()
                                    + ","
                                    + speed.milesPerHour().text()
                                    + ","
                                    + speed.kilometresPerHour().text()
                                    + ","
                                    + speed.fourth().text();
                    case Other(String _, Octets raw) -> text(raw).substring(2);
                    case Damaged(PortalTag _, Octets raw) -> text(raw).substring(2);
                };
        String letters =
                this instanceof Other(String known, Octets _)
                        ? known
                        : tag().map(Enum::name).orElseThrow();
        return (letters + fields).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(Octets raw) {
        return new String(raw.toArray(), StandardCharsets.ISO_8859_1);
    }

    private static String digits(DetectorCounts counts) {
        return String.format(
                Locale.ROOT,
                ",%06d,%06d,%06d,%06d",
                counts.d1(),
                counts.d2(),
                counts.d3(),
                counts.d4());
    }
}
