package dev.gatehouse.core.name;

import dev.gatehouse.core.name.NamePart.Role;
import dev.gatehouse.core.name.NameStep.Code;
import java.util.List;

/// What the score of two persons' names takes off or caps beside the similarity of their parts.
final class PersonRules {
    private static final int REVERSED = 6_000;
    private static final int MOSTLY_OPEN = 6_600;
    private static final int SINGLE_PART = 6_700;
    private static final int INDISTINCT = 3_000;
    private static final int SURNAME_ONLY = 8_100;
    private static final int OPEN_PART = -400;
    private static final int SWAPPED = -300;
    private static final int OTHER_SUFFIX = -1_000;
    private static final int LEAST_COVERED_PERCENT = 40;

    private final Alignment alignment;
    private final PartTally tally;
    private final ScoreSteps steps;

    /// Rules for the names of an alignment.
    PersonRules(Alignment alignment, PartTally tally, ScoreSteps steps) {
        this.alignment = alignment;
        this.tally = tally;
        this.steps = steps;
    }

    /// Adds the steps.
    void add(NameForm one, NameForm other) {
        openParts();
        NearParts.add(tally, steps);
        if (one.labelled() && other.labelled() && surnameIsGiven()) {
            steps.step(Code.SWAPPED, "", SWAPPED);
        }
        if (!one.suffix().isEmpty()
                && !other.suffix().isEmpty()
                && !one.suffix().equals(other.suffix())) {
            steps.step(Code.SUFFIX, "", one.suffix(), other.suffix(), 0, OTHER_SUFFIX);
        }
        if (tally.leftOpen && tally.rightOpen) {
            Replaced.add(alignment, tally, steps);
        }
        if (reversed(one, other)) {
            steps.cap(Code.ORDER_REVERSED, "", "", REVERSED);
        }
        tooLittle(tally, one.truncated() || other.truncated());
        boolean onePart = alignment.left().size() == 1 || alignment.right().size() == 1;
        NearParts.capShort(tally, onePart, steps);
        if (one.surnameOnly() || other.surnameOnly()) {
            steps.step(Code.SURNAME_ONLY, "", SURNAME_ONLY);
        }
    }

    /// What agrees must be more than an initial, a title or one part of many.
    private void tooLittle(PartTally tally, boolean cut) {
        int longer = tally.matched + Math.max(tally.openLeft, tally.openRight);
        boolean single = tally.firmPairs == 1 && isAlone(tally);
        if (tally.firmPairs == 0) {
            steps.cap(Code.NOTHING_DISTINCTIVE, "", "", INDISTINCT);
        } else if (single && !cut) {
            steps.cap(Code.SINGLE_PART, "", "", SINGLE_PART);
        } else if (tally.agreed * 100 < longer * LEAST_COVERED_PERCENT && !cut) {
            steps.cap(Code.MOSTLY_OPEN, "", "", MOSTLY_OPEN);
        }
    }

    /// Whether the only firm pair is not enough: it is near and an initial beside it says little,
    /// or more is open than a name shortened to an initial leaves out.
    private static boolean isAlone(PartTally tally) {
        if (tally.pairs == 1) {
            return tally.leftOpen || tally.rightOpen;
        }
        return tally.nearPairs == 1
                || (tally.initialLeft && tally.leftOpen)
                || (tally.initialRight && tally.rightOpen);
    }

    private void openParts() {
        List<NamePart> left = alignment.left();
        for (int i = 0; i < left.size(); i++) {
            if (alignment.partner(i) == Alignment.NONE) {
                steps.only(left.get(i), true, OPEN_PART * left.get(i).weight() / 100);
            }
        }
        List<NamePart> right = alignment.right();
        for (int j = 0; j < right.size(); j++) {
            if (!alignment.rightTaken(j)) {
                steps.only(right.get(j), false, OPEN_PART * right.get(j).weight() / 100);
            }
        }
    }

    private boolean surnameIsGiven() {
        for (int i = 0; i < alignment.left().size(); i++) {
            int j = alignment.partner(i);
            if (j == Alignment.NONE) {
                continue;
            }
            boolean leftSurname = alignment.left().get(i).role() == Role.SURNAME;
            if (leftSurname != (alignment.right().get(j).role() == Role.SURNAME)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a child of one name is the father in the other. Joined parts have no links.
    private boolean reversed(NameForm one, NameForm other) {
        if (one.parts().size() != alignment.left().size()
                || other.parts().size() != alignment.right().size()) {
            return false;
        }
        for (NameForm.Link link : one.links()) {
            for (NameForm.Link counter : other.links()) {
                if (alignment.partner(link.child()) == counter.father()
                        && alignment.partner(link.father()) == counter.child()) {
                    return true;
                }
            }
        }
        return false;
    }
}
