package dev.gatehouse.protocols.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MrzDateTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    /// The latest year that is not after today.
    @ParameterizedTest
    @CsvSource({
        "740812, 1974", "000101, 2000", "261122, 2026", "261123, 1926", "261201, 1926",
        "26<<<<, 2026", "2611<<, 2026", "2612<<, 1926", "27<<<<, 1927", "990101, 1999"
    })
    void birthsAreNotAfterToday(String text, int year) {
        assertEquals(year, new MrzDate(text).birthYear(TODAY));
    }

    @Test
    void aBirthACenturyEarlierIsKeptWhileSomebodyMayBeThatOld() {
        assertEquals(List.of(2010, 1910), new MrzDate("100101").possibleBirthYears(TODAY));
        assertEquals(List.of(2005), new MrzDate("050101").possibleBirthYears(TODAY));
        assertEquals(List.of(1974), new MrzDate("740812").possibleBirthYears(TODAY));
    }

    @Test
    void expiriesAreOfThisCentury() {
        assertEquals(2012, new MrzDate("120415").expiryYear());
        assertEquals(2099, new MrzDate("991231").expiryYear());
    }

    @ParameterizedTest
    @ValueSource(strings = {"71<<<<", "7112<<", "<<<<<<", "000229", "960229", "<<0229", "71<<12"})
    void whatIsNotKnownIsAFiller(String text) {
        assertTrue(new MrzDate(text).isDate());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "710012", "711301", "710100", "710132", "710229", "7A0101", "71<101", "7<<<<<"
            })
    void whatIsNotInTheCalendarIsNoDate(String text) {
        MrzDate date = new MrzDate(text);
        assertFalse(date.isDate());
        assertThrows(IllegalStateException.class, () -> date.birthYear(TODAY));
        assertThrows(IllegalStateException.class, date::expiryYear);
    }

    @Test
    void partsThatAreNotPrintedAreZero() {
        MrzDate date = new MrzDate("71<<<<");
        assertEquals(0, date.month());
        assertEquals(0, date.day());
        assertTrue(date.hasYear());
        assertFalse(new MrzDate("<<0102").hasYear());
        assertThrows(IllegalArgumentException.class, () -> new MrzDate("7101"));
    }
}
