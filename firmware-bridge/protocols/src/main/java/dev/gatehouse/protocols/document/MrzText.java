package dev.gatehouse.protocols.document;

/// The characters of a zone, and the sum over them (ICAO Doc 9303-3, section 4.9).
final class MrzText {
    static final char FILLER = '<';
    static final int MODULUS = 10;
    private static final int[] WEIGHTS = {7, 3, 1};

    private MrzText() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /// Whether a zone may have it.
    static boolean isZone(char c) {
        return isDigit(c) || isLetter(c) || c == FILLER;
    }

    static boolean digits(CharSequence text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// Adds the characters `[from, to)` to a sum.
    ///
    /// @param place how many characters the sum has seen
    static int sum(CharSequence zone, int from, int to, int place) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += value(zone.charAt(i)) * WEIGHTS[(place + i - from) % WEIGHTS.length];
        }
        return sum;
    }

    /// 0 to 9 for digits, 10 to 35 for letters, 0 for the filler.
    static int value(char c) {
        if (c == FILLER) {
            return 0;
        }
        return c <= '9' ? c - '0' : c - 'A' + 10;
    }
}
