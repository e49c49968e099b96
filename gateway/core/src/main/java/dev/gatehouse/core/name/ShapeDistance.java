package dev.gatehouse.core.name;

/// Edit distance of shapes ([Skeleton#shape]), bit-parallel (Hyyro 2003): a few nanoseconds that
/// spare most comparisons of letters. Not for two threads at a time.
final class ShapeDistance {
    private static final int SHAPE_BITS = 4;

    /// No word bears more: a greater distance need not be known.
    private static final int MOST_EDITS = 3;

    private final int symbolBits;
    private final int mask;
    private final int[] columns;
    private long shape;
    private int rows;

    /// Of shapes.
    ShapeDistance() {
        this(SHAPE_BITS);
    }

    /// Of words in symbols of so many bits.
    ShapeDistance(int symbolBits) {
        this.symbolBits = symbolBits;
        columns = new int[1 << symbolBits];
        mask = columns.length - 1;
    }

    /// Sets the shape that others are compared with.
    void set(long one) {
        for (long rest = shape; rest != 0; rest >>>= symbolBits) {
            columns[(int) rest & mask] = 0;
        }
        shape = one;
        rows = 0;
        for (long rest = one; rest != 0; rest >>>= symbolBits) {
            columns[(int) rest & mask] |= 1 << rows++;
        }
    }

    /// Edits between the shape that is set and another.
    int to(long other) {
        if (rows == 0) {
            return MOST_EDITS + 1;
        }
        int symbols = (Long.SIZE + symbolBits - 1 - Long.numberOfLeadingZeros(other)) / symbolBits;
        if (Math.abs(symbols - rows) > MOST_EDITS) {
            return MOST_EDITS + 1;
        }
        int plus = -1;
        int minus = 0;
        int last = 1 << (rows - 1);
        int distance = rows;
        for (long rest = other; rest != 0; rest >>>= symbolBits) {
            int equal = columns[(int) rest & mask];
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
