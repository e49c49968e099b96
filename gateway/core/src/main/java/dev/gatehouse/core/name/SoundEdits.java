package dev.gatehouse.core.name;

import java.util.ArrayList;
import java.util.List;

/// Letters that may stand for each other at little cost because transliterations differ (section
/// 5.1 of the fact sheet).
final class SoundEdits {
    /// Letters of the longest side.
    static final int LONGEST_SIDE = 4;

    /// Two spellings of one sound. A side is kept as the tail of a word: five bits a letter, the
    /// last one lowest.
    ///
    /// @param leftLetters of the end of one word
    /// @param left its letters
    /// @param rightLetters of the end of the other, 0 when `left` may simply be there
    /// @param right its letters
    /// @param cost in hundredths of an edit
    /// @param endOnly only where the whole word ends
    /// @param kept letters that stay as they are
    record Rule(
            int leftLetters,
            int left,
            int rightLetters,
            int right,
            int cost,
            boolean endOnly,
            int kept) {
        static Rule of(String left, String right, int cost, boolean endOnly) {
            if (Math.max(left.length(), right.length()) > LONGEST_SIDE) {
                throw new IllegalStateException("a spelling of a sound has at most 4 letters");
            }
            return new Rule(
                    left.length(),
                    tail(left),
                    right.length(),
                    tail(right),
                    cost,
                    endOnly,
                    common(left, right));
        }

        /// Whether two words end so, given their tails.
        boolean fits(int leftTail, int rightTail) {
            return (leftTail & mask(leftLetters)) == left
                    && (rightTail & mask(rightLetters)) == right;
        }

        private static int mask(int letters) {
            return (1 << (letters * LETTER_BITS)) - 1;
        }

        private static int tail(String text) {
            int tail = 0;
            for (int i = 0; i < text.length(); i++) {
                tail = append(tail, symbol(text.charAt(i)));
            }
            return tail;
        }

        /// Letters that both sides have in the same order.
        private static int common(String left, String right) {
            int[][] most = new int[left.length() + 1][right.length() + 1];
            for (int i = 1; i <= left.length(); i++) {
                for (int j = 1; j <= right.length(); j++) {
                    boolean same = left.charAt(i - 1) == right.charAt(j - 1);
                    int with = most[i - 1][j - 1] + (same ? 1 : 0);
                    most[i][j] = Math.max(with, Math.max(most[i - 1][j], most[i][j - 1]));
                }
            }
            return most[left.length()][right.length()];
        }
    }

    private static final int LETTER_BITS = 5;
    private static final int TAIL = (1 << (LONGEST_SIDE * LETTER_BITS)) - 1;

    /// The tail of a word that is one letter longer.
    static int append(int tail, int symbol) {
        return (tail << LETTER_BITS | symbol) & TAIL;
    }

    private static final Rule[] NONE = {};
    private static final int SYMBOLS = 27;

    private final Rule[][] byEnds = new Rule[SYMBOLS * SYMBOLS][];

    SoundEdits(TableText table) {
        List<List<Rule>> lists = new ArrayList<>();
        for (int i = 0; i < SYMBOLS * SYMBOLS; i++) {
            lists.add(new ArrayList<>());
        }
        for (String line : table.section("")) {
            int colon = line.indexOf(':');
            int cost = Integer.parseInt(line.substring(0, colon));
            for (String text : line.substring(colon + 1).strip().split("\\|", -1)) {
                String[] sides = text.split(" ", -1);
                boolean endOnly = sides[1].endsWith("@end");
                String right = sides[1].replace("@end", "").replace("-", "");
                add(lists, sides[0], right, Rule.of(sides[0], right, cost, endOnly));
                add(lists, right, sides[0], Rule.of(right, sides[0], cost, endOnly));
            }
        }
        for (int i = 0; i < lists.size(); i++) {
            byEnds[i] = lists.get(i).isEmpty() ? NONE : lists.get(i).toArray(Rule[]::new);
        }
    }

    private static void add(List<List<Rule>> lists, String left, String right, Rule rule) {
        lists.get(end(left) * SYMBOLS + end(right)).add(rule);
    }

    private static int end(String text) {
        return text.isEmpty() ? 0 : symbol(text.charAt(text.length() - 1));
    }

    /// 1 to 26 for A to Z, 0 for any other character.
    static int symbol(char c) {
        return c >= 'A' && c <= 'Z' ? c - 'A' + 1 : 0;
    }

    /// Rules whose sides end with these letters; 0 for an empty side.
    Rule[] endingWith(int left, int right) {
        return byEnds[left * SYMBOLS + right];
    }
}
