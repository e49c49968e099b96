package dev.gatehouse.protocols.dmr.coding;

import java.util.Arrays;

/// Block product turbo code (196,96) of data and control bursts (clause B.1.1).
///
/// ```
///  matrix   columns 0..10      11..14
///  row 0    RRR + 8 info    |  row check      rows:    Hamming(15,11)
///  row 1-8  11 info each    |  row check      columns: Hamming(13,9)
///  row 9-12 column check of all 15 columns    bit 1 + 15 r + c of d, bit 0 of d is R(3)
///  sent     bit 181 a mod 196 is bit a of d
/// ```
///
/// Every row, the check rows too, is a word of the row code, so distance is 9 and any 4 wrong bits
/// are put right; of more, most patterns.
public final class Bptc196 {

    /// Octets that one burst carries.
    public static final int INFORMATION_BYTES = 12;

    /// What [#decode] answers when rows and columns cannot be made to agree.
    public static final int UNCORRECTABLE = -1;

    /// What [#decode] answers when reserved bits are set: restricted access systems do that and
    /// spoil the sums on purpose, so that nothing inside is to be believed.
    public static final int RESERVED_SET = -2;

    /// Wrong bits that are always corrected.
    public static final int CORRECTABLE = 4;

    private static final int BITS = 196;
    private static final int STEP = 181;
    private static final int ROWS = 13;
    private static final int COLUMNS = 15;
    private static final int INFO_ROWS = 9;
    private static final int ROW_CHECKS = 4;
    private static final int ROW_MASK = (1 << COLUMNS) - 1;
    private static final int ROWS_IN_WORD = 4;
    private static final int WORDS = 4;
    private static final int RESERVED_BITS = 3;
    private static final int ROW0_INFO = 8;
    private static final int ROUNDS = 5;
    private static final int MAX_FAILING = 4;

    /// Bit of the burst that carries bit a of d.
    private static final int[] BURST_BIT = new int[BITS];

    /// For each nibble of the burst and each value of it, the bits it sets in the packed matrix.
    private static final long[] SPREAD = new long[BurstBits.NIBBLES * 16 * WORDS];

    static {
        for (int a = 0; a < BITS; a++) {
            BURST_BIT[a] = BurstBits.ofInformation(STEP * a % BITS);
        }
        for (int a = 1; a < BITS; a++) {
            int row = (a - 1) / COLUMNS;
            int column = (a - 1) % COLUMNS;
            long bit = 1L << (row % ROWS_IN_WORD * COLUMNS + COLUMNS - 1 - column);
            int nibble = BURST_BIT[a] >> 2;
            int inNibble = 8 >> (BURST_BIT[a] & 3);
            for (int value = 0; value < 16; value++) {
                if ((value & inNibble) != 0) {
                    SPREAD[(nibble * 16 + value) * WORDS + row / ROWS_IN_WORD] |= bit;
                }
            }
        }
    }

    private Bptc196() {}

    /// Writes `info` into the information bits of `burst`, leaving its middle as it is.
    public static void encode(byte[] info, byte[] burst) {
        int[] rows = new int[ROWS];
        int at = 0;
        for (int row = 0; row < INFO_ROWS; row++) {
            int count = row == 0 ? ROW0_INFO : COLUMNS - ROW_CHECKS;
            rows[row] = LinearCode.HAMMING_15_11.encode((int) Bits.read(info, at, count));
            at += count;
        }
        columnChecks(rows);
        Bits.write(burst, BURST_BIT[0], 1, 0);
        for (int a = 1; a < BITS; a++) {
            int row = (a - 1) / COLUMNS;
            int column = (a - 1) % COLUMNS;
            Bits.write(burst, BURST_BIT[a], 1, rows[row] >> (COLUMNS - 1 - column) & 1);
        }
    }

    /// Reads the 12 octets of `burst` into `info` and answers how many bits were corrected, or
    /// [#UNCORRECTABLE] or [#RESERVED_SET]; `info` is then of no use.
    public static int decode(byte[] burst, byte[] info) {
        int[] rows = gather(burst);
        int corrected = 0;
        if (!consistent(rows)) {
            corrected = repair(rows);
            if (corrected < 0) {
                return UNCORRECTABLE;
            }
        }
        if (rows[0] >> (COLUMNS - RESERVED_BITS) != 0) {
            return RESERVED_SET;
        }
        extract(rows, info);
        return corrected;
    }

    private static int[] gather(byte[] burst) {
        long first = 0;
        long second = 0;
        long third = 0;
        long fourth = 0;
        for (int i = 0; i < BurstBits.BYTES; i++) {
            if (i == BurstBits.MIDDLE_FROM_BYTE) {
                i = BurstBits.MIDDLE_TO_BYTE;
            }
            int high = (i * 2 * 16 + (burst[i] >> 4 & 0xF)) * WORDS;
            int low = ((i * 2 + 1) * 16 + (burst[i] & 0xF)) * WORDS;
            first |= SPREAD[high] | SPREAD[low];
            second |= SPREAD[high + 1] | SPREAD[low + 1];
            third |= SPREAD[high + 2] | SPREAD[low + 2];
            fourth |= SPREAD[high + 3] | SPREAD[low + 3];
        }
        int[] rows = new int[ROWS];
        for (int i = 0; i < ROWS_IN_WORD; i++) {
            rows[i] = (int) (first >> (i * COLUMNS)) & ROW_MASK;
            rows[i + ROWS_IN_WORD] = (int) (second >> (i * COLUMNS)) & ROW_MASK;
            rows[i + 2 * ROWS_IN_WORD] = (int) (third >> (i * COLUMNS)) & ROW_MASK;
        }
        rows[ROWS - 1] = (int) fourth & ROW_MASK;
        return rows;
    }

    private static void extract(int[] rows, byte[] info) {
        long high = 0;
        for (int row = 0; row < INFO_ROWS; row++) {
            int bits = rows[row] >> ROW_CHECKS;
            if (row == 0) {
                high = bits;
            } else if (row < 5) {
                high = high << 11 | bits;
            }
        }
        // 8 + 4 * 11 = 52 bits, then 44
        long low = 0;
        for (int row = 5; row < INFO_ROWS; row++) {
            low = low << 11 | rows[row] >> ROW_CHECKS;
        }
        long first = high << 12 | low >>> 32;
        for (int i = 0; i < 8; i++) {
            info[i] = (byte) (first >> (56 - 8 * i));
        }
        for (int i = 0; i < 4; i++) {
            info[8 + i] = (byte) (low >> (24 - 8 * i));
        }
    }

    private static boolean consistent(int[] rows) {
        int wrong = columnSyndrome(rows);
        for (int row = 0; row < ROWS; row++) {
            wrong |= LinearCode.HAMMING_15_11.syndrome(rows[row]);
        }
        return wrong == 0;
    }

    /// The four checks of all columns at once: a bit is set where a column fails one.
    private static int columnSyndrome(int[] r) {
        int first = r[0] ^ r[1] ^ r[3] ^ r[5] ^ r[6] ^ r[9];
        int second = r[0] ^ r[1] ^ r[2] ^ r[4] ^ r[6] ^ r[7] ^ r[10];
        int third = r[0] ^ r[1] ^ r[2] ^ r[3] ^ r[5] ^ r[7] ^ r[8] ^ r[11];
        int fourth = r[0] ^ r[2] ^ r[4] ^ r[5] ^ r[8] ^ r[12];
        return first | second | third | fourth;
    }

    private static void columnChecks(int[] rows) {
        Arrays.fill(rows, INFO_ROWS, ROWS, 0);
        for (int column = 0; column < COLUMNS; column++) {
            setColumn(
                    rows,
                    column,
                    LinearCode.HAMMING_13_9.encode(column(rows, column) >> ROW_CHECKS));
        }
    }

    private static int column(int[] rows, int column) {
        int word = 0;
        for (int row = 0; row < ROWS; row++) {
            word = word << 1 | (rows[row] >> (COLUMNS - 1 - column) & 1);
        }
        return word;
    }

    private static void setColumn(int[] rows, int column, int word) {
        int bit = 1 << (COLUMNS - 1 - column);
        for (int row = 0; row < ROWS; row++) {
            rows[row] = (word >> (ROWS - 1 - row) & 1) == 0 ? rows[row] & ~bit : rows[row] | bit;
        }
    }

    /// Puts the nearest matrix that was found into `rows` and answers its distance, or -1.
    ///
    /// Correcting columns and rows in turn ends at the nearest code word except for a few patterns,
    /// such as the corners of a rectangle. Beginning with the rows, or with one suspect bit turned
    /// over, gets those; what is within 4 bits is the only such code word, so the search ends
    /// there.
    private static int repair(int[] rows) {
        int[] received = rows.clone();
        int[] best = rows;
        int fewest = Integer.MAX_VALUE;
        int failingRows = failingRows(received);
        int failingColumns = columnSyndrome(received);
        boolean few =
                Integer.bitCount(failingRows) <= MAX_FAILING
                        && Integer.bitCount(failingColumns) <= MAX_FAILING;
        for (int attempt = 0; attempt < 2 && fewest > CORRECTABLE; attempt++) {
            int[] tried = received.clone();
            if (iterate(tried, attempt == 0)) {
                int changed = distance(tried, received);
                if (changed < fewest) {
                    fewest = changed;
                    best = tried;
                }
            }
        }
        for (int row = 0; few && row < ROWS; row++) {
            for (int bit = 0; bit < COLUMNS && fewest > CORRECTABLE; bit++) {
                if ((failingRows >> row & failingColumns >> bit & 1) == 0) {
                    continue;
                }
                int[] tried = received.clone();
                tried[row] ^= 1 << bit;
                if (iterate(tried, true)) {
                    int changed = distance(tried, received);
                    if (changed < fewest) {
                        fewest = changed;
                        best = tried;
                    }
                }
            }
        }
        if (fewest == Integer.MAX_VALUE) {
            return UNCORRECTABLE;
        }
        System.arraycopy(best, 0, rows, 0, ROWS);
        return fewest;
    }

    private static int failingRows(int[] rows) {
        int failing = 0;
        for (int row = 0; row < ROWS; row++) {
            if (LinearCode.HAMMING_15_11.syndrome(rows[row]) != 0) {
                failing |= 1 << row;
            }
        }
        return failing;
    }

    /// Corrects columns and rows in turn until all are code words; false when they never are.
    private static boolean iterate(int[] rows, boolean columnsFirst) {
        boolean columns = columnsFirst;
        for (int round = 0; round < 2 * ROUNDS; round++) {
            if (columns) {
                for (int column = 0; column < COLUMNS; column++) {
                    int corrected = LinearCode.HAMMING_13_9.decode(column(rows, column));
                    if (corrected != LinearCode.UNCORRECTABLE) {
                        setColumn(rows, column, corrected);
                    }
                }
            } else {
                for (int row = 0; row < ROWS; row++) {
                    // Hamming(15,11) is perfect: every word has a neighbour
                    rows[row] = LinearCode.HAMMING_15_11.decode(rows[row]);
                }
            }
            if (consistent(rows)) {
                return true;
            }
            columns = !columns;
        }
        return false;
    }

    private static int distance(int[] rows, int[] others) {
        int changed = 0;
        for (int row = 0; row < ROWS; row++) {
            changed += Integer.bitCount(rows[row] ^ others[row]);
        }
        return changed;
    }
}
