package dev.gatehouse.core.match;

/// The look-alike classes of section 3.2 of the fact sheet: an equivalence, and therefore part of
/// every index key.
///
/// Packed forms, used by the whole package. A character's code is 1-36 for `0`-`9 A`-`Z` and 63 for
/// the unread mark. *Raw*: six bits a character, the first character lowest, the length in bits
/// 60-63. *Folded*: five bits a character, the first lowest, codes 1-28, unread 31, unused
/// positions 0, no length.
public final class PlateFold {
    /// Version of the table below; a list or an index built with another one gives other answers.
    public static final int VERSION = 1;

    /// The six classes; the first character of each stands for all. 36 characters become 28
    /// symbols.
    static final String[] CLASSES = {"0ODQ", "1I", "2Z", "5S", "8B", "6G"};

    static final int SYMBOLS = 28;
    static final int RAW_BITS = 6;
    static final int RAW_UNREAD = 63;
    static final int LENGTH_SHIFT = 60;
    static final int FOLD_BITS = 5;
    static final int FOLD_MASK = 31;
    static final int FOLD_UNREAD = 31;
    private static final int RAW_MASK = 63;
    private static final int RAW_CODES = 36;

    private static final byte[] FOLDED_OF_RAW = new byte[RAW_MASK + 1];

    static {
        byte symbol = 0;
        for (int raw = 1; raw <= RAW_CODES; raw++) {
            char c = charOf(raw);
            char stands = representative(c);
            FOLDED_OF_RAW[raw] = stands == c ? ++symbol : FOLDED_OF_RAW[codeOf(stands)];
        }
        if (symbol != SYMBOLS) {
            throw new IllegalStateException(
                    "fold table: expected " + SYMBOLS + " symbols, found " + symbol);
        }
        FOLDED_OF_RAW[RAW_UNREAD] = FOLD_UNREAD;
    }

    private PlateFold() {}

    /// The character that stands for the class of `c`, or `c` itself.
    public static char representative(char c) {
        for (String members : CLASSES) {
            if (members.indexOf(c) >= 0) {
                // Digits sort before letters, so the digit has its symbol before any letter asks
                // for it.
                return members.charAt(0);
            }
        }
        return c;
    }

    /// Raw code of a canonical character.
    static int codeOf(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0' + 1;
        }
        if (c >= 'A' && c <= 'Z') {
            return c - 'A' + 11;
        }
        if (c == PlateForm.UNREAD) {
            return RAW_UNREAD;
        }
        throw new IllegalArgumentException("not a canonical plate character");
    }

    static char charOf(int rawCode) {
        if (rawCode == RAW_UNREAD) {
            return PlateForm.UNREAD;
        }
        return (char) (rawCode <= 10 ? '0' + rawCode - 1 : 'A' + rawCode - 11);
    }

    /// Folded code of a raw one.
    static int foldOf(int rawCode) {
        return FOLDED_OF_RAW[rawCode];
    }

    static int length(long raw) {
        return (int) (raw >>> LENGTH_SHIFT);
    }

    static int rawAt(long raw, int position) {
        return (int) (raw >>> (RAW_BITS * position)) & RAW_MASK;
    }

    /// Folded form of a raw one.
    static long fold(long raw) {
        long folded = 0;
        for (int i = length(raw) - 1; i >= 0; i--) {
            folded = folded << FOLD_BITS | FOLDED_OF_RAW[rawAt(raw, i)];
        }
        return folded;
    }

    /// All ones where `raw` has a read character, zeros where it is unread or has ended.
    static long readMask(long raw) {
        long mask = 0;
        for (int i = length(raw) - 1; i >= 0; i--) {
            mask = mask << FOLD_BITS | (rawAt(raw, i) == RAW_UNREAD ? 0 : FOLD_MASK);
        }
        return mask;
    }

    static int foldAt(long folded, int position) {
        return (int) (folded >>> (FOLD_BITS * position)) & FOLD_MASK;
    }

    /// The folded form without the symbol at `position`.
    static long without(long folded, int position) {
        int at = FOLD_BITS * position;
        long before = folded & ((1L << at) - 1);
        return before | folded >>> (at + FOLD_BITS) << at;
    }

    /// The folded form with another symbol at `position`.
    static long with(long folded, int position, int symbol) {
        int at = FOLD_BITS * position;
        return (folded & ~((long) FOLD_MASK << at)) | ((long) symbol << at);
    }
}
