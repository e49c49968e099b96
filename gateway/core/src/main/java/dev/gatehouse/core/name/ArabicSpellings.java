package dev.gatehouse.core.name;

import java.util.List;
import java.util.Set;

/// Spellings of the parts that Arabic names are composed of: `ABDUL X`, `X UDDIN`.
final class ArabicSpellings {
    private static final int SHORTEST_DIN = 7;
    private static final Set<String> DIN = Set.of("DIN", "DEEN", "DINE", "DDIN");
    private static final List<String> DIN_ENDINGS =
            List.of(
                    "OUDDINE", "UDDEEN", "EDDINE", "EDDEEN", "UDDIN", "EDDIN", "ADDIN", "IDDIN",
                    "ALDIN", "ELDIN", "ODDIN");
    private static final int SHORTEST_SERVANT = 8;
    private static final Set<String> SERVANTS =
            Set.of(
                    "ABD", "ABDUL", "ABDEL", "ABDAL", "ABDOUL", "ABDUR", "ABDER", "ABDAR", "ABDUS",
                    "ABDES", "ABDUSH", "ABDUN", "ABDUZ", "ABDOL");
    private static final Set<String> GODS = Set.of("LAH", "LA", "LAHI", "LLAH", "AH");

    private ArabicSpellings() {}

    /// Whether a word is the servant-of half of `ABDUL RAHMAN` and its like.
    static boolean isServant(String word) {
        return SERVANTS.contains(word);
    }

    /// Whether a word alone makes one name with the word before it: `DIN`, `EDDINE`.
    static boolean isDin(String word) {
        return DIN.contains(word) || DIN_ENDINGS.contains(word);
    }

    /// Whether a word does so without its article.
    static boolean isBareDin(String word) {
        return DIN.contains(word);
    }

    /// `RAHMAN` of `ABDULRAHMAN` and `ABDURRAHMAN`; empty for every other name.
    static String afterServant(String text) {
        if (!text.startsWith("ABD") || text.length() < SHORTEST_SERVANT) {
            return "";
        }
        for (int length = 6; length >= 5; length--) {
            String rest = text.substring(length);
            if (SERVANTS.contains(text.substring(0, length))
                    && rest.length() >= 3
                    && !GODS.contains(rest)) {
                return rest;
            }
        }
        return "";
    }

    /// The word with one spelling of its end when it ends in DIN.
    static List<String> din(List<String> forms) {
        String text = forms.getFirst();
        if (text.length() < SHORTEST_DIN) {
            return forms;
        }
        for (String ending : DIN_ENDINGS) {
            if (text.endsWith(ending) && text.length() - ending.length() >= 2) {
                return List.of(text.substring(0, text.length() - ending.length()) + "UDDIN");
            }
        }
        return forms;
    }
}
