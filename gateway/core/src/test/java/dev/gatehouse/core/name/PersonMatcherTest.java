package dev.gatehouse.core.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every row of the table of section 6 of the fact sheet.
final class PersonMatcherTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    /// Weight of what is not common.
    private static final int RARE = 300;

    private final PersonMatcher matcher = new PersonMatcher(BandLimits.DEFAULT);

    @ParameterizedTest(name = "{0} / {1} -> {2} {3}")
    @CsvSource({
        "1962-03-04, 1962-03-04, EQUAL, 500",
        "1962-03-04, 1962-04-03, DAY_MONTH_FLIP, 300",
        "1962-03-14, 1962-03-15, NEAR_DATE, 0",
        "1962-03-14, 1962-03-24, NEAR_DATE, 0",
        "1962-03-14, 1972-03-14, NEAR_DATE, 0",
        "1962-02-28, 1962-03-01, NEAR_DATE, 0",
        "1962-03-14, 1962-09-25, SAME_YEAR, -500",
        "1962-03-14, 1963-09-25, NEXT_YEAR, -800",
        "1962-03-14, 1980-09-25, DISJOINT, -2500",
        "1962, 1962-09-25, INSIDE, 200",
        "1962-03, 1962-03-25, INSIDE, 200",
        "1962-03, 1962-04-25, NEXT_YEAR, -800",
        "1962, 1963-09-25, NEXT_YEAR, -800",
        "1962, 1967-09-25, OUTSIDE, -1500",
        "1962, 1980-09-25, DISJOINT, -2500",
        "1962-03-14, 1962, INSIDE, 200",
        "circa 1962, 1964-09-25, CIRCA, 100",
        "circa 1962, 1967-09-25, NOT_FAR, 0",
        "circa 1962, 1968-09-25, OUTSIDE, -1500",
        "1957 to 1960, 1958-09-25, INSIDE, 200",
        "1957 to 1960, 1961-09-25, NOT_FAR, 0",
        "1957 to 1960, 1962-09-25, OUTSIDE, -1500",
        "1962-01-01, 1962-09-25, INSIDE, 200",
        "1962-07-01, 1962-09-25, INSIDE, 200",
        "1962-06-30, 1962-09-25, INSIDE, 200",
    })
    void birthDates(String listed, String presented, String finding, int points) {
        PersonMatch match = match(8_000, facts(listed), facts(presented), false);
        NameStep step = match.steps().getLast();
        assertEquals(finding, step.detail());
        assertEquals(points, step.points());
        assertEquals(8_000 + points, match.points());
        assertEquals(match.points(), NameScore.recompute(match.steps()));
    }

    @Test
    void theBestOfSeveralListedDatesCountsAndIsNamed() {
        PersonFacts listed =
                new PersonFacts(
                        List.of(date("1950-02-03"), date("1962-03-04")), Sex.UNSPECIFIED, Set.of());
        PersonMatch match = match(8_000, listed, facts("1962-03-04"), false);
        assertEquals(8_500, match.points());
        assertEquals("#2", match.steps().getLast().left());
    }

    @Test
    void anAbsentDateSaysNothing() {
        assertEquals(8_000, match(8_000, facts("1962-03-04"), PersonFacts.UNKNOWN, false).points());
    }

    @Test
    void anEqualDateLiftsAndADisjointOneKeepsDown() {
        PersonFacts listed = facts("1962-03-04");
        assertEquals(Band.PROBABLE, match(7_000, listed, facts("1962-03-04"), false).band());
        assertEquals(Band.POSSIBLE, match(7_000, facts("1962"), facts("1962-03-04"), false).band());
        assertEquals(Band.POSSIBLE, match(10_000, listed, facts("1980-09-25"), false).band());
        assertEquals(Band.POSSIBLE, match(7_600, listed, PersonFacts.UNKNOWN, false).band());
    }

    @Test
    void sexCountsOnlyWhenBothAreKnown() {
        PersonFacts man = new PersonFacts(List.of(), Sex.MALE, Set.of());
        PersonFacts woman = new PersonFacts(List.of(), Sex.of("F"), Set.of());
        PersonFacts open = new PersonFacts(List.of(), Sex.of("<"), Set.of());
        assertEquals(8_000, match(10_000, man, woman, false).points());
        assertEquals(10_000, match(10_000, man, open, false).points());
        assertEquals(10_000, match(10_000, man, man, false).points());
    }

    @Test
    void nationalityCountsLittleAndFormerStatesHaveSuccessors() {
        assertEquals(8_200, match(8_000, of("CAN", "FRA"), of("FRA"), false).points());
        assertEquals(7_000, match(8_000, of("CAN"), of("FRA"), false).points());
        assertEquals(8_200, match(8_000, of("SUN"), of("UKR"), false).points());
        assertEquals(8_200, match(8_000, of("HRV"), of("YUG"), false).points());
        assertEquals(8_200, match(8_000, of("CSK"), of("SVK"), false).points());
        assertEquals(8_200, match(8_000, of("DDR"), of("D"), false).points());
        assertEquals(8_000, match(8_000, of("CAN"), of(), false).points());
    }

    @Test
    void bandsBeginAtTheirLimits() {
        PersonFacts no = PersonFacts.UNKNOWN;
        assertEquals(Band.STRONG, match(9_200, no, no, false).band());
        assertEquals(Band.PROBABLE, match(9_199, no, no, false).band());
        assertEquals(Band.PROBABLE, match(8_200, no, no, false).band());
        assertEquals(Band.POSSIBLE, match(8_199, no, no, false).band());
        assertEquals(Band.POSSIBLE, match(7_000, no, no, false).band());
        assertEquals(Band.NONE, match(6_999, no, no, false).band());
    }

    @Test
    void aCommonNameIsALeadUnlessTheBirthDateFits() {
        PersonFacts listed = facts("1962-03-04");
        PersonFacts shown = facts("1963-09-25");
        PersonFacts unknown = PersonFacts.UNKNOWN;
        assertEquals(Band.POSSIBLE, common(unknown, shown).band());
        assertEquals(Band.POSSIBLE, common(listed, shown).band());
        assertEquals(Band.STRONG, common(listed, listed).band());
        assertEquals(Band.STRONG, common(facts("1963"), shown).band());
        // nobody can tell: an officer looks at it
        assertEquals(Band.STRONG, common(listed, unknown).band());
        assertEquals(Band.STRONG, match(10_000, unknown, shown, false).band());
        PersonMatch lead = common(unknown, shown);
        assertEquals(lead.points(), NameScore.recompute(lead.steps()));
    }

    private PersonMatch common(PersonFacts listed, PersonFacts presented) {
        List<NameStep> steps =
                List.of(
                        new NameStep(NameStep.Code.PART, "EQUAL", "A", "A", 60, 10_000),
                        new NameStep(NameStep.Code.PART, "EQUAL", "B", "B", 60, 10_000));
        return matcher.match(new NameScore(10_000, false, steps), listed, presented, false);
    }

    @Test
    void aContradictionKeepsTheHighestBandAway() {
        List<NameStep> steps =
                List.of(
                        new NameStep(NameStep.Code.PART, "EQUAL", "A", "A", 100, 9_500),
                        new NameStep(NameStep.Code.CONTRADICTION, "", "B", "C", 0, 9_500));
        PersonMatch match =
                matcher.match(
                        new NameScore(9_500, true, steps),
                        PersonFacts.UNKNOWN,
                        PersonFacts.UNKNOWN,
                        false);
        assertEquals(Band.PROBABLE, match.band());
    }

    @Test
    void anEqualDocumentNumberMakesAFairNameStrongAndAPoorOneAFinding() {
        PersonFacts no = PersonFacts.UNKNOWN;
        assertEquals(Band.STRONG, match(7_000, no, no, true).band());
        assertFalse(match(7_000, no, no, true).numberReused());
        assertEquals(Band.NONE, match(6_999, no, no, true).band());
        assertTrue(match(3_999, no, no, true).numberReused());
        assertFalse(match(4_000, no, no, true).numberReused());
    }

    @Test
    void datesOfMachineReadableZonesMayHaveUnknownParts() {
        PersonFacts listed = facts("1962-03-04");
        assertEquals("INSIDE", mrz("62<<<<", listed));
        assertEquals("INSIDE", mrz("6203<<", listed));
        assertEquals("EQUAL", mrz("620304", listed));
        assertEquals(Optional.empty(), BirthDate.mrz("<<<<<<", TODAY));
        assertEquals(Optional.empty(), BirthDate.mrz("621304", TODAY));
        assertEquals(2024, BirthDate.mrz("240304", TODAY).orElseThrow().first().getYear());
        assertEquals(1930, BirthDate.mrz("300304", TODAY).orElseThrow().first().getYear());
        assertEquals(1926, BirthDate.mrz("261225", TODAY).orElseThrow().first().getYear());
    }

    private String mrz(String field, PersonFacts listed) {
        PersonFacts presented =
                new PersonFacts(
                        List.of(BirthDate.mrz(field, TODAY).orElseThrow()),
                        Sex.UNSPECIFIED,
                        Set.of());
        return match(8_000, listed, presented, false).steps().getLast().detail();
    }

    @Test
    void otherCalendarsAreConvertedAndFlagged() {
        assertEquals(
                LocalDate.of(2007, 9, 12), BirthDate.ethiopian(2000, 1, 1).orElseThrow().first());
        assertEquals(
                LocalDate.of(1995, 5, 9), BirthDate.buddhist(2538, 5, 9).orElseThrow().first());
        assertEquals(
                LocalDate.of(1979, 11, 20), BirthDate.hijri(1399, 12, 30).orElseThrow().first());
        assertEquals(Optional.empty(), BirthDate.ethiopian(2000, 13, 7));
        assertEquals(Optional.empty(), BirthDate.hijri(1, 1, 1));
        PersonFacts presented =
                new PersonFacts(
                        List.of(BirthDate.buddhist(2538, 5, 9).orElseThrow()),
                        Sex.UNSPECIFIED,
                        Set.of());
        PersonMatch match = match(8_000, facts("1995-05-09"), presented, false);
        assertEquals("EQUAL CALENDAR_CONVERTED", match.steps().getLast().detail());
    }

    @Test
    void textThatIsNoDateIsNone() {
        for (String text :
                List.of(
                        "",
                        "unknown",
                        "1962-13-04",
                        "62",
                        "1960 to 1950",
                        "9999",
                        "1".repeat(99))) {
            assertEquals(Optional.empty(), BirthDate.parse(text), text);
        }
    }

    @Test
    void limitsMustRise() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new BandLimits(9_000, 9_500, 7_500, 7_000, 4_000));
    }

    private PersonMatch match(
            int points, PersonFacts listed, PersonFacts presented, boolean sameDocument) {
        List<NameStep> steps =
                List.of(new NameStep(NameStep.Code.PART, "EQUAL", "A", "A", RARE, points));
        return matcher.match(new NameScore(points, false, steps), listed, presented, sameDocument);
    }

    private static PersonFacts facts(String birth) {
        return new PersonFacts(List.of(date(birth)), Sex.UNSPECIFIED, Set.of());
    }

    private static PersonFacts of(String... countries) {
        return new PersonFacts(List.of(), Sex.UNSPECIFIED, Set.of(countries));
    }

    private static BirthDate date(String text) {
        return BirthDate.parse(text).orElseThrow();
    }
}
