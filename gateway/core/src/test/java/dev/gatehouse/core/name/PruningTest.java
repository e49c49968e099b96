package dev.gatehouse.core.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What [Proposals] leaves out because of the scorer, held against the scorer; and the quick ways
/// to compare against the slow ones.
final class PruningTest {
    private static final int PAIRS = 60_000;

    private static Random random() {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("seed " + seed);
        return new Random(seed);
    }

    private static NameForm person(String name) {
        return NameReader.read(NameKind.PERSON, name);
    }

    /// A name that is a little, or not so little, like another one.
    private static String like(String name, MadeUpNames madeUp, Random random) {
        String changed = name;
        for (int i = random.nextInt(4); i > 0 && changed.length() > 2; i--) {
            changed = madeUp.changed(changed);
        }
        return random.nextInt(4) == 0 ? changed + " " + madeUp.name().replace(",", "") : changed;
    }

    @Test
    void whatScoresAboveTheThresholdHasTheTwoProperties() {
        Random random = random();
        MadeUpNames madeUp = new MadeUpNames(random);
        NameScorer scorer = new NameScorer();
        Alignment alignment = new Alignment(NameTables.get());
        int above = 0;
        int far = 0;
        for (int i = 0; i < PAIRS; i++) {
            String name = madeUp.name();
            NameForm one = person(name);
            NameForm other = person(like(name, madeUp, random));
            if (one.isEmpty()
                    || other.isEmpty()
                    || scorer.score(one, other) < NameScorer.DEFAULT_THRESHOLD) {
                continue;
            }
            above++;
            boolean turned = NameForm.order(one, other) > 0;
            alignment.align(turned ? other : one, turned ? one : other);
            int edited = 0;
            int most = 0;
            boolean leftOpen = false;
            for (int at = 0; at < alignment.left().size(); at++) {
                int partner = alignment.partner(at);
                NamePart part = alignment.left().get(at);
                if (partner == Alignment.NONE) {
                    leftOpen |= part.isCounted();
                } else if (alignment.likeness(at) == Likeness.NEAR) {
                    int letters =
                            PartComparison.letters(
                                    part, alignment.right().get(partner), alignment.similarity(at));
                    edited += letters > 0 ? 1 : 0;
                    most = Math.max(most, letters);
                }
            }
            boolean rightOpen = false;
            for (int at = 0; at < alignment.right().size(); at++) {
                rightOpen |= !alignment.rightTaken(at) && alignment.right().get(at).isCounted();
            }
            assertFalse(leftOpen && rightOpen, "parts of both are open");
            assertTrue(edited < 2 || most < 2, "one is far, and another is not as written");
            far += most > 1 ? 1 : 0;
        }
        System.out.println(above + " above the threshold, " + far + " with a part that is far");
        assertTrue(above > PAIRS / 20 && far > 0, "the pairs say nothing");
    }

    @Test
    void packedPartsCompareAsPartsDo() {
        Random random = random();
        MadeUpNames madeUp = new MadeUpNames(random);
        PartComparison comparison = new PartComparison(NameTables.get());
        SpellingDistance distance = new SpellingDistance(NameTables.get().soundEdits());
        int alike = 0;
        int compared = 0;
        for (int i = 0; i < PAIRS; i++) {
            String name = madeUp.name();
            List<NamePart> ones = person(name).parts();
            List<NamePart> others = person(like(name, madeUp, random)).parts();
            for (NamePart one : ones) {
                for (NamePart other : others) {
                    long left = PackedPart.of(one);
                    long right = PackedPart.of(other);
                    if (left == PackedPart.NONE
                            || right == PackedPart.NONE
                            || PackedPart.mayFoldAlike(left, right)
                            || distance.hopeless(one, other)) {
                        continue;
                    }
                    boolean slow = comparison.compare(one, other);
                    compared++;
                    alike += slow ? 1 : 0;
                    assertEquals(
                            slow,
                            comparison.compare(left, one.sounds(), right, other.sounds()),
                            () -> one.text() + " " + other.text());
                }
            }
        }
        System.out.println(alike + " alike of " + compared);
        assertTrue(alike > 1_000 && compared - alike > 1_000, "the pairs say nothing");
    }

    @Test
    void lettersThatAreTooManyOrNotOfTheAlphabetAreNotPacked() {
        List<String> texts = List.of("ABCDEFGHIJKL", "ABCDEFGHIJKLM", "A1", "LEE");
        List<Integer> lengths = new ArrayList<>();
        for (String text : texts) {
            lengths.add(
                    PackedPart.length(PackedPart.of(NamePart.of(text, NamePart.Role.PART, 100))));
        }
        assertEquals(List.of(12, 0, 0, 3), lengths);
    }
}
