package dev.gatehouse.core.name;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Any script to A-Z: ICAO Doc 9303-3 section 6 where it has a table, own tables for the rest.
///
/// A letter that no table knows is kept as it is, so that two names of an unknown script are still
/// compared with each other.
final class Letters {
    /// Latin forms of one part that are kept; the first is the form of the tables, the last the one
    /// with every other choice (`MUELLER`, `MULLER`).
    static final int MAX_FORMS = 4;

    private static final int LONGEST_KEY = 2;
    private static final char HIRAGANA_FIRST = '\u3041';
    private static final char HIRAGANA_LAST = '\u3096';
    private static final int KANA_SHIFT = 0x60;
    private static final char HANGUL_FIRST = '\uac00';
    private static final char HANGUL_LAST = '\ud7a3';
    private static final int HANGUL_FINALS = 28;
    private static final int HANGUL_VOWELS = 21;
    private static final List<String> INITIALS =
            List.of(
                    "G", "KK", "N", "D", "TT", "R", "M", "B", "PP", "S", "SS", "", "J", "JJ", "CH",
                    "K", "T", "P", "H");
    private static final List<String> VOWELS =
            List.of(
                    "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO",
                    "U", "WO", "WE", "WI", "YU", "EU", "UI", "I");
    private static final List<String> FINALS =
            List.of(
                    "", "K", "K", "K", "N", "N", "N", "T", "L", "K", "M", "L", "L", "L", "P", "L",
                    "M", "P", "P", "T", "T", "NG", "T", "T", "K", "T", "P", "T");

    /// A word in Latin letters.
    ///
    /// @param forms of the written word, at least one
    /// @param abjad whether it holds a letter of a script that leaves vowels out
    /// @param han whether it holds a Han character
    record Latin(List<String> forms, boolean abjad, boolean han) {}

    private final Map<String, List<String>> plain;
    private final Map<String, List<String>> abjad;
    private final Map<Character, String> han;

    Letters(TableText letters, TableText hanTable) {
        plain = keys(letters.words("plain"));
        abjad = keys(letters.words("abjad"));
        han = readings(hanTable.words(""));
    }

    private static Map<String, List<String>> keys(List<String> entries) {
        Map<String, List<String>> keys = new HashMap<>();
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            String key = Normalizer.normalize(entry.substring(0, equals), Normalizer.Form.NFKC);
            List<String> values = new ArrayList<>();
            for (String value : entry.substring(equals + 1).split(",", -1)) {
                values.add(value.equals("-") ? "" : value);
            }
            keys.put(key, List.copyOf(values));
        }
        return Map.copyOf(keys);
    }

    private static Map<Character, String> readings(List<String> entries) {
        Map<Character, String> readings = new HashMap<>();
        for (String entry : entries) {
            int at = 0;
            while (entry.charAt(at) < 0x80) {
                at++;
            }
            String reading = entry.substring(0, at).toUpperCase(java.util.Locale.ROOT);
            for (int i = at; i < entry.length(); i++) {
                readings.putIfAbsent(entry.charAt(i), reading);
            }
        }
        return Map.copyOf(readings);
    }

    static boolean isHan(char c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }

    static boolean isHangul(char c) {
        return c >= HANGUL_FIRST && c <= HANGUL_LAST;
    }

    /// Writes a word in Latin letters.
    ///
    /// @param word letters, digits and marks after NFKC
    Latin latin(String word) {
        if (isAscii(word)) {
            return new Latin(List.of(upper(word)), false, false);
        }
        String folded = fold(word);
        List<StringBuilder> forms = new ArrayList<>();
        forms.add(new StringBuilder());
        boolean sawAbjad = false;
        boolean sawHan = false;
        int at = 0;
        while (at < folded.length()) {
            int length = Math.min(LONGEST_KEY, folded.length() - at);
            List<String> values = List.of();
            while (length > 0 && values.isEmpty()) {
                String key = folded.substring(at, at + length);
                values = plain.getOrDefault(key, List.of());
                if (values.isEmpty()) {
                    values = abjad.getOrDefault(key, List.of());
                    sawAbjad |= !values.isEmpty();
                }
                if (values.isEmpty()) {
                    length--;
                }
            }
            if (values.isEmpty()) {
                char c = folded.charAt(at);
                sawHan |= isHan(c);
                values = List.of(other(c));
                length = 1;
            }
            append(forms, values);
            at += length;
        }
        return new Latin(
                forms.stream().map(StringBuilder::toString).distinct().toList(), sawAbjad, sawHan);
    }

    private String other(char c) {
        if (isHangul(c)) {
            int index = c - HANGUL_FIRST;
            return INITIALS.get(index / (HANGUL_VOWELS * HANGUL_FINALS))
                    + VOWELS.get(index / HANGUL_FINALS % HANGUL_VOWELS)
                    + FINALS.get(index % HANGUL_FINALS);
        }
        return han.getOrDefault(c, String.valueOf(c));
    }

    private static void append(List<StringBuilder> forms, List<String> values) {
        if (values.size() > 1 && forms.size() * values.size() <= MAX_FORMS) {
            List<StringBuilder> more = new ArrayList<>();
            for (String value : values) {
                for (StringBuilder form : forms) {
                    more.add(new StringBuilder(form).append(value));
                }
            }
            forms.clear();
            forms.addAll(more);
            return;
        }
        for (int i = 0; i < forms.size(); i++) {
            boolean lastChoice = i > 0 && i == forms.size() - 1;
            forms.get(i).append(lastChoice ? values.getLast() : values.getFirst());
        }
    }

    private String fold(String word) {
        StringBuilder out = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c >= HIRAGANA_FIRST && c <= HIRAGANA_LAST) {
                c = (char) (c + KANA_SHIFT);
            }
            if (!known(c)) {
                char up = Character.toUpperCase(c);
                if (known(up)) {
                    c = up;
                } else if (!isHangul(c)) {
                    appendBase(out, up);
                    continue;
                }
            }
            out.append(c);
        }
        return out.toString();
    }

    private boolean known(char c) {
        String key = String.valueOf(c);
        return plain.containsKey(key) || abjad.containsKey(key);
    }

    /// The letter without its accents; the marks themselves are dropped.
    private void appendBase(StringBuilder out, char c) {
        String parts = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
        for (int i = 0; i < parts.length(); i++) {
            char part = parts.charAt(i);
            int type = Character.getType(part);
            if (type != Character.NON_SPACING_MARK && type != Character.ENCLOSING_MARK) {
                out.append(part);
            }
        }
    }

    private static boolean isAscii(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String upper(String ascii) {
        return ascii.toUpperCase(java.util.Locale.ROOT);
    }
}
