package dev.gatehouse.protocols.dmr.coding;

/// The 32 bits of a reverse channel in one burst (clause B.2.2): a row of Hamming(16,11) and the
/// same row inverted, sent so that bit i comes from place 17 i mod 32. Any 3 wrong bits are put
/// right.
public final class ReverseChannelBptc {

    /// Bits that it carries.
    public static final int INFORMATION_BITS = 11;

    /// What [#decode] answers when the two rows cannot be made to agree.
    public static final int UNCORRECTABLE = -1;

    /// Wrong bits that are always corrected.
    public static final int CORRECTABLE = 3;

    private static final int COLUMNS = 16;
    private static final int STEP = 17;
    private static final int COUNT_SHIFT = 16;

    private ReverseChannelBptc() {}

    /// The 32 bits that carry the 11 of `info`.
    public static int encode(int info) {
        int row = LinearCode.HAMMING_16_11.encode(info);
        return interleave(row << COLUMNS | (~row & 0xFFFF));
    }

    /// The 11 bits in the low part, see [#information] and [#corrected], or [#UNCORRECTABLE].
    public static int decode(int coded) {
        int matrixBits = deinterleave(coded);
        int[] matrix = {matrixBits >>> COLUMNS, ~matrixBits & 0xFFFF};
        int corrected = ParityProduct.REVERSE_CHANNEL.repair(matrix);
        if (corrected == ParityProduct.UNCORRECTABLE) {
            return UNCORRECTABLE;
        }
        return corrected << COUNT_SHIFT | LinearCode.HAMMING_16_11.information(matrix[0]);
    }

    /// The 11 bits of an answer of [#decode].
    public static int information(int decoded) {
        return decoded & ((1 << INFORMATION_BITS) - 1);
    }

    /// The corrected bits of an answer of [#decode].
    public static int corrected(int decoded) {
        return decoded >> COUNT_SHIFT;
    }

    private static int interleave(int matrix) {
        int coded = 0;
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            int place = STEP * bit % Integer.SIZE;
            coded |= (matrix >>> (Integer.SIZE - 1 - place) & 1) << (Integer.SIZE - 1 - bit);
        }
        return coded;
    }

    private static int deinterleave(int coded) {
        int matrix = 0;
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            int place = STEP * bit % Integer.SIZE;
            matrix |= (coded >>> (Integer.SIZE - 1 - bit) & 1) << (Integer.SIZE - 1 - place);
        }
        return matrix;
    }
}
