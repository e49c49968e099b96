package dev.gatehouse.core.name;

import dev.gatehouse.core.name.NamePart.Role;
import dev.gatehouse.core.name.NamePart.Trait;
import java.util.List;

/// Compares two parts (section 5.4 of the fact sheet).
///
/// Not for two threads at a time: the rows of the edit distance are its own.
final class PartComparison {
    /// Similarity of equal parts; all others are parts of it.
    static final int EQUAL = 10_000;

    private static final int TRANSLIT = 9_800;
    private static final int NICKNAME = 8_500;
    private static final int INITIAL = 8_000;
    private static final int PREFIX = 9_000;
    private static final int SYLLABLE = 7_600;
    private static final int CONSONANTS = 9_300;
    private static final int FEWEST_CONSONANTS = 2;

    private final SpellingDistance distance;
    private Likeness likeness = Likeness.DIFFERENT;
    private int similarity;

    PartComparison(NameTables tables) {
        distance = new SpellingDistance(tables.soundEdits());
    }

    /// What the last comparison found.
    Likeness likeness() {
        return likeness;
    }

    /// Of the last comparison, 0 to [#EQUAL].
    int similarity() {
        return similarity;
    }

    /// Compares two parts; how they are alike, the other methods tell.
    ///
    /// @return whether they are
    boolean compare(NamePart left, NamePart right) {
        if (!left.raw().isEmpty() && !right.raw().isEmpty()) {
            return left.raw().equals(right.raw()) ? is(Likeness.EQUAL, EQUAL) : different();
        }
        if (left.text().equals(right.text())) {
            return left.role() == Role.NUMBER == (right.role() == Role.NUMBER)
                    ? is(Likeness.EQUAL, EQUAL)
                    : different();
        }
        if (exactOnly(left) || exactOnly(right)) {
            return different();
        }
        if (left.is(Trait.INITIAL) || right.is(Trait.INITIAL)) {
            return initial(left, right);
        }
        if (sameForm(left, right)) {
            return is(Likeness.TRANSLIT, TRANSLIT);
        }
        if (left.full().contains(right.text()) || right.full().contains(left.text())) {
            return is(Likeness.NICKNAME, NICKNAME);
        }
        if (left.is(Trait.TRUNCATED) && right.text().startsWith(left.text())) {
            return is(Likeness.PREFIX, PREFIX);
        }
        if (right.is(Trait.TRUNCATED) && left.text().startsWith(right.text())) {
            return is(Likeness.PREFIX, PREFIX);
        }
        if (left.is(Trait.ABJAD) != right.is(Trait.ABJAD)) {
            return consonants(left.text(), right.text());
        }
        return near(left, right);
    }

    /// Whether two packed parts are alike, which is what [#compare] says of them.
    ///
    /// @param sounds of the one ([Skeleton#sounds]); the shapes are not too far apart
    boolean compare(long one, int sounds, long other, int otherSounds) {
        if (PackedPart.sameLetters(one, other)) {
            return true;
        }
        int letters = Math.min(PackedPart.length(one), PackedPart.length(other));
        boolean near =
                !SpellingDistance.hopeless(sounds, otherSounds, letters)
                        && distance.of(one, other) <= SpellingDistance.budget(letters);
        return near || (letters > 1 && PackedPart.isSyllable(one, other));
    }

    private static boolean exactOnly(NamePart part) {
        return part.role() == Role.NUMBER
                || part.role() == Role.PLACE
                || part.is(Trait.SERVANT)
                || part.is(Trait.ACRONYM);
    }

    private boolean initial(NamePart left, NamePart right) {
        boolean both = left.is(Trait.INITIAL) && right.is(Trait.INITIAL);
        boolean same = left.text().charAt(0) == right.text().charAt(0);
        return (same && !both) ? is(Likeness.INITIAL, INITIAL) : different();
    }

    private static boolean sameForm(NamePart left, NamePart right) {
        if (!left.fold().isEmpty() && left.fold().equals(right.fold())) {
            return true;
        }
        if (left.joined().equals(right.text()) || right.joined().equals(left.text())) {
            return true;
        }
        if (left.forms().size() == 1 && right.forms().size() == 1) {
            return false;
        }
        for (String form : left.forms()) {
            if (right.forms().contains(form)) {
                return true;
            }
        }
        return false;
    }

    private boolean consonants(String left, String right) {
        String one = Skeleton.of(left);
        boolean enough = one.length() >= FEWEST_CONSONANTS;
        return (enough && one.equals(Skeleton.of(right)))
                ? is(Likeness.TRANSLIT, CONSONANTS)
                : different();
    }

    private boolean near(NamePart left, NamePart right) {
        int letters = Math.min(left.text().length(), right.text().length());
        boolean hopeless =
                SpellingDistance.hopeless(left.sounds(), right.sounds(), letters)
                        || distance.hopeless(left, right);
        int best = hopeless ? SpellingDistance.TOO_FAR : closest(left.forms(), right.forms());
        if (best > SpellingDistance.budget(letters)) {
            boolean syllable =
                    (left.is(Trait.SYLLABLES) && left.text().startsWith(right.text()))
                            || (right.is(Trait.SYLLABLES) && right.text().startsWith(left.text()));
            return (syllable && letters > 1) ? is(Likeness.SYLLABLE, SYLLABLE) : different();
        }
        return best <= SpellingDistance.SOUND_ONLY
                ? is(Likeness.TRANSLIT, EQUAL - best * 10)
                : is(Likeness.NEAR, EQUAL - best * costOfEdit(letters));
    }

    private int closest(List<String> left, List<String> right) {
        int best = SpellingDistance.TOO_FAR;
        for (String one : left) {
            for (String other : right) {
                best = Math.min(best, distance.of(one, other));
            }
        }
        return best;
    }

    /// By how many whole letters two parts that are near differ, spellings of one sound left out.
    static int letters(NamePart left, NamePart right, int similarity) {
        int letters = Math.min(left.text().length(), right.text().length());
        return (EQUAL - similarity) / costOfEdit(letters) / SpellingDistance.EDIT;
    }

    /// An edit changes more of a short name; in hundredths of one ten-thousandth.
    private static int costOfEdit(int letters) {
        if (letters <= 4) {
            return 22;
        }
        if (letters == 5) {
            return 18;
        }
        if (letters == 6) {
            return 15;
        }
        return letters <= 9 ? 13 : 10;
    }

    private boolean is(Likeness how, int much) {
        likeness = how;
        similarity = much;
        return true;
    }

    private boolean different() {
        likeness = Likeness.DIFFERENT;
        similarity = 0;
        return false;
    }
}
