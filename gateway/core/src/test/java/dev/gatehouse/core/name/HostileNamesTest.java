package dev.gatehouse.core.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Names that nobody has: nothing is thrown, limits hold, and the score stays symmetric and
/// explained.
final class HostileNamesTest {
    private static final String ALPHABET =
            "aAbBeEiImMxX'-., &/()0127\u00e4\u00df\u0130\u0416\u044f\u0639\u0644\u738b\u4f1f\ubc15\u30ad\u30e3\u17b7\u0301\ud83d\ude00\u200f\ud800<";

    private static final List<NameKind> KINDS = List.of(NameKind.values());

    private final NameScorer scorer = new NameScorer();

    @Test
    void anythingCanBeReadAndScored() {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            NameKind kind = KINDS.get(random.nextInt(KINDS.size()));
            var forms = NameReader.readPair(kind, text(random), text(random));
            NameScore score = scorer.explain(forms.getFirst(), forms.getLast());
            assertEquals(score.points(), NameScore.recompute(score.steps()));
            assertEquals(score.points(), scorer.score(forms.getLast(), forms.getFirst()));
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(60);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    @Test
    void anEmptyNameMatchesNothing() {
        NameForm empty = NameReader.read(NameKind.PERSON, " ., -'");
        assertTrue(empty.isEmpty());
        assertEquals(0, scorer.score(empty, empty));
        assertEquals(0, scorer.score(empty, NameReader.read(NameKind.PERSON, "Ilona Varga")));
    }

    @Test
    void aNameBeyondTheLimitIsCutAndSaysSo() {
        NameForm form = NameReader.read(NameKind.PERSON, "Varga ".repeat(5_000));
        assertTrue(form.truncated());
        assertEquals(NameForm.MAX_PARTS, form.parts().size());
        NameForm one = NameReader.read(NameKind.ORGANISATION, "x".repeat(1_000_000));
        assertTrue(one.truncated());
    }

    @Test
    void manyDifferentPartsStayWithinTheAssignment() {
        StringBuilder left = new StringBuilder();
        StringBuilder right = new StringBuilder();
        for (int i = 0; i < NameForm.MAX_PARTS; i++) {
            left.append((char) ('A' + i)).append("lpharon ");
            right.append((char) ('A' + i)).append("lpharen ");
        }
        NameForm one = NameReader.read(NameKind.PERSON, left.toString());
        NameForm other = NameReader.read(NameKind.PERSON, right.toString());
        NameScore score = scorer.explain(one, other);
        assertTrue(score.steps().stream().anyMatch(s -> s.code() == NameStep.Code.TOO_MANY_PARTS));
    }

    @Test
    void nothingPrintsContent() {
        NameForm form = NameReader.read(NameKind.PERSON, "Ilona Varga");
        String all = form.toString() + form.parts() + scorer.explain(form, form);
        assertTrue(!all.contains("VARGA") && !all.contains("ILONA"), all);
    }
}
