package dev.gatehouse.core.identifier;

import dev.gatehouse.core.match.PlateFold;

/// Look-alike classes of plates applied to the characters of other identifiers, the one edit
/// between two folded texts, and the keys of both.
final class IdentifierFold {
    static final int NONE = 0;
    static final int SUBSTITUTED = 1;

    /// The reading has a character that the listed text lacks.
    static final int EXTRA = 2;

    /// The reading lacks a character of the listed text.
    static final int LOST = 3;

    static final int SWAPPED = 4;

    private static final int POSITIONS = 128;
    private static final int ASCII = 128;
    private static final int NO_SKIP = -1;
    private static final long MULTIPLIER = 0x9FB21C651E98DF25L;
    private static final byte[] FOLDED = new byte[ASCII];

    static {
        for (char c = 0; c < ASCII; c++) {
            FOLDED[c] = (byte) PlateFold.representative(c);
        }
    }

    private IdentifierFold() {}

    /// Puts the representatives of `[from, to)` at the start of `into`.
    static void fold(byte[] text, int from, int to, byte[] into) {
        for (int i = from; i < to; i++) {
            into[i - from] = FOLDED[text[i]];
        }
    }

    static byte folded(byte character) {
        return FOLDED[character];
    }

    /// Key of the first `length` characters of a kind.
    static long key(IdentifierKind kind, byte[] text, int from, int length) {
        return keyWithout(kind, text, from, length, NO_SKIP);
    }

    /// Key without the character at `skip`, counted from `from`.
    static long keyWithout(IdentifierKind kind, byte[] text, int from, int length, int skip) {
        long key = MULTIPLIER * (kind.name().hashCode() | 1L);
        for (int i = 0; i < length; i++) {
            if (i != skip) {
                key = (key ^ text[from + i]) * MULTIPLIER;
                key ^= key >>> 29;
            }
        }
        return key;
    }

    /// Whether deleting at `position` gives the same text as deleting one place before it.
    static boolean repeats(byte[] text, int position) {
        return position > 0 && text[position] == text[position - 1];
    }

    /// The edit between a folded reading and listed characters that are folded as they are read:
    /// kind times 128 plus position; [#NONE] when they are equal or more than one edit apart.
    ///
    /// A lost or extra character in a run of equal ones is placed at the run's end: the first place
    /// where they differ. Neighbours in each other's place are one edit of their own kind.
    static int edit(byte[] read, int readLength, byte[] listed, int from, int listedLength) {
        int shorter = Math.min(readLength, listedLength);
        int at = 0;
        while (at < shorter && read[at] == FOLDED[listed[from + at]]) {
            at++;
        }
        if (readLength == listedLength) {
            if (at == readLength) {
                return NONE;
            }
            if (equal(read, at + 1, listed, from + at + 1, readLength - at - 1)) {
                return edit(SUBSTITUTED, at);
            }
            boolean swapped =
                    at + 1 < readLength
                            && read[at] == FOLDED[listed[from + at + 1]]
                            && read[at + 1] == FOLDED[listed[from + at]]
                            && equal(read, at + 2, listed, from + at + 2, readLength - at - 2);
            return swapped ? edit(SWAPPED, at) : NONE;
        }
        if (readLength == listedLength + 1
                && equal(read, at + 1, listed, from + at, listedLength - at)) {
            return edit(EXTRA, at);
        }
        if (listedLength == readLength + 1
                && equal(read, at, listed, from + at + 1, readLength - at)) {
            return edit(LOST, at);
        }
        return NONE;
    }

    /// Whether folded characters equal listed ones once those are folded.
    static boolean equal(byte[] read, int readFrom, byte[] listed, int from, int count) {
        for (int i = 0; i < count; i++) {
            if (read[readFrom + i] != FOLDED[listed[from + i]]) {
                return false;
            }
        }
        return true;
    }

    static int kind(int edit) {
        return edit / POSITIONS;
    }

    static int position(int edit) {
        return edit % POSITIONS;
    }

    private static int edit(int kind, int position) {
        return kind * POSITIONS + position;
    }
}
