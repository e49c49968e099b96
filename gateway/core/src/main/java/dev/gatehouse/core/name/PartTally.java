package dev.gatehouse.core.name;

import dev.gatehouse.core.name.NamePart.Role;
import dev.gatehouse.core.name.NamePart.Trait;
import dev.gatehouse.core.name.NameStep.Code;
import java.util.List;

/// What the pairs of parts of two names and the parts without a counterpart weigh. Not for two
/// threads at a time.
final class PartTally {
    private static final int MAX = NameScore.MAX_POINTS;

    private final Alignment alignment;

    /// Pairs, those that say who it is, those of words, and those that are only near.
    int pairs;

    int firmPairs;
    int wordPairs;
    int nearPairs;

    /// Near pairs that differ by whole letters, and by how many the worst of them does.
    int editedPairs;

    int mostEdits;

    /// Letters of the shortest part of a near pair.
    int shortest;

    /// Weight of the pairs, and of what agrees in them.
    int matched;

    int agreed;

    /// Weight of the parts without a counterpart.
    int openLeft;

    int openRight;

    /// Whether a part without a counterpart can contradict.
    boolean leftOpen;

    boolean rightOpen;
    boolean initialLeft;
    boolean initialRight;

    PartTally(Alignment alignment) {
        this.alignment = alignment;
    }

    private void clear() {
        pairs = 0;
        firmPairs = 0;
        wordPairs = 0;
        nearPairs = 0;
        editedPairs = 0;
        mostEdits = 0;
        shortest = Integer.MAX_VALUE;
        matched = 0;
        agreed = 0;
        openLeft = 0;
        openRight = 0;
        initialLeft = false;
        initialRight = false;
    }

    /// Takes the pairs of the alignment, with a step for each.
    void take(boolean person, ScoreSteps steps) {
        clear();
        List<NamePart> left = alignment.left();
        List<NamePart> right = alignment.right();
        leftOpen = anyOpen(true);
        rightOpen = anyOpen(false);
        for (int i = 0; i < left.size(); i++) {
            int j = alignment.partner(i);
            if (j == Alignment.NONE) {
                openLeft += open(left.get(i));
                continue;
            }
            pair(left.get(i), right.get(j), i, person, steps);
        }
        for (int j = 0; j < right.size(); j++) {
            openRight += alignment.rightTaken(j) ? 0 : open(right.get(j));
        }
    }

    private void pair(NamePart one, NamePart two, int i, boolean person, ScoreSteps steps) {
        int weight = (one.weight() + two.weight()) / 2;
        Likeness likeness = alignment.likeness(i);
        int similarity = alignment.similarity(i);
        if (likeness == Likeness.NEAR && person && (leftOpen || rightOpen)) {
            similarity = nearBesideOpen(similarity);
        }
        steps.step(Code.PART, likeness.name(), one, two, weight, similarity);
        pairs++;
        matched += weight;
        agreed += likeness == Likeness.NEAR ? weight / 2 : weight;
        boolean firm =
                likeness != Likeness.INITIAL
                        && one.role() != Role.TITLE
                        && !one.is(Trait.SERVANT)
                        && !(one.is(Trait.INITIAL) && two.is(Trait.INITIAL));
        initialLeft |= likeness == Likeness.INITIAL && one.is(Trait.INITIAL);
        initialRight |= likeness == Likeness.INITIAL && two.is(Trait.INITIAL);
        firmPairs += firm ? 1 : 0;
        wordPairs += one.role() == Role.WORD || person ? 1 : 0;
        nearPairs += likeness == Likeness.NEAR ? 1 : 0;
        if (likeness == Likeness.NEAR) {
            int edits = PartComparison.letters(one, two, alignment.similarity(i));
            editedPairs += edits > 0 ? 1 : 0;
            mostEdits = Math.max(mostEdits, edits);
            shortest = Math.min(shortest, one.text().length());
            shortest = Math.min(shortest, two.text().length());
        }
    }

    /// A near part is a spelling when all the rest is equal; beside a part that is open its edits
    /// count twice.
    private static int nearBesideOpen(int similarity) {
        return Math.max(0, 2 * similarity - MAX);
    }

    /// What a part without a counterpart weighs against the agreement; numbers and places have
    /// rules of their own.
    private static int open(NamePart part) {
        return switch (part.role()) {
            case NUMBER -> 0;
            case SURNAME, GIVEN, PART, PATRONYMIC, TITLE, WORD, BUSINESS, OBJECT, PLACE ->
                    part.weight();
        };
    }

    /// Titles that stand for a name do not contradict.
    private boolean anyOpen(boolean left) {
        List<NamePart> parts = left ? alignment.left() : alignment.right();
        for (int i = 0; i < parts.size(); i++) {
            boolean open = left ? alignment.partner(i) == Alignment.NONE : !alignment.rightTaken(i);
            if (open && parts.get(i).isCounted()) {
                return true;
            }
        }
        return false;
    }
}
