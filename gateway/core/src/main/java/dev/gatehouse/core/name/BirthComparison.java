package dev.gatehouse.core.name;

import dev.gatehouse.core.name.BirthDate.Precision;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/// Compares a listed birth date with a presented one: the table of section 6 of the fact sheet.
final class BirthComparison {
    /// What two dates say about each other.
    enum Finding {
        /// The same day.
        EQUAL(500),
        /// The same with day and month swapped.
        DAY_MONTH_FLIP(300),
        /// One digit differs, or one day.
        NEAR_DATE(0),
        /// The same year and no more.
        SAME_YEAR(-500),
        /// The year before or after.
        NEXT_YEAR(-800),
        /// Another date altogether.
        DISJOINT(-2_500),
        /// Inside the year, month or range.
        INSIDE(200),
        /// Within two years of a rough year.
        CIRCA(100),
        /// Within five years of a rough year, or one year outside a range.
        NOT_FAR(0),
        /// Outside a year, a rough year or a range.
        OUTSIDE(-1_500);

        private final int points;

        Finding(int points) {
            this.points = points;
        }

        int points() {
            return points;
        }

        /// Equal as far as people write dates.
        boolean isEqual() {
            return switch (this) {
                case EQUAL, DAY_MONTH_FLIP -> true;
                case NEAR_DATE, SAME_YEAR, NEXT_YEAR, DISJOINT, INSIDE, CIRCA, NOT_FAR, OUTSIDE ->
                        false;
            };
        }
    }

    private static final int CIRCA_NEAR_YEARS = 2;
    private static final int CIRCA_FAR_YEARS = 5;
    private static final int GUESSED_YEARS = 5;
    private static final int HIGHEST_MONTH = 12;

    private BirthComparison() {}

    static Finding compare(BirthDate listed, BirthDate presented) {
        if (listed.precision() == Precision.CIRCA || presented.precision() == Precision.CIRCA) {
            return circa(yearsApart(listed, presented));
        }
        if (listed.precision() == Precision.DAY && presented.precision() == Precision.DAY) {
            return days(listed.first(), presented.first());
        }
        boolean overlap =
                !listed.last().isBefore(presented.first())
                        && !presented.last().isBefore(listed.first());
        if (overlap) {
            return Finding.INSIDE;
        }
        boolean range =
                listed.precision() == Precision.RANGE || presented.precision() == Precision.RANGE;
        int years = yearsApart(listed, presented);
        if (years <= 1) {
            return range ? Finding.NOT_FAR : Finding.NEXT_YEAR;
        }
        // a year may be a register's guess, but not by half a generation
        return range || years <= GUESSED_YEARS ? Finding.OUTSIDE : Finding.DISJOINT;
    }

    private static Finding circa(int years) {
        if (years <= CIRCA_NEAR_YEARS) {
            return Finding.CIRCA;
        }
        return years <= CIRCA_FAR_YEARS ? Finding.NOT_FAR : Finding.OUTSIDE;
    }

    private static int yearsApart(BirthDate listed, BirthDate presented) {
        int after = presented.first().getYear() - listed.last().getYear();
        int before = listed.first().getYear() - presented.last().getYear();
        return Math.max(0, Math.max(after, before));
    }

    private static Finding days(LocalDate listed, LocalDate presented) {
        if (listed.equals(presented)) {
            return Finding.EQUAL;
        }
        if (isFlip(listed, presented)) {
            return Finding.DAY_MONTH_FLIP;
        }
        if (oneDigit(listed, presented)
                || Math.abs(ChronoUnit.DAYS.between(listed, presented)) == 1) {
            return Finding.NEAR_DATE;
        }
        int years = Math.abs(listed.getYear() - presented.getYear());
        if (years == 0) {
            return Finding.SAME_YEAR;
        }
        return years == 1 ? Finding.NEXT_YEAR : Finding.DISJOINT;
    }

    private static boolean isFlip(LocalDate listed, LocalDate presented) {
        if (listed.getDayOfMonth() > HIGHEST_MONTH) {
            return false;
        }
        try {
            LocalDate flipped =
                    LocalDate.of(listed.getYear(), listed.getDayOfMonth(), listed.getMonthValue());
            return flipped.equals(presented);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean oneDigit(LocalDate listed, LocalDate presented) {
        String one = listed.toString();
        String other = presented.toString();
        int different = 0;
        for (int i = 0; i < one.length(); i++) {
            different += one.charAt(i) == other.charAt(i) ? 0 : 1;
        }
        return different == 1;
    }
}
