package dev.gatehouse.protocols.dmr.coding;

/// Embedded link control over four bursts (clause B.2.1): nine octets and a 5-bit checksum in eight
/// rows of 16, sent column by column.
///
/// ```
///  row 0, 1   11 bits of LC each          + 5 check bits
///  row 2..6   10 bits of LC + CS4 ... CS0 + 5 check bits
///  row 7      sums of the columns
/// ```
///
/// Any 3 wrong bits of the 128 are put right.
public final class EmbeddedBptc {

    /// Octets of link control.
    public static final int INFORMATION_BYTES = 9;

    /// Bursts B to E.
    public static final int FRAGMENTS = 4;

    /// What [#decode] answers when the matrix cannot be made consistent.
    public static final int UNCORRECTABLE = ParityProduct.UNCORRECTABLE;

    /// Wrong bits that are always corrected.
    public static final int CORRECTABLE = 3;

    private static final int ROWS = 8;
    private static final int COLUMNS = 16;
    private static final int FULL_ROWS = 2;
    private static final int ROW_INFO = 11;

    private EmbeddedBptc() {}

    /// The four fragments that carry `lc` and `checksum`.
    public static int[] encode(byte[] lc, int checksum) {
        int[] matrix = new int[ROWS];
        int at = 0;
        for (int row = 0; row < ROWS - 1; row++) {
            int own = row < FULL_ROWS ? ROW_INFO : ROW_INFO - 1;
            int info = (int) Bits.read(lc, at, own);
            if (row >= FULL_ROWS) {
                info = info << 1 | (checksum >> (ROWS - 2 - row) & 1);
            }
            matrix[row] = LinearCode.HAMMING_16_11.encode(info);
            at += own;
        }
        ParityProduct.EMBEDDED.complete(matrix);
        int[] fragments = new int[FRAGMENTS];
        for (int bit = 0; bit < ROWS * COLUMNS; bit++) {
            int value = matrix[bit % ROWS] >> (COLUMNS - 1 - bit / ROWS) & 1;
            fragments[bit / Integer.SIZE] |= value << (Integer.SIZE - 1 - bit % Integer.SIZE);
        }
        return fragments;
    }

    /// Reads the link control into `lc` and its checksum into `lc[9]`, which must be there; answers
    /// how many bits were corrected or [#UNCORRECTABLE].
    public static int decode(int[] fragments, byte[] lc) {
        int[] matrix = new int[ROWS];
        for (int bit = 0; bit < ROWS * COLUMNS; bit++) {
            int value =
                    fragments[bit / Integer.SIZE] >>> (Integer.SIZE - 1 - bit % Integer.SIZE) & 1;
            matrix[bit % ROWS] |= value << (COLUMNS - 1 - bit / ROWS);
        }
        int corrected = ParityProduct.EMBEDDED.repair(matrix);
        if (corrected == ParityProduct.UNCORRECTABLE) {
            return UNCORRECTABLE;
        }
        int at = 0;
        int checksum = 0;
        for (int row = 0; row < ROWS - 1; row++) {
            int info = LinearCode.HAMMING_16_11.information(matrix[row]);
            if (row < FULL_ROWS) {
                Bits.write(lc, at, ROW_INFO, info);
                at += ROW_INFO;
            } else {
                Bits.write(lc, at, ROW_INFO - 1, info >> 1);
                at += ROW_INFO - 1;
                checksum = checksum << 1 | (info & 1);
            }
        }
        lc[INFORMATION_BYTES] = (byte) checksum;
        return corrected;
    }
}
