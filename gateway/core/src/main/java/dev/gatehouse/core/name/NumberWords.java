package dev.gatehouse.core.name;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Numbers written as words, as digits or in Roman letters.
final class NumberWords {
    private static final int TENS_FROM = 20;
    private static final int TENS_TO = 90;
    private static final int ROMAN_HIGHEST = 39;

    private final Map<String, Integer> values = new HashMap<>();

    /// A number in the words of a name.
    ///
    /// @param value what it counts
    /// @param tokens how many words it takes, zero when there is no number
    record Found(String value, int tokens) {}

    NumberWords(TableText table) {
        for (String entry : table.words("")) {
            int equals = entry.indexOf('=');
            values.put(entry.substring(0, equals), Integer.parseInt(entry.substring(equals + 1)));
        }
    }

    /// A number that begins at a word: `FORTY FOUR`, `FORTY 4`, `44`, `XIV`, `AR16`.
    ///
    /// A single Roman letter is a number only at the end, and no Roman number stands first.
    Found at(List<NameToken> tokens, int from) {
        String text = tokens.get(from).text();
        Integer value = values.get(text);
        if (value != null) {
            if (value >= TENS_FROM && value <= TENS_TO && from + 1 < tokens.size()) {
                OptionalInt unit = unit(tokens.get(from + 1).text());
                if (unit.isPresent()) {
                    return new Found(Integer.toString(value + unit.getAsInt()), 2);
                }
            }
            return new Found(Integer.toString(value), 1);
        }
        if (tokens.get(from).hasDigit()) {
            return new Found(withoutZeros(text), 1);
        }
        boolean last = from == tokens.size() - 1;
        if (from > 0 && (text.length() > 1 || last)) {
            int roman = roman(text);
            if (roman > 0) {
                return new Found(Integer.toString(roman), 1);
            }
        }
        return new Found("", 0);
    }

    private static String withoutZeros(String text) {
        int at = 0;
        while (at < text.length() - 1 && text.charAt(at) == '0') {
            at++;
        }
        return text.substring(at);
    }

    private OptionalInt unit(String text) {
        Integer word = values.get(text);
        if (word != null && word > 0 && word < 10) {
            return OptionalInt.of(word);
        }
        boolean digit = text.length() == 1 && text.charAt(0) >= '1' && text.charAt(0) <= '9';
        return digit ? OptionalInt.of(text.charAt(0) - '0') : OptionalInt.empty();
    }

    /// 1 to 39 in the only right spelling; zero for any other word.
    static int roman(String text) {
        for (int value = 1; value <= ROMAN_HIGHEST && text.length() <= 7; value++) {
            if (roman(value).equals(text)) {
                return value;
            }
        }
        return 0;
    }

    private static String roman(int value) {
        String tens = "X".repeat(value / 10);
        int unit = value % 10;
        return tens
                + switch (unit) {
                    case 4 -> "IV";
                    case 9 -> "IX";
                    default -> (unit >= 5 ? "V" : "") + "I".repeat(unit % 5);
                };
    }
}
