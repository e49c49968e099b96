package dev.gatehouse.core.name;

/// Edit distance with swapped neighbours in which letters of one sound cost little.
///
/// In hundredths of an edit. At least half of the letters of the longer word must stay as they are,
/// however cheap the changes would be. Not for two threads at a time.
final class SpellingDistance {
    /// No budget reaches it.
    static final int TOO_FAR = 10_000;

    /// A distance up to here is another spelling and not another letter.
    static final int SOUND_ONLY = 50;

    /// One letter, in hundredths.
    static final int EDIT = 100;

    private static final int CHEAPEST = 10;
    private static final int DOUBLED = 10;
    private static final int LONGEST = 40;
    private static final int LONGEST_SOUND = 5;

    private static final int STRIDE = LONGEST + 1;

    private final SoundEdits sounds;
    private final ShapeDistance shapes = new ShapeDistance();

    /// Cheapest way to turn the first letters of one word into those of the other, and the letters
    /// that it keeps: a row for each letter of the one.
    private final int[] cost = new int[STRIDE * STRIDE];

    private final int[] kept = new int[STRIDE * STRIDE];
    private final Letters left = new Letters();
    private final Letters right = new Letters();

    /// A word by its letters, each with the tail of the word that ends there.
    private static final class Letters {
        private final char[] chars = new char[STRIDE];
        private final int[] symbols = new int[STRIDE];
        private final int[] tails = new int[STRIDE];
        private int count;

        /// Letters are counted from 1.
        void set(String word) {
            count = word.length();
            for (int i = 1; i <= count; i++) {
                chars[i] = word.charAt(i - 1);
                symbols[i] = SoundEdits.symbol(chars[i]);
                tails[i] = SoundEdits.append(tails[i - 1], symbols[i]);
            }
        }

        void set(long packed) {
            count = PackedPart.length(packed);
            for (int i = 1; i <= count; i++) {
                symbols[i] = PackedPart.letter(packed, i - 1);
                chars[i] = (char) ('A' + symbols[i] - 1);
                tails[i] = SoundEdits.append(tails[i - 1], symbols[i]);
            }
        }

        boolean isDoubled(int at) {
            return at > 1 && chars[at] == chars[at - 1];
        }
    }

    SpellingDistance(SoundEdits sounds) {
        this.sounds = sounds;
    }

    /// Edits that a word of so many letters may bear (section 5.4 of the fact sheet): none up to 2
    /// letters, one up to 5, two up to 9, then three; and one of the cheapest.
    static int budget(int letters) {
        int edits = letters <= 2 ? 0 : letters <= 5 ? 1 : letters <= 9 ? 2 : 3;
        return edits * EDIT + CHEAPEST;
    }

    /// Measures two words.
    ///
    /// @return the distance, or [#TOO_FAR] when it is above the budget of the shorter word
    int of(String one, String other) {
        if (Math.max(one.length(), other.length()) > LONGEST) {
            return TOO_FAR;
        }
        left.set(one);
        right.set(other);
        return measure();
    }

    /// The same for parts that are packed.
    int of(long one, long other) {
        left.set(one);
        right.set(other);
        return measure();
    }

    private int measure() {
        int rows = left.count;
        int columns = right.count;
        int budget = budget(Math.min(rows, columns));
        if (Math.abs(rows - columns) > budget / EDIT + LONGEST_SOUND) {
            return TOO_FAR;
        }
        int leastBefore = TOO_FAR;
        for (int i = 0; i <= rows; i++) {
            int least = row(i, columns);
            if (least > budget && leastBefore > budget && i > 0) {
                return TOO_FAR;
            }
            leastBefore = least;
        }
        int end = rows * STRIDE + columns;
        int needed = (Math.max(rows, columns) + 1) / 2;
        boolean within = cost[end] <= Math.min(budget, firstLetter(budget));
        return within && kept[end] >= needed ? cost[end] : TOO_FAR;
    }

    /// Another first letter is one edit at most: it is the letter that is seldom wrong.
    private int firstLetter(int budget) {
        return left.chars[1] == right.chars[1] || cost[STRIDE + 1] < EDIT
                ? budget
                : EDIT + CHEAPEST;
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

    /// Fills a row.
    ///
    /// @return the least cost in it
    private int row(int i, int columns) {
        int least = TOO_FAR;
        for (int j = 0; j <= columns; j++) {
            int at = i * STRIDE + j;
            if (at == 0) {
                cost[0] = 0;
                kept[0] = 0;
            } else {
                letters(i, j, at);
                bySound(i, j, at);
            }
            least = Math.min(least, cost[at]);
        }
        return least;
    }

    /// By edits of letters.
    private void letters(int i, int j, int at) {
        int best = TOO_FAR;
        int stay = 0;
        if (i > 0 && j > 0) {
            boolean same = left.chars[i] == right.chars[j];
            best = cost[at - STRIDE - 1] + (same ? 0 : EDIT);
            stay = kept[at - STRIDE - 1] + (same ? 1 : 0);
            if (!same && isSwapped(i, j)) {
                int before = at - 2 * STRIDE - 2;
                if (cost[before] + EDIT < best) {
                    best = cost[before] + EDIT;
                    stay = kept[before] + 1;
                }
            }
        }
        if (i > 0) {
            int without = cost[at - STRIDE] + (left.isDoubled(i) ? DOUBLED : EDIT);
            if (without < best) {
                best = without;
                stay = kept[at - STRIDE];
            }
        }
        if (j > 0) {
            int without = cost[at - 1] + (right.isDoubled(j) ? DOUBLED : EDIT);
            if (without < best) {
                best = without;
                stay = kept[at - 1];
            }
        }
        cost[at] = best;
        kept[at] = stay;
    }

    private boolean isSwapped(int i, int j) {
        return i > 1
                && j > 1
                && left.chars[i] == right.chars[j - 1]
                && left.chars[i - 1] == right.chars[j];
    }

    private void bySound(int i, int j, int at) {
        int one = i > 0 ? left.symbols[i] : 0;
        int other = j > 0 ? right.symbols[j] : 0;
        if (i > 0 && j > 0) {
            apply(sounds.endingWith(one, other), i, j, at);
        }
        if (i > 0) {
            apply(sounds.endingWith(one, 0), i, j, at);
        }
        if (j > 0) {
            apply(sounds.endingWith(0, other), i, j, at);
        }
    }

    private void apply(SoundEdits.Rule[] rules, int i, int j, int at) {
        for (SoundEdits.Rule rule : rules) {
            if (rule.leftLetters() <= i
                    && rule.rightLetters() <= j
                    && rule.fits(left.tails[i], right.tails[j])
                    && (!rule.endOnly() || (i == left.count && j == right.count))) {
                int before = at - rule.leftLetters() * STRIDE - rule.rightLetters();
                if (cost[before] + rule.cost() < cost[at]) {
                    cost[at] = cost[before] + rule.cost();
                    kept[at] = kept[before] + rule.kept();
                }
            }
        }
    }
}
