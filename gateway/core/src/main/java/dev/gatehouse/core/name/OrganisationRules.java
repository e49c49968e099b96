package dev.gatehouse.core.name;

import dev.gatehouse.core.name.NamePart.Role;
import dev.gatehouse.core.name.NameStep.Code;
import java.util.List;

/// What the score of two organisations' or ships' names takes off or caps beside the similarity of
/// their parts: words, places, legal forms, numbers.
final class OrganisationRules {
    /// Words of the shortest name that its first letters stand for.
    static final int SHORTEST_ACRONYM = 3;

    private static final int LONGEST_ACRONYM = 8;
    private static final int ACRONYM = 7_500;
    private static final int OTHER_SERIES = 5_000;
    private static final int INDISTINCT = 3_000;
    private static final int OPEN_PLACE = -1_500;
    private static final int OPEN_FIRST_OF_SERIES = -500;
    private static final int FORM_MISSING = -300;
    private static final int FORM_GENERAL = -500;
    private static final int FORM_OTHER = 6_800;
    private static final int MAX = NameScore.MAX_POINTS;

    private final Alignment alignment;
    private final PartTally tally;
    private final ScoreSteps steps;

    /// Rules for the names of an alignment.
    OrganisationRules(Alignment alignment, PartTally tally, ScoreSteps steps) {
        this.alignment = alignment;
        this.tally = tally;
        this.steps = steps;
    }

    /// Whether one name is the first letters of the other's words; if so, its steps are all.
    boolean isAcronym(NameForm one, NameForm other) {
        NameForm brief = one.parts().size() == 1 ? one : other;
        NameForm words = one.parts().size() == 1 ? other : one;
        String letters = brief.parts().getFirst().text();
        boolean fits =
                brief.parts().size() == 1
                        && words.parts().size() >= SHORTEST_ACRONYM
                        && letters.length() >= SHORTEST_ACRONYM
                        && letters.length() <= LONGEST_ACRONYM
                        && letters.equals(words.acronym());
        if (fits) {
            steps.step(Code.PART, "ACRONYM", letters, letters, 100, MAX);
            steps.step(Code.ACRONYM, "", ACRONYM);
        }
        return fits;
    }

    /// Adds the steps.
    void add(NameForm one, NameForm other) {
        int open = openWords();
        if (open > 0) {
            int covered = (int) ((long) MAX * tally.matched / (tally.matched + open));
            steps.step(Code.COVERAGE, "", covered);
        }
        NearParts.add(tally, steps);
        legalForms(one, other);
        if (tally.leftOpen && tally.rightOpen) {
            Replaced.add(alignment, tally, steps);
        }
        numbers();
        boolean words = hasWord(alignment.left()) || hasWord(alignment.right());
        if (tally.pairs == 0 || (words && tally.wordPairs == 0)) {
            steps.cap(Code.NOTHING_DISTINCTIVE, "", "", INDISTINCT);
        }
        boolean onePart = alignment.left().size() == 1 && alignment.right().size() == 1;
        NearParts.capShort(tally, onePart, steps);
    }

    private static boolean hasWord(List<NamePart> parts) {
        for (NamePart part : parts) {
            if (part.role() == Role.WORD) {
                return true;
            }
        }
        return false;
    }

    /// Weight of the open words; a place costs a fixed sum instead.
    private int openWords() {
        int open = 0;
        for (int i = 0; i < alignment.left().size(); i++) {
            if (alignment.partner(i) == Alignment.NONE) {
                open += openWord(alignment.left().get(i), true);
            }
        }
        for (int j = 0; j < alignment.right().size(); j++) {
            if (!alignment.rightTaken(j)) {
                open += openWord(alignment.right().get(j), false);
            }
        }
        return open;
    }

    private int openWord(NamePart part, boolean left) {
        return switch (part.role()) {
            case NUMBER -> 0;
            case PLACE -> {
                steps.only(part, left, OPEN_PLACE);
                yield 0;
            }
            case SURNAME, GIVEN, PART, PATRONYMIC, TITLE, WORD, BUSINESS, OBJECT -> {
                steps.only(part, left, 0);
                yield part.weight();
            }
        };
    }

    private void legalForms(NameForm one, NameForm other) {
        if (one.legalForms().equals(other.legalForms())) {
            return;
        }
        String detail;
        int points;
        if (one.legalForms().isEmpty() || other.legalForms().isEmpty()) {
            detail = "MISSING";
            points = FORM_MISSING;
        } else if (one.legalForms().stream().anyMatch(other.legalForms()::contains)) {
            detail = "SHARED";
            points = 0;
        } else if (one.legalForms().contains(LegalForms.LegalClass.GENERAL)
                || other.legalForms().contains(LegalForms.LegalClass.GENERAL)) {
            detail = "GENERAL";
            points = FORM_GENERAL;
        } else {
            steps.cap(Code.OTHER_BODY, "", "", FORM_OTHER);
            return;
        }
        steps.step(Code.LEGAL_FORM, detail, points);
    }

    /// Another number is another object. The first of a series often goes without its number.
    private void numbers() {
        String left = openNumbers(true);
        String right = openNumbers(false);
        if (left.isEmpty() && right.isEmpty()) {
            return;
        }
        String either = left.isEmpty() ? right : left;
        if ((left.isEmpty() || right.isEmpty()) && either.equals("1")) {
            steps.onlyNumber(left, right, OPEN_FIRST_OF_SERIES);
            return;
        }
        steps.cap(Code.SERIES, left, right, OTHER_SERIES);
    }

    private String openNumbers(boolean left) {
        List<NamePart> parts = left ? alignment.left() : alignment.right();
        StringBuilder numbers = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            boolean open = left ? alignment.partner(i) == Alignment.NONE : !alignment.rightTaken(i);
            if (open && parts.get(i).role() == Role.NUMBER) {
                numbers.append(numbers.isEmpty() ? "" : "+").append(parts.get(i).text());
            }
        }
        return numbers.toString();
    }
}
