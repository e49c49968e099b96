package dev.gatehouse.core.name;

/// What is left of a word when vowels and the ways of writing one consonant are taken away (section
/// 5.1 of the fact sheet): `YOUSSEF`, `YUSUF` and `JOUSEF` are one.
///
/// Coarse on purpose: it finds candidates and compares scripts that leave vowels out, it never says
/// how alike two names are.
final class Skeleton {
    private static final String CLASSES = "FKLMNPRST";
    private static final int BITS = 3;
    private static final String VOICED = "BDG";
    private static final String UNVOICED = "PTK";
    private static final String SYMBOLS = "AU" + CLASSES + VOICED;
    private static final int SYMBOL_BITS = 4;

    private Skeleton() {}

    /// The skeleton of a word in A-Z; letters outside are kept, so that unknown scripts have one.
    static String of(String word) {
        return of(word, false);
    }

    /// The skeleton.
    ///
    /// @param fine whether each vowel leaves an `A` or, for O, U and W, a `U`, and B, D and G are
    ///   kept apart from P, T and K
    private static String of(String word, boolean fine) {
        StringBuilder out = new StringBuilder(word.length());
        char last = 0;
        int at = 0;
        while (at < word.length()) {
            char c = word.charAt(at);
            boolean h = at + 1 < word.length() && word.charAt(at + 1) == 'H';
            char symbol = symbol(word, at, c, h);
            int voiced = fine ? VOICED.indexOf(c) : -1;
            if (voiced >= 0 && symbol == UNVOICED.charAt(voiced)) {
                symbol = c;
            }
            at += h && "BCDGJKPRSTZ".indexOf(c) >= 0 ? 2 : 1;
            if (symbol == 0) {
                if (fine) {
                    out.append("OUW".indexOf(c) >= 0 ? 'U' : 'A');
                } else if (out.isEmpty()) {
                    out.append('A');
                }
                last = 0;
            } else if (symbol == 'X') {
                out.append(last == 'K' ? "S" : "KS");
                last = 'S';
            } else if (symbol != last) {
                out.append(symbol);
                last = symbol;
            }
        }
        return out.toString();
    }

    /// How often each class of consonants occurs, up to three times, as that many bits: the bits in
    /// which two words differ are consonants that one has more than the other.
    static int sounds(String word) {
        String skeleton = of(word);
        int sounds = 0;
        for (int i = 0; i < skeleton.length(); i++) {
            int at = CLASSES.indexOf(skeleton.charAt(i)) * BITS;
            int two = sounds >>> at & 3;
            if (at >= 0) {
                sounds |= two == 0 ? 1 << at : two == 1 ? 2 << at : 4 << at;
            }
        }
        return sounds;
    }

    /// The skeleton with the vowels: one `U` for each run of them in which O, U or W is, one `A`
    /// for each other one; four bits for each of the first 16 symbols, lowest first.
    static long shape(String word) {
        long shape = 0;
        int bits = 0;
        String marked = of(word, true);
        int at = 0;
        while (at < marked.length() && bits < Long.SIZE) {
            char c = marked.charAt(at++);
            while (isMark(c) && at < marked.length() && isMark(marked.charAt(at))) {
                c = (char) Math.max(c, marked.charAt(at++));
            }
            int symbol = SYMBOLS.indexOf(c) + 1;
            shape |= (symbol > 0 ? symbol : SYMBOLS.length() + 1L) << bits;
            bits += SYMBOL_BITS;
        }
        return shape;
    }

    private static boolean isMark(char c) {
        return c == 'A' || c == 'U';
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
            case 'X' -> at == 0 ? 'S' : 'X';
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
