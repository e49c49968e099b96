package dev.gatehouse.protocols.document;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/// Date of a machine readable zone, `YYMMDD`, where fillers stand for what is not known (ICAO Doc
/// 9303-3, section 4.8). The century is not in the zone: it follows from what the date is of, and
/// for a birth from today.
///
/// @param text six characters as printed
public record MrzDate(String text) {
    /// Nobody is older; an earlier birth is not kept as a second reading of the year.
    public static final int MAX_AGE_YEARS = 120;

    private static final int CENTURY = 100;
    private static final int EXPIRY_CENTURY = 2000;
    private static final int MONTHS = 12;
    private static final int LEAP_YEAR = 2000;
    private static final String UNKNOWN = "<<";

    public MrzDate {
        if (text.length() != MrzForm.DATE_CHARS) {
            throw new IllegalArgumentException("date: expected 6 characters");
        }
    }

    /// Whether every part is unknown or in the calendar.
    public boolean isDate() {
        for (int part = 0; part < 3; part++) {
            if (!isUnknown(part) && !MrzText.digits(text, 2 * part, 2 * part + 2)) {
                return false;
            }
        }
        int month = month();
        boolean monthFits = isUnknown(1) || (month >= 1 && month <= MONTHS);
        return monthFits && (isUnknown(2) || (day() >= 1 && day() <= longestMonth(month)));
    }

    private int longestMonth(int month) {
        if (month == 0) {
            return 31;
        }
        // two digits do not tell 1900 from 2000: the year that has a 29 February decides
        int year = isUnknown(0) ? LEAP_YEAR : EXPIRY_CENTURY + two(0);
        return YearMonth.of(year, month).lengthOfMonth();
    }

    /// Whether the year is printed; without it the date says nothing.
    public boolean hasYear() {
        return !isUnknown(0);
    }

    /// Month 1 to 12, 0 when unknown.
    public int month() {
        return two(1);
    }

    /// Day of the month, 0 when unknown.
    public int day() {
        return two(2);
    }

    /// Year of a birth: the latest one that is not after today.
    ///
    /// @throws IllegalStateException when the year is not printed or the date is none
    public int birthYear(LocalDate today) {
        int year = today.getYear() / CENTURY * CENTURY + yearOfCentury();
        return isAfter(year, today) ? year - CENTURY : year;
    }

    /// Years that a birth may be of, the likeliest first: a century earlier is possible too as long
    /// as nobody would be older than [#MAX_AGE_YEARS].
    ///
    /// @throws IllegalStateException when the year is not printed or the date is none
    public List<Integer> possibleBirthYears(LocalDate today) {
        int latest = birthYear(today);
        int earlier = latest - CENTURY;
        return today.getYear() - earlier <= MAX_AGE_YEARS
                ? List.of(latest, earlier)
                : List.of(latest);
    }

    /// Year of an expiry, always of this century.
    ///
    /// @throws IllegalStateException when the year is not printed or the date is none
    public int expiryYear() {
        return EXPIRY_CENTURY + yearOfCentury();
    }

    private int yearOfCentury() {
        if (!hasYear() || !isDate()) {
            throw new IllegalStateException("date: no year is printed, or it is none");
        }
        return two(0);
    }

    /// Compares as far as the birth is known: what is not known is taken as early as it can be.
    private boolean isAfter(int year, LocalDate today) {
        if (year != today.getYear() || month() == 0) {
            return year > today.getYear();
        }
        return month() == today.getMonthValue()
                ? day() > today.getDayOfMonth()
                : month() > today.getMonthValue();
    }

    private boolean isUnknown(int part) {
        return text.startsWith(UNKNOWN, 2 * part);
    }

    private int two(int part) {
        int at = 2 * part;
        if (!MrzText.digits(text, at, at + 2)) {
            return 0;
        }
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }

    /// Dates of birth are content: never printed by accident.
    @Override
    public String toString() {
        return "MrzDate[content withheld]";
    }
}
