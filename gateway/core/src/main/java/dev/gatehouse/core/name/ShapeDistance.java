package dev.gatehouse.core.name;

/// Edit distance of shapes ([Skeleton#shape]), bit-parallel (Hyyro 2003): a few nanoseconds that
/// spare most comparisons of letters. Not for two threads at a time.
final class ShapeDistance {
    private static final int SYMBOL_BITS = 4;
    private static final int SYMBOLS = 16;

    private final int[] columns = new int[SYMBOLS];
    private long shape;
    private int rows;

    /// Sets the shape that others are compared with.
    void set(long one) {
        for (long rest = shape; rest != 0; rest >>>= SYMBOL_BITS) {
            columns[(int) rest & (SYMBOLS - 1)] = 0;
        }
        shape = one;
        rows = 0;
        for (long rest = one; rest != 0; rest >>>= SYMBOL_BITS) {
            columns[(int) rest & (SYMBOLS - 1)] |= 1 << rows++;
        }
    }

    /// Edits between the shape that is set and another.
    int to(long other) {
        if (rows == 0) {
            return SYMBOLS;
        }
        int plus = -1;
        int minus = 0;
        int last = 1 << (rows - 1);
        int distance = rows;
        for (long rest = other; rest != 0; rest >>>= SYMBOL_BITS) {
            int equal = columns[(int) rest & (SYMBOLS - 1)];
            int down = equal | minus;
            int across = (((equal & plus) + plus) ^ plus) | equal;
            int up = minus | ~(across | plus);
            int less = plus & across;
            distance += (up & last) != 0 ? 1 : 0;
            distance -= (less & last) != 0 ? 1 : 0;
            up = (up << 1) | 1;
            plus = (less << 1) | ~(down | up);
            minus = up & down;
        }
        return distance;
    }

    /// Whether shapes so far apart cannot be within the budget of the shorter word. Words of the
    /// same letters are never too far: a swap of neighbours is one edit of the word and two of its
    /// shape.
    static boolean tooFar(int edits, String one, String other) {
        int letters = Math.min(one.length(), other.length());
        return edits > SpellingDistance.edits(letters)
                && !(one.length() == other.length() && letters(one) == letters(other));
    }

    private static int letters(String text) {
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            letters |= 1 << (text.charAt(i) & 31);
        }
        return letters;
    }
}
