package dev.gatehouse.core.name;

import java.util.ArrayList;
import java.util.List;

/// Letters that may stand for each other at little cost because transliterations differ (section
/// 5.1 of the fact sheet).
final class SoundEdits {
    /// Two spellings of one sound.
    ///
    /// @param left end of one string, empty when `right` may simply be there
    /// @param right end of the other
    /// @param cost in hundredths of an edit
    /// @param endOnly only where the whole string ends
    /// @param kept letters that stay as they are
    record Rule(String left, String right, int cost, boolean endOnly, int kept) {
        Rule(String left, String right, int cost, boolean endOnly) {
            this(left, right, cost, endOnly, common(left, right));
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
                add(lists, new Rule(sides[0], right, cost, endOnly));
                add(lists, new Rule(right, sides[0], cost, endOnly));
            }
        }
        for (int i = 0; i < lists.size(); i++) {
            byEnds[i] = lists.get(i).isEmpty() ? NONE : lists.get(i).toArray(Rule[]::new);
        }
    }

    private static void add(List<List<Rule>> lists, Rule rule) {
        lists.get(end(rule.left()) * SYMBOLS + end(rule.right())).add(rule);
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
