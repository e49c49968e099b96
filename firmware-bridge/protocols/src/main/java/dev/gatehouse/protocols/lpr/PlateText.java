package dev.gatehouse.protocols.lpr;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/// A reader's plate text in its canonical form (plate reader sheet, section 1).
///
/// @param raw as sent after NFKC, at most 24 code points
/// @param plate `[A-Z0-9?]{0,16}`, `?` for a character the reader could not read; empty when there
///   is no plate
/// @param needsReview something was read that has no canonical form, or only an approximate one
public record PlateText(String raw, String plate, boolean needsReview) {

    static final int MAX_RAW_CODE_POINTS = 24;
    static final int MAX_PLATE_CHARS = 16;

    /// NFKC may expand a character 18 times: cut before normalising.
    private static final int MAX_INPUT_CHARS = 64;

    private static final Set<String> NO_PLATE =
            Set.of("unknown", "noplate", "no plate", "not defined", "null", "-", "n/a");
    private static final PlateText NONE = new PlateText("", "", false);

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "PlateText[content withheld]";
    }

    /// Total: any text has a result.
    public static PlateText of(String sent) {
        String cut = sent.length() > MAX_INPUT_CHARS ? cutAt(sent, MAX_INPUT_CHARS) : sent;
        String normal = Normalizer.normalize(cut, Normalizer.Form.NFKC);
        String raw = firstCodePoints(normal, MAX_RAW_CODE_POINTS);
        if (NO_PLATE.contains(normal.strip().toLowerCase(Locale.ROOT))) {
            return new PlateText(raw, "", false);
        }
        if (normal.isBlank()) {
            return NONE;
        }
        return fold(raw, normal.toUpperCase(Locale.ROOT));
    }

    private static PlateText fold(String raw, String upper) {
        // An accented Latin letter counts as its base letter, marked for review.
        String parted = Normalizer.normalize(upper, Normalizer.Form.NFD);
        StringBuilder plate = new StringBuilder(MAX_PLATE_CHARS);
        boolean review = parted.length() != upper.length();
        boolean anyRead = false;
        for (int at = 0; at < parted.length(); at += Character.charCount(parted.codePointAt(at))) {
            int letter = parted.codePointAt(at);
            if (isPlain(letter)) {
                plate.append((char) letter);
                anyRead = true;
            } else if (isUnreadMark(letter)) {
                plate.append('?');
            } else if (Character.isLetterOrDigit(letter)) {
                if (Character.UnicodeScript.of(letter) != Character.UnicodeScript.LATIN) {
                    return new PlateText(raw, "", true);
                }
                // Latin without a base letter in A to Z: something stood there, which one is not
                // known.
                plate.append('?');
                review = true;
                anyRead = true;
            }
        }
        if (!anyRead) {
            return new PlateText(raw, "", review);
        }
        // Longer than any plate: a part of it would be another plate.
        return plate.length() > MAX_PLATE_CHARS
                ? new PlateText(raw, "", true)
                : new PlateText(raw, plate.toString(), review);
    }

    private static boolean isPlain(int letter) {
        return (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
    }

    private static boolean isUnreadMark(int letter) {
        return letter == '?' || letter == '#' || letter == '*' || letter == '_';
    }

    private static String cutAt(String text, int chars) {
        return text.substring(
                0, Character.isHighSurrogate(text.charAt(chars - 1)) ? chars - 1 : chars);
    }

    private static String firstCodePoints(String text, int count) {
        return text.codePointCount(0, text.length()) <= count
                ? text
                : text.substring(0, text.offsetByCodePoints(0, count));
    }
}
