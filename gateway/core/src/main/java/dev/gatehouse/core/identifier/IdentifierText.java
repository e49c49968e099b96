package dev.gatehouse.core.identifier;

import java.text.Normalizer;
import java.util.Optional;

/// Letters and digits of a reading as the rules compare them: NFKC, ASCII letters in upper case,
/// the separators that people write (blanks, hyphens and dashes, dots, slashes) removed. Anything
/// else is no identifier: dropping it would make another one.
final class IdentifierText {
    private static final int ASCII = 0x80;

    private IdentifierText() {}

    /// Only `A-Z0-9`, or nothing when the text holds anything but those and separators.
    static Optional<String> lettersAndDigits(String input) {
        String text = isAscii(input) ? input : Normalizer.normalize(input, Normalizer.Form.NFKC);
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) {
                kept.append(c);
            } else if (c >= 'a' && c <= 'z') {
                kept.append((char) (c - 'a' + 'A'));
            } else if (!isSeparator(c)) {
                return Optional.empty();
            }
        }
        return Optional.of(kept.toString());
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= ASCII) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSeparator(char c) {
        return switch (c) {
            case ' ',
                    '\t',
                    '\r',
                    '\n',
                    '-',
                    '.',
                    '/',
                    '\u2010',
                    '\u2011',
                    '\u2012',
                    '\u2013',
                    '\u2014',
                    '\u2212' ->
                    true;
            default -> false;
        };
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean digits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean letters(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isLetter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean digits(String text) {
        return digits(text, 0, text.length());
    }

    static boolean hasLetter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isLetter(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /// Without zeros on the left; a single zero stays.
    static String withoutLeadingZeros(String digits) {
        int at = 0;
        while (at < digits.length() - 1 && digits.charAt(at) == '0') {
            at++;
        }
        return digits.substring(at);
    }
}
