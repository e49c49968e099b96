package dev.gatehouse.core.name;

/// The letters of a word with one symbol for those that are written for each other most often:
/// finer than a skeleton ([Skeleton]), for a quick look whether two words that share a key are a
/// letter apart.
final class FoldedLetters {
    /// Bits of a symbol.
    static final int SYMBOL_BITS = 5;

    private static final int LETTERS = Long.SIZE / SYMBOL_BITS;
    private static final int OTHER = 27;

    private FoldedLetters() {}

    /// Symbols of the first 12 letters, the first one lowest; doubled ones once, without H.
    static long of(String word) {
        long folded = 0;
        int count = 0;
        int last = 0;
        for (int i = 0; i < word.length() && count < LETTERS; i++) {
            int symbol = symbol(word.charAt(i));
            if (symbol != last && (word.charAt(i) != 'H' || i == 0)) {
                folded |= (long) symbol << (SYMBOL_BITS * count++);
                last = symbol;
            }
        }
        return folded;
    }

    private static int symbol(char letter) {
        char folded =
                switch (letter) {
                    case 'E' -> 'A';
                    case 'Y', 'J' -> 'I';
                    case 'U' -> 'O';
                    case 'W' -> 'V';
                    case 'Q', 'C' -> 'K';
                    case 'Z' -> 'S';
                    default -> letter;
                };
        return folded >= 'A' && folded <= 'Z' ? folded - 'A' + 1 : OTHER;
    }
}
