package dev.gatehouse.core.name;

import java.util.Arrays;

/// Edit distance with swapped neighbours in which letters of one sound cost little.
///
/// In hundredths of an edit. At least half of the letters of the longer word must stay as they are,
/// however cheap the changes would be. Not for two threads at a time.
final class SpellingDistance {
    /// No budget reaches it.
    static final int TOO_FAR = 10_000;

    /// A distance up to here is another spelling and not another letter.
    static final int SOUND_ONLY = 50;

    private static final int EDIT = 100;
    private static final int CHEAPEST = 10;
    private static final int DOUBLED = 10;
    private static final int LONGEST = 40;
    private static final int LONGEST_SOUND = 5;

    private final SoundEdits sounds;
    private final ShapeDistance shapes = new ShapeDistance();
    private final int[][] cost = new int[LONGEST + 1][LONGEST + 1];
    private final int[][] kept = new int[LONGEST + 1][LONGEST + 1];
    private final int[] left = new int[LONGEST + 1];
    private final int[] right = new int[LONGEST + 1];

    SpellingDistance(SoundEdits sounds) {
        this.sounds = sounds;
    }

    /// Edits that a word of so many letters may bear: none up to 2 letters, one up to 5, two up to
    /// 12, then three; and one of the cheapest.
    ///
    /// The fact sheet gives three from 10 letters on. Family names of 10 to 12 letters with another
    /// ending (-EVICH, -ENKO; -MANN, -BERG) are other names, and lie just there.
    static int budget(int letters) {
        int edits = letters <= 2 ? 0 : letters <= 5 ? 1 : letters <= 12 ? 2 : 3;
        return edits * EDIT + CHEAPEST;
    }

    /// Measures two words.
    ///
    /// @return the distance, or [#TOO_FAR] when it is above the budget of the shorter word
    int of(String one, String other) {
        int budget = budget(Math.min(one.length(), other.length()));
        if (Math.max(one.length(), other.length()) > LONGEST
                || Math.abs(one.length() - other.length()) > budget / EDIT + LONGEST_SOUND) {
            return TOO_FAR;
        }
        symbols(one, left);
        symbols(other, right);
        int rows = one.length();
        int columns = other.length();
        Arrays.fill(cost[0], 0, columns + 1, TOO_FAR);
        cost[0][0] = 0;
        kept[0][0] = 0;
        for (int i = 0; i <= rows; i++) {
            int least = TOO_FAR;
            for (int j = 0; j <= columns; j++) {
                if (i > 0 || j > 0) {
                    step(one, other, i, j);
                }
                least = Math.min(least, cost[i][j]);
            }
            if (least > budget && i > 0 && leastBefore(i - 1, columns) > budget) {
                return TOO_FAR;
            }
        }
        int needed = (Math.max(rows, columns) + 1) / 2;
        boolean within = cost[rows][columns] <= Math.min(budget, firstLetter(one, other, budget));
        return within && kept[rows][columns] >= needed ? cost[rows][columns] : TOO_FAR;
    }

    /// Another first letter is one edit at most: it is the letter that is seldom wrong.
    private int firstLetter(String one, String other, int budget) {
        return one.charAt(0) == other.charAt(0) || cost[1][1] < EDIT ? budget : EDIT + CHEAPEST;
    }

    private int leastBefore(int row, int columns) {
        int least = TOO_FAR;
        for (int j = 0; j <= columns; j++) {
            least = Math.min(least, cost[row][j]);
        }
        return least;
    }

    /// Whether so many consonants differ that no budget of the shorter word bears it. Another
    /// spelling of one sound may change one consonant.
    static boolean hopeless(int sounds, int otherSounds, int letters) {
        return Integer.bitCount(sounds ^ otherSounds) > 2 * (budget(letters) / EDIT) + 1;
    }

    /// Whether the shapes of two parts are too far apart for the letters to be near.
    boolean hopeless(NamePart one, NamePart other) {
        shapes.set(one.shape());
        return ShapeDistance.tooFar(shapes.to(other.shape()), one.text(), other.text());
    }

    /// Edits that the shorter word bears, at least one for what another spelling does to a shape.
    static int edits(int letters) {
        return Math.max(1, budget(letters) / EDIT);
    }

    private static void symbols(String text, int[] into) {
        into[0] = 0;
        for (int i = 0; i < text.length(); i++) {
            into[i + 1] = SoundEdits.symbol(text.charAt(i));
        }
    }

    private void step(String one, String other, int i, int j) {
        int best = TOO_FAR;
        int stay = 0;
        if (i > 0 && j > 0) {
            boolean same = one.charAt(i - 1) == other.charAt(j - 1);
            best = cost[i - 1][j - 1] + (same ? 0 : EDIT);
            stay = kept[i - 1][j - 1] + (same ? 1 : 0);
            if (i > 1
                    && j > 1
                    && !same
                    && swapped(one, other, i, j)
                    && cost[i - 2][j - 2] + EDIT < best) {
                best = cost[i - 2][j - 2] + EDIT;
                stay = kept[i - 2][j - 2] + 1;
            }
        }
        if (i > 0) {
            boolean doubled = i > 1 && one.charAt(i - 1) == one.charAt(i - 2);
            int without = cost[i - 1][j] + (doubled ? DOUBLED : EDIT);
            if (without < best) {
                best = without;
                stay = kept[i - 1][j];
            }
        }
        if (j > 0) {
            boolean doubled = j > 1 && other.charAt(j - 1) == other.charAt(j - 2);
            int without = cost[i][j - 1] + (doubled ? DOUBLED : EDIT);
            if (without < best) {
                best = without;
                stay = kept[i][j - 1];
            }
        }
        cost[i][j] = best;
        kept[i][j] = stay;
        bySound(one, other, i, j);
    }

    private static boolean swapped(String one, String other, int i, int j) {
        return one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
    }

    private void bySound(String one, String other, int i, int j) {
        if (i > 0 && j > 0) {
            apply(sounds.endingWith(left[i], right[j]), one, other, i, j);
        }
        if (i > 0) {
            apply(sounds.endingWith(left[i], 0), one, other, i, j);
        }
        if (j > 0) {
            apply(sounds.endingWith(0, right[j]), one, other, i, j);
        }
    }

    private void apply(SoundEdits.Rule[] rules, String one, String other, int i, int j) {
        for (SoundEdits.Rule rule : rules) {
            int fromLeft = i - rule.left().length();
            int fromRight = j - rule.right().length();
            if (fromLeft >= 0
                    && fromRight >= 0
                    && cost[fromLeft][fromRight] + rule.cost() < cost[i][j]
                    && (!rule.endOnly() || (i == one.length() && j == other.length()))
                    && one.startsWith(rule.left(), fromLeft)
                    && other.startsWith(rule.right(), fromRight)) {
                cost[i][j] = cost[fromLeft][fromRight] + rule.cost();
                kept[i][j] = kept[fromLeft][fromRight] + rule.kept();
            }
        }
    }
}
