package dev.gatehouse.core.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PlateVerifierTest {
    private static final Jurisdiction ON = Jurisdiction.ofIso("CA-ON");
    private static final Jurisdiction NY = Jurisdiction.ofIso("US-NY");
    private static final Jurisdiction ZZ = Jurisdiction.UNKNOWN;
    private static final int PAIRS = 200_000;

    @Test
    void gradesByTheSheet() {
        assertEquals("EXACT []", verdict("ABC1234", ON, "ABC1234", ON));
        assertEquals("CONFUSABLE [FOLDED 8->B @2]", verdict("A8C1234", ON, "ABC1234", ON));
        assertEquals("EDIT1 [EDIT SUBST 4->A @5]", verdict("XYCX4V", ON, "XYCXAV", ON));
        assertEquals("EDIT1 [EDIT LOST X @3]", verdict("ABC123", ON, "ABXC123", ON));
        assertEquals("EDIT1 [EDIT EXTRA 0 @1]", verdict("0ABC123", ON, "ABC123", ON));
        assertEquals("EDIT1 [EDIT SWAP AB->BA @1]", verdict("ABC123", ON, "BAC123", ON));
        assertEquals("PARTIAL [WILDCARD @2]", verdict("A?C1234", ON, "ABC1234", ON));
        assertEquals(
                "PARTIAL [WILDCARD @2, FOLDED 0->O @3, WILDCARD @7]",
                verdict("A?0123?", ON, "ABO1234", ON));
        assertEquals("PARTIAL [WILDCARD @1]", verdict("ABC1234", ON, "?BC1234", ON));
        assertEquals("NONE", verdict("ABC1234", ON, "XYZ9876", ON));
        assertEquals("NONE", verdict("A?C123", ON, "ABC1234", ON), "an unread mark is one character");
        assertEquals("NONE", verdict("CABX", ON, "ABCX", ON), "two edits");
    }

    @Test
    void anEditBesideAFoldNamesBoth() {
        assertEquals(
                "EDIT1 [FOLDED 8->B @1, EDIT SUBST X->Y @3, FOLDED O->0 @4]",
                verdict("8AXO", ON, "BAY0", ON));
        assertEquals(
                "EDIT1 [FOLDED 8->B @1, EDIT EXTRA X @3, FOLDED O->0 @4]",
                verdict("8AXO", ON, "BA0", ON));
        assertEquals(
                "EDIT1 [FOLDED 8->B @1, EDIT LOST X @3, FOLDED O->0 @3]",
                verdict("8AO", ON, "BAX0", ON));
    }

    @Test
    void jurisdictionsOfSectionFour() {
        assertEquals("EXACT [JURISDICTION_DIFFERS]", verdict("ABC1234", NY, "ABC1234", ON));
        assertEquals(
                "CONFUSABLE [FOLDED 8->B @2, JURISDICTION_DIFFERS]",
                verdict("A8C1234", NY, "ABC1234", ON));
        assertEquals("NONE", verdict("AXC1234", NY, "ABC1234", ON));
        assertEquals("NONE", verdict("A?C1234", NY, "ABC1234", ON));
        assertEquals("EXACT [JURISDICTION_UNKNOWN]", verdict("ABC1234", ZZ, "ABC1234", ON));
        assertEquals("EXACT [JURISDICTION_UNKNOWN]", verdict("ABC1234", ON, "ABC1234", ZZ));
        assertEquals(
                "EDIT1 [EDIT SUBST X->B @2, JURISDICTION_UNKNOWN]",
                verdict("AXC1234", ZZ, "ABC1234", ON));
    }

    @Test
    void aDoubtfulJurisdictionIsSearchedAsUnknownToo() {
        assertEquals("EXACT []", verdict("ABC1234", ON, true, "ABC1234", ON));
        assertEquals(
                "EDIT1 [EDIT SUBST X->B @2, JURISDICTION_UNKNOWN]",
                verdict("AXC1234", NY, true, "ABC1234", ON));
    }

    @Test
    void stopsAtTheMinuteOfExpiry() {
        int until = PlateQuery.minuteOf(90_059_999);
        assertEquals(1_500, until);
        assertTrue(PlateVerifier.active(until, PlateQuery.minuteOf(89_999_999)));
        assertFalse(PlateVerifier.active(until, PlateQuery.minuteOf(90_000_000)));
        assertTrue(PlateVerifier.active(until, PlateQuery.minuteOf(PlateQuery.TIME_UNKNOWN)));
        int never = PlateQuery.minuteOf(PlateIndexBuilder.NO_EXPIRY);
        assertTrue(PlateVerifier.active(never, PlateQuery.minuteOf(Long.MAX_VALUE / 1_000_000)));
    }

    @Test
    void agreesWithThePlainStringOracle() {
        SplittableRandom random = SeededTest.random("PlateVerifierTest");
        int[] seen = new int[Grade.values().length];
        for (int i = 0; i < PAIRS; i++) {
            String listed = RandomPlates.listed(random);
            String read = RandomPlates.readOf(listed, random);
            Jurisdiction readBy = RandomPlates.jurisdiction(random);
            Jurisdiction listedBy = RandomPlates.jurisdiction(random);
            boolean doubtful = random.nextInt(8) == 0;
            if (PlateForm.of(read).status() != PlateForm.Status.READ) {
                continue;
            }
            Optional<Grade> expected = PlateOracle.grade(read, readBy, doubtful, listed, listedBy);
            var query = new PlateQuery();
            var unused = query.set(read, readBy, doubtful, 0);
            long raw = PlateForm.of(listed).packed();
            int result = PlateVerifier.verify(query, raw, listedBy.id());
            Optional<Grade> found =
                    result == PlateVerifier.NONE
                            ? Optional.empty()
                            : Optional.of(PlateVerifier.grade(result));
            assertEquals(expected, found, () -> read + " " + readBy + " / " + listed + " " + listedBy);
            found.ifPresent(grade -> seen[grade.ordinal()]++);
            if (found.isPresent() && found.get() == Grade.EDIT1) {
                List<MatchStep> steps = PlateExplanation.steps(query.raw(), raw, result);
                long edits = steps.stream().filter(s -> s.code().name().startsWith("EDIT")).count();
                assertEquals(1, edits);
            }
        }
        for (Grade grade : Grade.values()) {
            assertTrue(seen[grade.ordinal()] > PAIRS / 200, grade + " is hardly tested");
        }
    }

    private static String verdict(String read, Jurisdiction readBy, String listed, Jurisdiction by) {
        return verdict(read, readBy, false, listed, by);
    }

    private static String verdict(
            String read, Jurisdiction readBy, boolean doubtful, String listed, Jurisdiction by) {
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        assertEquals(0, builder.add(PlateForm.of(listed), by, 3, PlateIndexBuilder.NO_EXPIRY));
        var query = new PlateQuery();
        assertEquals(PlateForm.Status.READ, query.set(read, readBy, doubtful, 0));
        var answer = new PlateAnswer();
        builder.build().match(query, answer);
        if (answer.size() == 0) {
            return "NONE";
        }
        assertEquals(1, answer.size());
        return answer.grade(0) + " " + answer.steps(0).stream().map(MatchStep::text).toList();
    }
}
