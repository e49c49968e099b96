package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.lookout.SubjectKind;
import dev.gatehouse.proto.v1.Band;
import dev.gatehouse.proto.v1.Grade;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.LookoutAction;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActionPolicyTest {
    private static final String HEADER = "kind,match,priority,second,causes\n";
    private static final String STRONG_REFERS =
            "*,NUMBER_REUSED|EXACT|CONFUSABLE|STRONG|PROBABLE,1-5,-,REFER\n";

    private static Hit.Builder graded(Grade grade, int priority) {
        return Hit.newBuilder()
                .setGrade(grade)
                .setPriority(priority)
                .setAction(LookoutAction.LOOKOUT_ACTION_REFER_MANDATORY);
    }

    private static Hit.Builder banded(Band band, int priority) {
        return Hit.newBuilder()
                .setBand(band)
                .setKind(dev.gatehouse.proto.v1.SubjectKind.SUBJECT_KIND_PERSON)
                .setPriority(priority)
                .setAction(LookoutAction.LOOKOUT_ACTION_REFER_MANDATORY);
    }

    private static Consequence of(Hit.Builder hit) {
        return ActionPolicy.standard().of(hit.build(), false);
    }

    /// Of a lookout that states its own minimum.
    private static Consequence least(Hit.Builder hit, Grade grade, Band band) {
        return of(hit.setMinimumGrade(grade).setMinimumBand(band));
    }

    @Test
    void theStandardTableIsThatOfTheSheet() {
        for (int priority = 1; priority <= 5; priority++) {
            assertEquals(Consequence.REFER, of(graded(Grade.GRADE_EXACT, priority)));
            assertEquals(Consequence.REFER, of(graded(Grade.GRADE_CONFUSABLE, priority)));
            assertEquals(
                    priority <= 3 ? Consequence.REREAD : Consequence.MONITOR,
                    of(graded(Grade.GRADE_EDIT1, priority)));
            assertEquals(
                    Consequence.REREAD,
                    of(graded(Grade.GRADE_EXACT, priority).setJurisdictionDiffers(true)));
            assertEquals(Consequence.REFER, of(banded(Band.BAND_PROBABLE, priority)));
            assertEquals(
                    priority <= 2 ? Consequence.REREAD : Consequence.MONITOR,
                    of(banded(Band.BAND_POSSIBLE, priority)));
            assertEquals(
                    Consequence.REREAD,
                    of(banded(Band.BAND_POSSIBLE, priority).setBirthDateEqual(true)));
            assertEquals(
                    Consequence.REFER, of(banded(Band.BAND_NONE, priority).setNumberReused(true)));
            assertEquals(
                    Consequence.REFER,
                    ActionPolicy.standard().of(graded(Grade.GRADE_EDIT1, priority).build(), true));
        }
    }

    @Test
    void silentAndObservedLookoutsAreRecordedOnlyWhateverTheGrade() {
        assertEquals(Consequence.MONITOR, of(graded(Grade.GRADE_EXACT, 1).setSilent(true)));
        assertEquals(
                Consequence.MONITOR,
                of(
                        graded(Grade.GRADE_EXACT, 1)
                                .setAction(LookoutAction.LOOKOUT_ACTION_OBSERVE_AND_REPORT)));
    }

    @Test
    void aLookoutNarrowsAndWidensTheTableForItself() {
        assertEquals(
                Consequence.REFER,
                least(graded(Grade.GRADE_EXACT, 3), Grade.GRADE_EXACT, Band.BAND_STRONG));
        assertEquals(
                Consequence.MONITOR,
                least(graded(Grade.GRADE_CONFUSABLE, 3), Grade.GRADE_EXACT, Band.BAND_STRONG));
        assertEquals(
                Consequence.MONITOR,
                least(banded(Band.BAND_PROBABLE, 1), Grade.GRADE_EXACT, Band.BAND_STRONG));
        assertEquals(
                Consequence.REREAD,
                least(graded(Grade.GRADE_EDIT1, 5), Grade.GRADE_PARTIAL, Band.BAND_POSSIBLE));
        assertEquals(
                Consequence.REREAD,
                least(banded(Band.BAND_POSSIBLE, 5), Grade.GRADE_PARTIAL, Band.BAND_POSSIBLE));
    }

    @Test
    void aTableMayNotLetAStrongMatchPassNorAWeakOneReferAlone() {
        assertEquals(1, ActionTable.read(HEADER + STRONG_REFERS).rules().size());
        for (String wrong :
                List.of(
                        "*,EXACT,1-5,-,MONITOR\n" + STRONG_REFERS,
                        "PLATE,CONFUSABLE,5,-,REREAD\n" + STRONG_REFERS,
                        "PERSON,PROBABLE,5,BIRTH_DATE,REREAD\n" + STRONG_REFERS,
                        STRONG_REFERS.replace("1-5", "1-4"),
                        STRONG_REFERS + "*,EDIT1,1,-,REFER\n",
                        STRONG_REFERS + "CONTAINER,PARTIAL,1-5,-,REFER\n",
                        "")) {
            assertThrows(IllegalArgumentException.class, () -> ActionTable.read(HEADER + wrong));
        }
    }

    @Test
    void aFaultyTableSaysWhereAndWhat() {
        for (String[] wrong :
                new String[][] {
                    {"kind,match\n", "line 1: expected the header"},
                    {HEADER + "*,EXACT,1-5,-\n", "line 2: expected 5 columns, found 4"},
                    {HEADER + "# note\n\n*,EXACTLY,1-5,-,REFER\n", "line 4: expected one of"},
                    {HEADER + "*,EXACT,0-5,-,REFER\n", "line 2: expected a priority"},
                    {HEADER + "*,EXACT,3-1,-,REFER\n", "line 2: rule: expected"},
                    {HEADER + "*,EXACT,1-2-3,-,REFER\n", "line 2: expected a priority such as"},
                    {"x".repeat(ActionTable.MAX_CHARS + 1), "expected at most"},
                }) {
            String said =
                    String.valueOf(
                            assertThrows(
                                            IllegalArgumentException.class,
                                            () -> ActionTable.read(wrong[0]))
                                    .getMessage());
            assertTrue(said.startsWith(wrong[1]), said);
        }
    }

    @Test
    void anUnknownGradeOfANewerListIsNotUnheeded() {
        assertEquals(Consequence.REREAD, of(graded(Grade.GRADE_UNSPECIFIED, 5)));
        assertEquals(
                Consequence.REFER,
                ActionPolicy.standard().tabled(SubjectKind.GOODS, Match.EXACT, 5, Set.of()));
    }
}
