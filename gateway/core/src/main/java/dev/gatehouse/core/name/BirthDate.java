package dev.gatehouse.core.name;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.chrono.HijrahChronology;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A birth date as far as it is known: days from `first` to `last`.
///
/// @param first first day it can be
/// @param last last day it can be
/// @param precision how it was stated
/// @param converted whether it was stated in another calendar
public record BirthDate(LocalDate first, LocalDate last, Precision precision, boolean converted) {
    /// How a birth date was stated.
    public enum Precision {
        /// Day, month and year.
        DAY,
        /// Month and year.
        MONTH,
        /// Year.
        YEAR,
        /// About a year.
        CIRCA,
        /// Between two years or days.
        RANGE
    }

    /// Between the Buddhist era and ours.
    public static final int BUDDHIST_YEARS = 543;

    private static final int MAX_CHARS = 40;
    private static final int EARLIEST_YEAR = 1850;
    private static final int LATEST_YEAR = 2100;
    private static final int DECEMBER = 12;
    private static final int ETHIOPIAN_EPOCH_DAY = -716_367;
    private static final int ETHIOPIAN_MONTH_DAYS = 30;
    private static final int MRZ_CHARS = 6;
    private static final Pattern FULL = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})");
    private static final Pattern MONTH = Pattern.compile("(\\d{4})-(\\d{2})");
    private static final Pattern YEAR = Pattern.compile("(\\d{4})");
    private static final Pattern CIRCA =
            Pattern.compile("(?:circa|ca\\.?|c\\.|approximately|about)\\s*(\\d{4})");
    private static final Pattern RANGE =
            Pattern.compile("(?:between\\s+)?(\\d{4})\\s*(?:-|to|and|/)\\s*(\\d{4})");

    public BirthDate {
        if (first.isAfter(last)) {
            throw new IllegalArgumentException("the first day is after the last");
        }
        if (first.getYear() < EARLIEST_YEAR || last.getYear() > LATEST_YEAR) {
            throw new IllegalArgumentException("a birth year is 1850 to 2100");
        }
    }

    /// A full date. 1 January, 1 July and 30 June are what registers write when they know only the
    /// year, and are taken so.
    public static BirthDate of(LocalDate day) {
        int monthDay = day.getMonthValue() * 100 + day.getDayOfMonth();
        if (monthDay == 101 || monthDay == 701 || monthDay == 630) {
            return year(day.getYear());
        }
        return new BirthDate(day, day, Precision.DAY, false);
    }

    /// A month.
    public static BirthDate month(YearMonth month) {
        return new BirthDate(month.atDay(1), month.atEndOfMonth(), Precision.MONTH, false);
    }

    /// A year alone.
    public static BirthDate year(int year) {
        return years(year, year, Precision.YEAR);
    }

    /// About a year.
    public static BirthDate circa(int year) {
        return years(year, year, Precision.CIRCA);
    }

    /// Between two years, both included.
    public static BirthDate range(int from, int to) {
        return years(from, to, Precision.RANGE);
    }

    private static BirthDate years(int from, int to, Precision precision) {
        return new BirthDate(
                LocalDate.of(from, 1, 1), LocalDate.of(to, DECEMBER, 31), precision, false);
    }

    /// Text of a list: `1962-03-04`, `1962-03`, `1962`, `circa 1962`, `1957 to 1960`.
    public static Optional<BirthDate> parse(String text) {
        if (text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        String plain = text.strip().toLowerCase(Locale.ROOT);
        try {
            Matcher full = FULL.matcher(plain);
            if (full.matches()) {
                return Optional.of(of(LocalDate.parse(plain)));
            }
            if (MONTH.matcher(plain).matches()) {
                return Optional.of(month(YearMonth.parse(plain)));
            }
            Matcher year = YEAR.matcher(plain);
            if (year.matches()) {
                return Optional.of(year(Integer.parseInt(plain)));
            }
            Matcher circa = CIRCA.matcher(plain);
            if (circa.matches()) {
                return Optional.of(circa(Integer.parseInt(circa.group(1))));
            }
            Matcher range = RANGE.matcher(plain);
            return range.matches()
                    ? Optional.of(
                            range(
                                    Integer.parseInt(range.group(1)),
                                    Integer.parseInt(range.group(2))))
                    : Optional.empty();
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Six characters of an MRZ; `<<` in place of month or day is unknown. A year later than today
    /// belongs to 19xx.
    public static Optional<BirthDate> mrz(String field, LocalDate today) {
        if (field.length() != MRZ_CHARS) {
            return Optional.empty();
        }
        int shortYear = number(field.substring(0, 2));
        int month = number(field.substring(2, 4));
        int day = number(field.substring(4));
        if (shortYear < 0) {
            return Optional.empty();
        }
        int year = 2000 + shortYear > today.getYear() ? 1900 + shortYear : 2000 + shortYear;
        try {
            if (month < 0) {
                return Optional.of(year(year));
            }
            if (day < 0) {
                return Optional.of(month(YearMonth.of(year, month)));
            }
            LocalDate born = LocalDate.of(year, month, day);
            return Optional.of(of(born.isAfter(today) ? born.minusYears(100) : born));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// A date of the Islamic calendar (Umm al-Qura), 1300 to 1600.
    public static Optional<BirthDate> hijri(int year, int month, int day) {
        try {
            return Optional.of(
                    convertedDay(LocalDate.from(HijrahChronology.INSTANCE.date(year, month, day))));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// A date of the Buddhist era.
    public static Optional<BirthDate> buddhist(int year, int month, int day) {
        try {
            return Optional.of(convertedDay(LocalDate.of(year - BUDDHIST_YEARS, month, day)));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// A date of the Ethiopian calendar: twelve months of 30 days and one of 5 or 6.
    public static Optional<BirthDate> ethiopian(int year, int month, int day) {
        int longest = month <= 12 ? ETHIOPIAN_MONTH_DAYS : year % 4 == 3 ? 6 : 5;
        if (month < 1 || month > 13 || day < 1 || day > longest) {
            return Optional.empty();
        }
        long days = 365L * (year - 1) + year / 4 + ETHIOPIAN_MONTH_DAYS * (month - 1L) + day - 1;
        try {
            return Optional.of(convertedDay(LocalDate.ofEpochDay(ETHIOPIAN_EPOCH_DAY + days)));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static BirthDate convertedDay(LocalDate day) {
        return new BirthDate(day, day, Precision.DAY, true);
    }

    private static int number(String twoDigits) {
        boolean digits = twoDigits.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(twoDigits) : -1;
    }

    /// Birth dates are content: never printed by accident.
    @Override
    public String toString() {
        return "BirthDate[" + precision + "]";
    }
}
