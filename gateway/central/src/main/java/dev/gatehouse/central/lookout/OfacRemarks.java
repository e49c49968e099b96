package dev.gatehouse.central.lookout;

import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.lookout.SubjectKind;
import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.Sex;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the remarks of the OFAC list say, item by item: `DOB 10 Dec 1948; nationality Iraq;
/// Passport A1234567 (Iraq); Gender Male.` An item that says none of these is counted.
final class OfacRemarks {
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final Pattern DAY = Pattern.compile("(\\d{1,2}) ([A-Z][a-z]{2}) (\\d{4})");
    private static final Pattern MONTH = Pattern.compile("([A-Z][a-z]{2}) (\\d{4})");
    private static final Pattern DOCUMENT =
            Pattern.compile(
                    "(?:Passport|National ID No\\.|Cedula No\\.|Identification Number|D\\.N\\.I\\.|"
                            + "Travel Document Number|Diplomatic Passport|Personal ID Card|"
                            + "National Foreign ID Number|Residency Number|Stateless Person ID Card)"
                            + " ([^()]{1,40}?)(?: \\(([^)]{1,60})\\))?(?: (?:issued|expires).*)?");
    private static final Pattern ALIAS =
            Pattern.compile("(?:a|f|n)\\.k\\.a\\. ['\"](.{1,256})['\"]");
    private static final String IMO = "Vessel Registration Identification IMO ";
    private static final String IMO_COMPANY = "Identification Number IMO ";
    private static final String TAIL = "Aircraft Tail Number ";

    private OfacRemarks() {}

    static void take(String remarks, SubjectKind kind, ImportCollector collector) {
        for (String item : remarks.split(";", -1)) {
            String plain = item.strip();
            if (plain.endsWith(".")) {
                plain = plain.substring(0, plain.length() - 1).strip();
            }
            if (plain.startsWith("alt. ")) {
                plain = plain.substring("alt. ".length());
            }
            if (!plain.isEmpty() && !item(plain, kind, collector)) {
                collector.count("remarks_left_out");
            }
        }
    }

    private static boolean item(String item, SubjectKind kind, ImportCollector collector) {
        if (item.startsWith("DOB ")) {
            collector.birth(birth(item.substring("DOB ".length())));
            return true;
        }
        if (item.startsWith("nationality ") || item.startsWith("citizen ")) {
            collector.country(item.substring(item.indexOf(' ') + 1));
            return true;
        }
        if (item.startsWith("Gender ")) {
            collector.sex(Sex.of(item.substring("Gender ".length())));
            return true;
        }
        if (item.startsWith(IMO)) {
            return identifier(IdentifierKind.IMO_SHIP, item.substring(IMO.length()), collector);
        }
        if (item.startsWith(IMO_COMPANY)) {
            IdentifierKind number =
                    kind == SubjectKind.VESSEL
                            ? IdentifierKind.IMO_SHIP
                            : IdentifierKind.IMO_COMPANY;
            return identifier(number, item.substring(IMO_COMPANY.length()), collector);
        }
        if (item.startsWith("MMSI ")) {
            return identifier(IdentifierKind.MMSI, item.substring("MMSI ".length()), collector);
        }
        if (item.startsWith(TAIL)) {
            return identifier(
                    IdentifierKind.AIRCRAFT_MARK, item.substring(TAIL.length()), collector);
        }
        Matcher alias = ALIAS.matcher(item);
        if (alias.matches()) {
            collector.name(alias.group(1));
            return true;
        }
        Matcher document = DOCUMENT.matcher(item);
        if (kind == SubjectKind.PERSON && document.matches()) {
            String issuer = document.group(2);
            collector.document(document.group(1), issuer == null ? "" : issuer);
            return true;
        }
        return false;
    }

    private static boolean identifier(IdentifierKind kind, String text, ImportCollector collector) {
        int end = text.indexOf(' ');
        if (!collector.identifier(kind, end < 0 ? text : text.substring(0, end))) {
            collector.count("identifiers_not_mapped");
        }
        return true;
    }

    /// `10 Dec 1948`, `Dec 1948`, `1948`, `circa 1948`, and two of them with `to` between.
    static Optional<BirthDate> birth(String text) {
        String plain = text.strip();
        if (plain.length() > 60) {
            return Optional.empty();
        }
        if (plain.startsWith("circa ")) {
            String about = plain.substring("circa ".length());
            int year = Math.max(about.length() - 4, 0);
            return about.contains("-")
                    ? BirthDate.parse(about)
                    : BirthDate.parse("circa " + about.substring(year));
        }
        int to = plain.indexOf(" to ");
        if (to < 0) {
            return one(plain);
        }
        Optional<BirthDate> first = one(plain.substring(0, to));
        Optional<BirthDate> last = one(plain.substring(to + " to ".length()));
        if (first.isEmpty() || last.isEmpty() || first.get().first().isAfter(last.get().last())) {
            return Optional.empty();
        }
        return Optional.of(
                new BirthDate(
                        first.get().first(), last.get().last(), BirthDate.Precision.RANGE, false));
    }

    private static Optional<BirthDate> one(String text) {
        try {
            Matcher day = DAY.matcher(text);
            if (day.matches()) {
                int month = month(day.group(2));
                return month == 0
                        ? Optional.empty()
                        : Optional.of(
                                BirthDate.of(
                                        LocalDate.of(
                                                Integer.parseInt(day.group(3)),
                                                month,
                                                Integer.parseInt(day.group(1)))));
            }
            Matcher month = MONTH.matcher(text);
            if (month.matches()) {
                int number = month(month.group(1));
                return number == 0
                        ? Optional.empty()
                        : Optional.of(
                                BirthDate.month(
                                        YearMonth.of(Integer.parseInt(month.group(2)), number)));
            }
            return BirthDate.parse(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int month(String name) {
        return MONTHS.indexOf(name.toLowerCase(Locale.ROOT)) + 1;
    }
}
