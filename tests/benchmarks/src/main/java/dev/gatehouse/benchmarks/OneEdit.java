package dev.gatehouse.benchmarks;

/// Folding and one edit in plain strings: an oracle that shares nothing with the index.
final class OneEdit {
    private static final String[] CLASSES = {"0ODQ", "1I", "2Z", "5S", "8B", "6G"};

    private OneEdit() {}

    /// Each character's representative.
    static String folded(String plate) {
        StringBuilder folded = new StringBuilder(plate);
        for (int i = 0; i < folded.length(); i++) {
            for (String members : CLASSES) {
                if (members.indexOf(folded.charAt(i)) >= 0) {
                    folded.setCharAt(i, members.charAt(0));
                }
            }
        }
        return folded.toString();
    }

    /// Whether two texts are equal, or one insertion, deletion, substitution or swap of neighbours
    /// apart.
    static boolean isWithin(String one, String other) {
        if (Math.abs(one.length() - other.length()) > 1) {
            return false;
        }
        int shorter = Math.min(one.length(), other.length());
        int ahead = 0;
        while (ahead < shorter && one.charAt(ahead) == other.charAt(ahead)) {
            ahead++;
        }
        int behind = 0;
        while (behind < shorter - ahead
                && one.charAt(one.length() - 1 - behind)
                        == other.charAt(other.length() - 1 - behind)) {
            behind++;
        }
        int leftOfOne = one.length() - ahead - behind;
        int leftOfOther = other.length() - ahead - behind;
        if (leftOfOne <= 1 && leftOfOther <= 1) {
            return true;
        }
        return leftOfOne == 2
                && leftOfOther == 2
                && one.charAt(ahead) == other.charAt(ahead + 1)
                && one.charAt(ahead + 1) == other.charAt(ahead);
    }
}
