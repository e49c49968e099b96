package dev.gatehouse.protocols.document;

/// The two parts of the name field of a machine readable zone (ICAO Doc 9303-3, section 4.6).
///
/// @param primary words before the first two fillers in a row; the whole name of a person who has
///   one name only
/// @param secondary words behind them
/// @param maybeTruncated the last place of the field is no filler, so the name may have been cut
/// @param fillersMisread letters that readers make of fillers (K, C, L, S) stand where fillers
///   would be; nothing was removed
public record MrzNames(
        String primary, String secondary, boolean maybeTruncated, boolean fillersMisread) {
    private static final String GAP = "<<";
    private static final String LOOK_LIKE_FILLERS = "KCLS";

    /// Letters in a row at the end of a field that no name ends with.
    private static final int SUSPICIOUS_RUN = 4;

    /// Reads a name field; any text has a reading.
    public static MrzNames of(String field) {
        int gap = field.indexOf(GAP);
        String primary = gap < 0 ? field : field.substring(0, gap);
        String secondary = gap < 0 ? "" : field.substring(gap);
        return new MrzNames(
                words(primary),
                words(secondary),
                field.charAt(field.length() - 1) != '<',
                fillersMisread(field, gap));
    }

    /// Single blanks for any number of fillers, none at the ends.
    private static String words(String part) {
        StringBuilder words = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c != '<') {
                words.append(c);
            } else if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        return words.toString().strip();
    }

    /// The tail of fillers and their look-alikes holds a letter behind a second gap, or a long run
    /// of such letters.
    private static boolean fillersMisread(String field, int gap) {
        int tail = field.length();
        while (tail > 0 && isFillerLike(field.charAt(tail - 1))) {
            tail--;
        }
        int second = field.indexOf(GAP, Math.max(tail, gap < 0 ? tail : gap + 1));
        while (second >= 0 && second < field.length() && field.charAt(second) == '<') {
            second++;
        }
        boolean behindGap =
                second >= 0 && second < field.length() && secondaryBegan(field, gap, second);
        int run = 0;
        int longest = 0;
        for (int i = tail; i < field.length(); i++) {
            run = field.charAt(i) == '<' ? 0 : run + 1;
            longest = Math.max(longest, run);
        }
        return behindGap || longest >= SUSPICIOUS_RUN;
    }

    private static boolean secondaryBegan(String field, int gap, int until) {
        for (int i = Math.max(gap, 0); i < until; i++) {
            if (gap >= 0 && field.charAt(i) != '<') {
                return true;
            }
        }
        return false;
    }

    private static boolean isFillerLike(char c) {
        return c == '<' || LOOK_LIKE_FILLERS.indexOf(c) >= 0;
    }

    /// Names are content: never printed by accident.
    @Override
    public String toString() {
        return "MrzNames[content withheld]";
    }
}
