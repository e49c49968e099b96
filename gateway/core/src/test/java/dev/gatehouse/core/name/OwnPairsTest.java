package dev.gatehouse.core.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Each behaviour of the scorer on names that were made up for it, one class of pairs for each.
final class OwnPairsTest {
    private final NameScorer scorer = new NameScorer();

    @TestFactory
    Stream<DynamicTest> eachPairFallsOnItsSide() throws IOException {
        return NameFiles.ofClassPath("own-pairs.csv").stream()
                .map(pair ->
                        DynamicTest.dynamicTest(
                                pair.getFirst() + ": " + pair.get(2) + " / " + pair.get(3),
                                () -> check(pair)));
    }

    private void check(List<String> pair) {
        List<NameForm> forms =
                NameReader.readPair(NameKind.ofSchema(pair.get(1)), pair.get(2), pair.get(3));
        NameScore score = scorer.explain(forms.getFirst(), forms.getLast());
        boolean match = Boolean.parseBoolean(pair.get(4));
        assertEquals(
                match,
                score.points() >= NameScorer.DEFAULT_THRESHOLD,
                () -> score.points() + ": " + NameStep.line(score.steps()));
    }

    @Test
    void scoresAreTheSameBothWaysAndComeFromTheirSteps() throws IOException {
        for (List<String> pair : NameFiles.ofClassPath("own-pairs.csv")) {
            NameKind kind = NameKind.ofSchema(pair.get(1));
            List<NameForm> forms = NameReader.readPair(kind, pair.get(2), pair.get(3));
            NameScore there = scorer.explain(forms.getFirst(), forms.getLast());
            NameScore back = scorer.explain(forms.getLast(), forms.getFirst());
            assertEquals(there.points(), back.points(), pair::toString);
            assertEquals(there.points(), NameScore.recompute(there.steps()), pair::toString);
            assertEquals(there.points(), scorer.score(forms.getFirst(), forms.getLast()));
            assertEquals(there.contradicted(), back.contradicted());
        }
    }

    @Test
    void everyNameIsEqualToItself() throws IOException {
        for (List<String> pair : NameFiles.ofClassPath("own-pairs.csv")) {
            NameForm form = NameReader.read(NameKind.ofSchema(pair.get(1)), pair.get(2));
            int self = scorer.score(form, form);
            boolean initialsOnly = pair.getFirst().equals("initials-only");
            assertTrue(initialsOnly || self == NameScore.MAX_POINTS, () -> pair + " " + self);
        }
    }
}
