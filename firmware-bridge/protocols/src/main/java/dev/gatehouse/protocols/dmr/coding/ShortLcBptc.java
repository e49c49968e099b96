package dev.gatehouse.protocols.dmr.coding;

/// Short link control (clause B.2.3): 36 bits in three rows of Hamming(17,12) and a row of column
/// sums, sent column by column as 68 bits. Any 2 wrong bits are put right.
public final class ShortLcBptc {

    /// 68 bits and four of filling.
    public static final int CODED_BYTES = 9;

    /// Bits that it carries, 28 of content and 8 of CRC.
    public static final int INFORMATION_BITS = 36;

    /// What [#decode] answers when the matrix cannot be made consistent.
    public static final long UNCORRECTABLE = -1;

    /// Wrong bits that are always corrected.
    public static final int CORRECTABLE = 2;

    private static final int ROWS = 4;
    private static final int COLUMNS = 17;
    private static final int ROW_INFO = 12;
    private static final int COUNT_SHIFT = 40;

    private ShortLcBptc() {}

    /// The 9 octets that carry the 36 bits of `info`.
    public static byte[] encode(long info) {
        int[] matrix = new int[ROWS];
        for (int row = 0; row < ROWS - 1; row++) {
            int shift = INFORMATION_BITS - ROW_INFO * (row + 1);
            matrix[row] = LinearCode.HAMMING_17_12.encode((int) (info >> shift) & 0xFFF);
        }
        ParityProduct.SHORT_LC.complete(matrix);
        byte[] coded = new byte[CODED_BYTES];
        for (int bit = 0; bit < ROWS * COLUMNS; bit++) {
            Bits.write(coded, bit, 1, matrix[bit % ROWS] >> (COLUMNS - 1 - bit / ROWS) & 1);
        }
        return coded;
    }

    /// The 36 bits in the low part, see [#information] and [#corrected], or [#UNCORRECTABLE].
    public static long decode(byte[] coded) {
        int[] matrix = new int[ROWS];
        for (int bit = 0; bit < ROWS * COLUMNS; bit++) {
            matrix[bit % ROWS] |= (int) Bits.read(coded, bit, 1) << (COLUMNS - 1 - bit / ROWS);
        }
        int corrected = ParityProduct.SHORT_LC.repair(matrix);
        if (corrected == ParityProduct.UNCORRECTABLE) {
            return UNCORRECTABLE;
        }
        long info = 0;
        for (int row = 0; row < ROWS - 1; row++) {
            info = info << ROW_INFO | LinearCode.HAMMING_17_12.information(matrix[row]);
        }
        return (long) corrected << COUNT_SHIFT | info;
    }

    /// The 36 bits of an answer of [#decode].
    public static long information(long decoded) {
        return decoded & ((1L << INFORMATION_BITS) - 1);
    }

    /// The corrected bits of an answer of [#decode].
    public static int corrected(long decoded) {
        return (int) (decoded >> COUNT_SHIFT);
    }
}
