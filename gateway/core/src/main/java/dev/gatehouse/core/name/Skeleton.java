package dev.gatehouse.core.name;

/// What is left of a word when vowels and the ways of writing one consonant are taken away (section
/// 5.1 of the fact sheet): `YOUSSEF`, `YUSUF` and `JOUSEF` are one.
///
/// Coarse on purpose: it finds candidates and compares scripts that leave vowels out, it never says
/// how alike two names are.
final class Skeleton {
    private Skeleton() {}

    /// The skeleton of a word in A-Z; letters outside are kept, so that unknown scripts have one.
    static String of(String word) {
        StringBuilder out = new StringBuilder(word.length());
        char last = 0;
        int at = 0;
        while (at < word.length()) {
            char c = word.charAt(at);
            boolean h = at + 1 < word.length() && word.charAt(at + 1) == 'H';
            char symbol = symbol(word, at, c, h);
            at += h && "BCDGJKPRSTZ".indexOf(c) >= 0 ? 2 : 1;
            if (symbol == 0) {
                if (out.isEmpty()) {
                    out.append('A');
                }
                last = 0;
            } else if (symbol != last) {
                out.append(symbol);
                last = symbol;
            }
        }
        return out.toString();
    }

    private static boolean isVowel(char c) {
        return "AEIOUYJW".indexOf(c) >= 0;
    }

    private static char symbol(String word, int at, char c, boolean h) {
        return switch (c) {
            case 'A', 'E', 'I', 'O', 'U', 'Y', 'H' -> 0;
            case 'W' -> at == 0 ? 'F' : 0;
            case 'J' -> soft(word, at) ? 'S' : 0;
            case 'B' -> 'P';
            case 'P' -> h ? 'F' : 'P';
            case 'V', 'F' -> 'F';
            case 'C' -> h ? 'S' : softC(word, at) ? 'S' : 'K';
            case 'G', 'Q' -> 'K';
            case 'K' -> h ? 0 : 'K';
            case 'X' -> 0;
            case 'D', 'T' -> afterS(word, at, c) ? 'S' : 'T';
            case 'S', 'Z' -> 'S';
            default -> c;
        };
    }

    /// J is a vowel at the end and after one, else it sounds like DJ or ZH.
    private static boolean soft(String word, int at) {
        return at + 1 < word.length() && (at == 0 || !isVowel(word.charAt(at - 1)));
    }

    private static boolean softC(String word, int at) {
        return at + 1 < word.length() && "EIY".indexOf(word.charAt(at + 1)) >= 0;
    }

    /// TS, TZ, DZ, TCH, TSCH are one sound.
    private static boolean afterS(String word, int at, char c) {
        if (at + 1 >= word.length()) {
            return false;
        }
        char next = word.charAt(at + 1);
        return next == 'S' || next == 'Z' || (c == 'T' && next == 'C') || (c == 'D' && next == 'J');
    }
}
