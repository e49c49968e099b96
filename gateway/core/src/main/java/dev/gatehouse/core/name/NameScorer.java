package dev.gatehouse.core.name;

import dev.gatehouse.core.name.NamePart.Role;
import dev.gatehouse.core.name.NamePart.Trait;
import dev.gatehouse.core.name.NameStep.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Says how alike two names are: support by the parts that agree, minus what is open on one side,
/// capped when a part was replaced by another one (section 7 of the fact sheet).
///
/// A mean alone cannot do it: an added part is the same person, a replaced one is another, and a
/// surname that is nearly the same is a spelling of it. Symmetric and deterministic. One instance
/// for each thread: it works in tables of its own.
public final class NameScorer {
    /// From here on two names are worth an officer's look; set on labelled pairs, see the tests.
    public static final int DEFAULT_THRESHOLD = 7_000;

    private static final int CONTRADICTED = 6_500;
    private static final int OTHER_SERIES = 5_000;
    private static final int REVERSED = 6_000;
    private static final int MOSTLY_OPEN = 6_600;
    private static final int SINGLE_PART = 6_700;
    private static final int INDISTINCT = 3_000;
    private static final int FAR_PARTS = 6_600;
    private static final int SHORT_NAME = 6_400;
    private static final int ACRONYM = 7_500;
    private static final int SURNAME_ONLY = 8_100;
    static final int OPEN_PART = -400;
    private static final int OPEN_PLACE = -1_500;
    private static final int OPEN_FIRST_OF_SERIES = -500;
    static final int FURTHER_NEAR = -400;
    private static final int SWAPPED = -300;
    private static final int OTHER_SUFFIX = -1_000;
    private static final int FORM_MISSING = -300;
    private static final int FORM_GENERAL = -500;
    private static final int FORM_OTHER = 6_800;
    static final int LEAST_COVERED_PERCENT = 40;
    private static final int LONGEST_SHORT = 4;
    static final int SHORTEST_ACRONYM = 3;
    private static final int LONGEST_ACRONYM = 8;
    private static final int MAX = NameScore.MAX_POINTS;

    private final Alignment alignment = new Alignment(NameTables.get());
    private final ScoreSum sum = new ScoreSum();
    private final List<NameStep> steps = new ArrayList<>();
    private boolean tracing;
    private boolean flipped;
    private boolean contradicted;

    /// Makes a scorer for one thread.
    public NameScorer() {
        // nothing but the tables
    }

    /// Points without the reasons.
    public int score(NameForm first, NameForm second) {
        tracing = false;
        run(first, second);
        return sum.points();
    }

    /// Points and reasons.
    public NameScore explain(NameForm first, NameForm second) {
        tracing = true;
        steps.clear();
        run(first, second);
        return new NameScore(sum.points(), contradicted, steps);
    }

    private void run(NameForm first, NameForm second) {
        sum.clear();
        contradicted = false;
        flipped = NameForm.order(first, second) > 0;
        NameForm one = flipped ? second : first;
        NameForm other = flipped ? first : second;
        if (one.isEmpty() || other.isEmpty()) {
            return;
        }
        boolean person = one.kind() == NameKind.PERSON && other.kind() == NameKind.PERSON;
        if (!person && acronym(one, other)) {
            return;
        }
        alignment.align(one, other);
        Tally tally = pairs(person);
        if (person) {
            person(one, other, tally);
        } else {
            organisation(one, other, tally);
        }
        notes(one, other);
    }

    /// What the pairs and the open parts weigh.
    private static final class Tally {
        private int pairs;
        private int firmPairs;
        private int wordPairs;
        private int matched;
        private int agreed;
        private int openLeft;
        private int openRight;
        private int nearPairs;
        private int editedPairs;
        private int mostEdits;
        private boolean initialLeft;
        private boolean initialRight;
        private int shortest = Integer.MAX_VALUE;
    }

    private Tally pairs(boolean person) {
        Tally tally = new Tally();
        List<NamePart> left = alignment.left();
        List<NamePart> right = alignment.right();
        boolean open = person && (anyOpen(left, true) || anyOpen(right, false));
        for (int i = 0; i < left.size(); i++) {
            int j = alignment.partner(i);
            if (j == Alignment.NONE) {
                tally.openLeft += open(left.get(i));
                continue;
            }
            NamePart one = left.get(i);
            NamePart two = right.get(j);
            int weight = (one.weight() + two.weight()) / 2;
            Likeness likeness = alignment.likeness(i);
            int similarity = alignment.similarity(i);
            if (likeness == Likeness.NEAR && open) {
                similarity = nearBesideOpen(similarity);
            }
            step(Code.PART, likeness.name(), one, two, weight, similarity);
            tally.pairs++;
            tally.matched += weight;
            tally.agreed += likeness == Likeness.NEAR ? weight / 2 : weight;
            boolean firm =
                    likeness != Likeness.INITIAL
                            && one.role() != Role.TITLE
                            && !one.is(Trait.SERVANT)
                            && !(one.is(Trait.INITIAL) && two.is(Trait.INITIAL));
            tally.initialLeft |= likeness == Likeness.INITIAL && one.is(Trait.INITIAL);
            tally.initialRight |= likeness == Likeness.INITIAL && two.is(Trait.INITIAL);
            tally.firmPairs += firm ? 1 : 0;
            tally.wordPairs += one.role() == Role.WORD || person ? 1 : 0;
            tally.nearPairs += likeness == Likeness.NEAR ? 1 : 0;
            if (likeness == Likeness.NEAR) {
                int edits = PartComparison.letters(one, two, alignment.similarity(i));
                tally.editedPairs += edits > 0 ? 1 : 0;
                tally.mostEdits = Math.max(tally.mostEdits, edits);
                tally.shortest = Math.min(tally.shortest, one.text().length());
                tally.shortest = Math.min(tally.shortest, two.text().length());
            }
        }
        for (int j = 0; j < right.size(); j++) {
            tally.openRight += alignment.rightTaken(j) ? 0 : open(right.get(j));
        }
        return tally;
    }

    /// A near part is a spelling when all the rest is equal; beside a part that is open its edits
    /// count twice.
    static int nearBesideOpen(int similarity) {
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

    private void person(NameForm one, NameForm other, Tally tally) {
        boolean leftOpen = anyOpen(alignment.left(), true);
        boolean rightOpen = anyOpen(alignment.right(), false);
        openParts();
        if (tally.nearPairs > 1) {
            step(
                    Code.NEAR_PARTS,
                    Integer.toString(tally.nearPairs),
                    "",
                    "",
                    0,
                    FURTHER_NEAR * (tally.nearPairs - 1));
        }
        farParts(tally);
        if (one.labelled() && other.labelled() && surnameIsGiven()) {
            step(Code.SWAPPED, "", "", "", 0, SWAPPED);
        }
        if (!one.suffix().isEmpty()
                && !other.suffix().isEmpty()
                && !one.suffix().equals(other.suffix())) {
            step(Code.SUFFIX, "", one.suffix(), other.suffix(), 0, OTHER_SUFFIX);
        }
        if (leftOpen && rightOpen) {
            replaced(tally);
        }
        if (reversed(one, other)) {
            cap(Code.ORDER_REVERSED, "", "", REVERSED);
        }
        int longer = tally.matched + Math.max(tally.openLeft, tally.openRight);
        boolean cut = one.truncated() || other.truncated();
        boolean single = tally.firmPairs == 1 && isAlone(tally, leftOpen, rightOpen);
        if (tally.firmPairs == 0) {
            cap(Code.NOTHING_DISTINCTIVE, "", "", INDISTINCT);
        } else if (single && !cut) {
            cap(Code.SINGLE_PART, "", "", SINGLE_PART);
        } else if (tally.agreed * 100 < longer * LEAST_COVERED_PERCENT && !cut) {
            cap(Code.MOSTLY_OPEN, "", "", MOSTLY_OPEN);
        }
        shortName(tally, alignment.left().size() == 1 || alignment.right().size() == 1);
        if (one.surnameOnly() || other.surnameOnly()) {
            step(Code.SURNAME_ONLY, "", "", "", 0, SURNAME_ONLY);
        }
    }

    /// One part may be written with two wrong letters or more, or several with one each, not both.
    private void farParts(Tally tally) {
        if (tally.editedPairs > 1 && tally.mostEdits > 1) {
            cap(Code.FAR_PARTS, "", "", FAR_PARTS);
        }
    }

    /// Whether the only firm pair is not enough: it is near and an initial beside it says little,
    /// or more is open than a name shortened to an initial leaves out.
    private static boolean isAlone(Tally tally, boolean leftOpen, boolean rightOpen) {
        if (tally.pairs == 1) {
            return leftOpen || rightOpen;
        }
        return tally.nearPairs == 1
                || (tally.initialLeft && leftOpen)
                || (tally.initialRight && rightOpen);
    }

    private void shortName(Tally tally, boolean onePart) {
        if (onePart && tally.nearPairs > 0 && tally.shortest <= LONGEST_SHORT) {
            cap(Code.SHORT_NAME, "", "", SHORT_NAME);
        }
    }

    /// Titles that stand for a name do not contradict.
    private boolean anyOpen(List<NamePart> parts, boolean left) {
        for (int i = 0; i < parts.size(); i++) {
            boolean open = left ? alignment.partner(i) == Alignment.NONE : !alignment.rightTaken(i);
            Role role = parts.get(i).role();
            if (open && role != Role.TITLE && role != Role.NUMBER) {
                return true;
            }
        }
        return false;
    }

    private void openParts() {
        List<NamePart> left = alignment.left();
        for (int i = 0; i < left.size(); i++) {
            if (alignment.partner(i) == Alignment.NONE) {
                only(left.get(i), true, OPEN_PART * left.get(i).weight() / 100);
            }
        }
        List<NamePart> right = alignment.right();
        for (int j = 0; j < right.size(); j++) {
            if (!alignment.rightTaken(j)) {
                only(right.get(j), false, OPEN_PART * right.get(j).weight() / 100);
            }
        }
    }

    private void only(NamePart part, boolean left, int points) {
        Code code = left == flipped ? Code.ONLY_SECOND : Code.ONLY_FIRST;
        boolean first = code == Code.ONLY_FIRST;
        add(
                code,
                part.role().name(),
                first ? part.text() : "",
                first ? "" : part.text(),
                0,
                points);
    }

    private void replaced(Tally tally) {
        int share = tally.matched + Math.max(tally.openLeft, tally.openRight);
        int points = (int) ((long) CONTRADICTED * tally.matched / Math.max(1, share));
        int most = Math.min(CONTRADICTED, points + CONTRADICTED / 10);
        cap(Code.CONTRADICTION, texts(true), texts(false), most);
    }

    private String texts(boolean left) {
        if (!tracing) {
            return "";
        }
        StringBuilder texts = new StringBuilder();
        List<NamePart> parts = left ? alignment.left() : alignment.right();
        for (int i = 0; i < parts.size(); i++) {
            boolean open = left ? alignment.partner(i) == Alignment.NONE : !alignment.rightTaken(i);
            if (open) {
                texts.append(texts.isEmpty() ? "" : "+").append(parts.get(i).text());
            }
        }
        return texts.toString();
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

    private boolean acronym(NameForm one, NameForm other) {
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
            add(Code.PART, "ACRONYM", letters, letters, 100, MAX);
            add(Code.ACRONYM, "", "", "", 0, ACRONYM);
        }
        return fits;
    }

    private void organisation(NameForm one, NameForm other, Tally tally) {
        boolean leftOpen = anyOpen(alignment.left(), true);
        boolean rightOpen = anyOpen(alignment.right(), false);
        int open = openWords();
        if (open > 0) {
            int covered = (int) ((long) MAX * tally.matched / (tally.matched + open));
            step(Code.COVERAGE, "", "", "", 0, covered);
        }
        if (tally.nearPairs > 1) {
            step(
                    Code.NEAR_PARTS,
                    Integer.toString(tally.nearPairs),
                    "",
                    "",
                    0,
                    FURTHER_NEAR * (tally.nearPairs - 1));
        }
        farParts(tally);
        legalForms(one, other);
        if (leftOpen && rightOpen) {
            replaced(tally);
        }
        numbers();
        boolean words = hasWord(alignment.left()) || hasWord(alignment.right());
        if (tally.pairs == 0 || (words && tally.wordPairs == 0)) {
            cap(Code.NOTHING_DISTINCTIVE, "", "", INDISTINCT);
        }
        shortName(tally, alignment.left().size() == 1 && alignment.right().size() == 1);
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
                only(part, left, OPEN_PLACE);
                yield 0;
            }
            case SURNAME, GIVEN, PART, PATRONYMIC, TITLE, WORD, BUSINESS, OBJECT -> {
                only(part, left, 0);
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
            cap(Code.OTHER_BODY, "", "", FORM_OTHER);
            return;
        }
        step(Code.LEGAL_FORM, detail, "", "", 0, points);
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
            step(
                    Code.ONLY_FIRST,
                    "NUMBER",
                    flipped ? right : left,
                    flipped ? left : right,
                    0,
                    OPEN_FIRST_OF_SERIES);
            return;
        }
        cap(Code.SERIES, left, right, OTHER_SERIES);
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

    private void notes(NameForm one, NameForm other) {
        if (!tracing) {
            return;
        }
        if (one.truncated() || other.truncated()) {
            add(Code.TRUNCATED, "", "", "", 0, 0);
        }
        if (alignment.overflow()) {
            add(Code.TOO_MANY_PARTS, "", "", "", 0, 0);
        }
        String left = String.join("+", one.titles()).toUpperCase(Locale.ROOT);
        String right = String.join("+", other.titles()).toUpperCase(Locale.ROOT);
        if (!left.isEmpty() || !right.isEmpty()) {
            add(Code.TITLE, "", flipped ? right : left, flipped ? left : right, 0, 0);
        }
    }

    private void cap(Code code, String left, String right, int points) {
        contradicted = true;
        step(code, "", left, right, 0, points);
    }

    private void step(
            Code code, String detail, NamePart one, NamePart two, int weight, int points) {
        if (tracing) {
            step(code, detail, one.text(), two.text(), weight, points);
        } else {
            sum.take(code.effect(), weight, points);
        }
    }

    /// Operands of the ordered names; the names as given may stand the other way round.
    private void step(Code code, String detail, String left, String right, int weight, int points) {
        add(code, detail, flipped ? right : left, flipped ? left : right, weight, points);
    }

    private void add(Code code, String detail, String left, String right, int weight, int points) {
        sum.take(code.effect(), weight, points);
        if (tracing) {
            steps.add(new NameStep(code, detail, left, right, weight, points));
        }
    }
}
