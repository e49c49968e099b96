package dev.gatehouse.protocols.dmr.coding;

/// The variable length block product codes: rows of a Hamming code, and a last row that makes the
/// sum of every column even (clauses B.2.1 to B.2.3). The last row is thus a code word too.
///
/// Distance is twice that of the row code: [#EMBEDDED] always corrects 3 bits of 128, [#SHORT_LC] 2
/// of 68.
final class ParityProduct {

    /// What [#repair] answers when the rows cannot be made consistent.
    static final int UNCORRECTABLE = -1;

    static final ParityProduct EMBEDDED = new ParityProduct(LinearCode.HAMMING_16_11, 8);
    static final ParityProduct SHORT_LC = new ParityProduct(LinearCode.HAMMING_17_12, 4);
    static final ParityProduct REVERSE_CHANNEL = new ParityProduct(LinearCode.HAMMING_16_11, 2);

    private final LinearCode code;
    private final int rows;

    private ParityProduct(LinearCode code, int rows) {
        this.code = code;
        this.rows = rows;
    }

    /// Fills the last row from the others.
    void complete(int[] matrix) {
        int sum = 0;
        for (int row = 0; row < rows - 1; row++) {
            sum ^= matrix[row];
        }
        matrix[rows - 1] = sum;
    }

    /// Corrects `matrix` in place and answers the number of bits changed, or [#UNCORRECTABLE], and
    /// then the matrix is of no use.
    int repair(int[] matrix) {
        int[] received = matrix.clone();
        int hopeless = -1;
        int columns = 0;
        for (int row = 0; row < rows; row++) {
            int corrected = code.decode(matrix[row]);
            if (corrected == LinearCode.UNCORRECTABLE) {
                if (hopeless >= 0) {
                    return UNCORRECTABLE;
                }
                hopeless = row;
            } else {
                matrix[row] = corrected;
            }
            columns ^= matrix[row];
        }
        if (columns != 0 && !settle(matrix, received, hopeless, columns)) {
            return UNCORRECTABLE;
        }
        if (columns == 0 && hopeless >= 0) {
            return UNCORRECTABLE;
        }
        return distance(matrix, received);
    }

    /// Puts the odd columns right in the one row that can have them wrong: the one that its own
    /// code gave up, else the one that the row code itself spoiled.
    private boolean settle(int[] matrix, int[] received, int hopeless, int columns) {
        int best = -1;
        int fewest = Integer.MAX_VALUE;
        for (int row = 0; row < rows; row++) {
            int candidate = matrix[row] ^ columns;
            if ((hopeless >= 0 && row != hopeless) || code.syndrome(candidate) != 0) {
                continue;
            }
            int changed =
                    Integer.bitCount(candidate ^ received[row])
                            - Integer.bitCount(matrix[row] ^ received[row]);
            if (changed < fewest) {
                fewest = changed;
                best = row;
            }
        }
        if (best < 0) {
            return false;
        }
        matrix[best] ^= columns;
        return true;
    }

    private int distance(int[] matrix, int[] received) {
        int changed = 0;
        for (int row = 0; row < rows; row++) {
            changed += Integer.bitCount(matrix[row] ^ received[row]);
        }
        return changed;
    }
}
