package dev.gatehouse.core.name;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Romanised Chinese and Korean names: which words are syllables, and what two systems have in
/// common.
///
/// The fold joins Pinyin with Wade-Giles and the two Korean systems (`ZEDONG` and `TSETUNG`,
/// `JEONG` and `CHONG`). It also joins names that differ, so it says "equal" only for parts that
/// are not written alike, and never "near".
final class EastAsian {
    private static final Pattern SYLLABLE =
            Pattern.compile(
                    "(?:CH|SH|ZH|TS|TZ|SZ|HS|KH|PH|TH|KK|PP|TT|SS|[BCDFGHJKLMNPQRSTXZ])?[YW]?"
                            + "[AEIOU]{1,3}(?:N?NG|NN?|K|L|M|P|T|R|H|B)?");
    private static final Pattern WORD = Pattern.compile("(?:" + SYLLABLE.pattern() + "){1,3}");
    private static final int LONGEST_WORD = 14;

    private final Map<String, String> surnames = new HashMap<>();

    EastAsian(TableText table) {
        for (String line : table.section("same")) {
            String[] spellings = line.split("\\s+", -1);
            for (String spelling : spellings) {
                surnames.putIfAbsent(spelling, fold(spellings[0]));
            }
        }
        for (String surname : table.words("surnames")) {
            surnames.putIfAbsent(surname, fold(surname));
        }
    }

    boolean isSurname(String word) {
        return surnames.containsKey(word);
    }

    /// The fold of a surname, one for all spellings of it.
    String surnameFold(String word) {
        return surnames.getOrDefault(word, fold(word));
    }

    static boolean isSyllable(String word) {
        return word.length() <= 7 && SYLLABLE.matcher(word).matches();
    }

    /// Whether a word can be a given name of one to three syllables.
    static boolean isGiven(String word) {
        return word.length() <= LONGEST_WORD && WORD.matcher(word).matches();
    }

    /// What the systems of romanisation have in common.
    static String fold(String word) {
        StringBuilder out = new StringBuilder(word.length() + 4);
        int at = 0;
        while (at < word.length()) {
            at += isVowel(word.charAt(at)) ? vowels(word, at, out) : consonants(word, at, out);
        }
        return out.toString();
    }

    private static boolean isVowel(char c) {
        return "AEIOU".indexOf(c) >= 0;
    }

    private static int vowels(String word, int at, StringBuilder out) {
        int end = at;
        while (end < word.length() && isVowel(word.charAt(end))) {
            end++;
        }
        String run = word.substring(at, end);
        boolean beforeNg = word.startsWith("NG", end);
        out.append(
                switch (run) {
                    case "EO" -> beforeNg ? "U" : "O";
                    case "OU" -> beforeNg ? "U" : "OU";
                    case "YEO" -> "YO";
                    case "EU", "OO", "WOO" -> "U";
                    case "IE" -> "IA";
                    case "EE" -> "I";
                    case "UEI" -> "UI";
                    case "IU" -> "IU";
                    case "O" -> beforeNg ? "U" : "O";
                    default -> run;
                });
        return end - at;
    }

    private static int consonants(String word, int at, StringBuilder out) {
        String rest = word.substring(at);
        for (String[] pair : PAIRS) {
            if (rest.startsWith(pair[0])) {
                out.append(pair[1]);
                return pair[0].length();
            }
        }
        out.append(word.charAt(at));
        return 1;
    }

    /// Longest first within a letter.
    private static final String[][] PAIRS = {
        {"NG", "NG"},
        {"ZH", "CH"},
        {"CH", "CH"},
        {"SH", "SH"},
        {"TSZ", "TS"},
        {"TS", "TS"},
        {"TZ", "TS"},
        {"SZ", "S"},
        {"HS", "HS"},
        {"KH", "K"},
        {"PH", "P"},
        {"TH", "T"},
        {"KK", "K"},
        {"PP", "P"},
        {"TT", "T"},
        {"SS", "S"},
        {"B", "P"},
        {"D", "T"},
        {"G", "K"},
        {"J", "CH"},
        {"Q", "CH"},
        {"X", "HS"},
        {"Z", "TS"},
        {"C", "TS"},
        {"R", "L"}
    };
}
