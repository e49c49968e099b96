package dev.gatehouse.core.match;

import java.util.Optional;

/// The sheet's section 4 in plain strings, slow and obvious; shares nothing with the packed forms
/// but the fold classes.
public final class PlateOracle {
    private static final String[] CLASSES = {"0ODQ", "1I", "2Z", "5S", "8B", "6G"};

    private PlateOracle() {}

    /// The grade that a read has.
    public static Optional<Grade> grade(
            String read,
            Jurisdiction readBy,
            boolean doubtful,
            String listed,
            Jurisdiction listedBy) {
        boolean agree =
                readBy == Jurisdiction.UNKNOWN
                        || listedBy == Jurisdiction.UNKNOWN
                        || readBy == listedBy
                        || doubtful;
        if (read.contains("?") || listed.contains("?")) {
            return agree && consistent(fold(read), fold(listed))
                    ? Optional.of(Grade.PARTIAL)
                    : Optional.empty();
        }
        if (read.equals(listed)) {
            return Optional.of(Grade.EXACT);
        }
        if (fold(read).equals(fold(listed))) {
            return Optional.of(Grade.CONFUSABLE);
        }
        return agree && distance(fold(read), fold(listed)) == 1
                ? Optional.of(Grade.EDIT1)
                : Optional.empty();
    }

    /// Each character's representative.
    public static String fold(String plate) {
        StringBuilder folded = new StringBuilder();
        for (int i = 0; i < plate.length(); i++) {
            char c = plate.charAt(i);
            char stands = c;
            for (String members : CLASSES) {
                if (members.indexOf(c) >= 0) {
                    stands = members.charAt(0);
                }
            }
            folded.append(stands);
        }
        return folded.toString();
    }

    private static boolean consistent(String a, String b) {
        if (a.length() != b.length()) {
            return false;
        }
        for (int i = 0; i < a.length(); i++) {
            if (a.charAt(i) != b.charAt(i) && a.charAt(i) != '?' && b.charAt(i) != '?') {
                return false;
            }
        }
        return true;
    }

    /// Optimal string alignment: Levenshtein with swaps of neighbours.
    public static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] =
                        Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
