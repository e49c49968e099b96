package dev.gatehouse.protocols.dmr.coding;

import java.util.Arrays;

/// A systematic binary block code by its syndromes: information bits first, check bits last, the
/// first bit the most significant of an `int`. Corrects every pattern of up to its own number of
/// errors, nothing else.
public final class LinearCode {

    /// What [#decode] answers for a word that no code word is near enough to.
    public static final int UNCORRECTABLE = -1;

    /// Slot type (clause B.3.1); named (20,8,7), its distance is 8.
    public static final LinearCode GOLAY_20_8 =
            new LinearCode(
                    20, 3, new int[] {0x3DA, 0xD99, 0x6CD, 0x367, 0xDC6, 0xA97, 0x93E, 0x8EB});

    /// EMB (clause B.3.2), distance 6.
    public static final LinearCode QUADRATIC_RESIDUE_16_7 =
            new LinearCode(16, 2, new int[] {0x04F, 0x11E, 0x1B7, 0x1E2, 0x1C9, 0x0E5, 0x073});

    /// TACT bits of the CACH (clause B.3.5).
    public static final LinearCode HAMMING_7_4 =
            ofChecks(7, 4, new int[][] {{0, 1, 2}, {1, 2, 3}, {0, 1, 3}});

    /// Columns of BPTC(196,96) (clause B.3.4).
    public static final LinearCode HAMMING_13_9 =
            ofChecks(
                    13,
                    9,
                    new int[][] {
                        {0, 1, 3, 5, 6}, {0, 1, 2, 4, 6, 7}, {0, 1, 2, 3, 5, 7, 8}, {0, 2, 4, 5, 8}
                    });

    /// Rows of BPTC(196,96) (clause B.3.4).
    public static final LinearCode HAMMING_15_11 =
            ofChecks(
                    15,
                    11,
                    new int[][] {
                        {0, 1, 2, 3, 5, 7, 8},
                        {1, 2, 3, 4, 6, 8, 9},
                        {2, 3, 4, 5, 7, 9, 10},
                        {0, 1, 2, 4, 6, 7, 10}
                    });

    /// Rows of the embedded signalling (clause B.3.4), distance 4.
    public static final LinearCode HAMMING_16_11 =
            ofChecks(
                    16,
                    11,
                    new int[][] {
                        {0, 1, 2, 3, 5, 7, 8},
                        {1, 2, 3, 4, 6, 8, 9},
                        {2, 3, 4, 5, 7, 9, 10},
                        {0, 1, 2, 4, 6, 7, 10},
                        {0, 2, 5, 6, 8, 9, 10}
                    });

    /// Rows of the short link control (clause B.3.4).
    public static final LinearCode HAMMING_17_12 =
            ofChecks(
                    17,
                    12,
                    new int[][] {
                        {0, 1, 2, 3, 6, 7, 9},
                        {0, 1, 2, 3, 4, 7, 8, 10},
                        {1, 2, 3, 4, 5, 8, 9, 11},
                        {0, 1, 4, 5, 7, 10},
                        {0, 1, 2, 5, 6, 8, 11}
                    });

    /// First code word of a voice frame, distance 8.
    public static final LinearCode GOLAY_24_12 = new LinearCode(24, 3, golayRows(true));

    /// Second code word of a voice frame, distance 7, perfect.
    public static final LinearCode GOLAY_23_12 = new LinearCode(23, 3, golayRows(false));

    private static final int GOLAY_GENERATOR = 0xC75;
    private static final int GOLAY_CHECKS = 11;
    private static final int GOLAY_INFORMATION = 12;

    private final int checks;
    private final int information;
    private final int correctable;
    private final int[] parityOf;
    private final int[] errorOf;

    /// @param rows the check bits that each information bit sets, first bit first
    private LinearCode(int length, int correctable, int[] rows) {
        this.information = rows.length;
        this.checks = length - rows.length;
        this.correctable = correctable;
        parityOf = new int[1 << information];
        for (int info = 1; info < parityOf.length; info++) {
            int lowest = Integer.numberOfTrailingZeros(info);
            parityOf[info] = parityOf[info & (info - 1)] ^ rows[information - 1 - lowest];
        }
        errorOf = new int[1 << checks];
        Arrays.fill(errorOf, UNCORRECTABLE);
        errorOf[0] = 0;
        learnErrors(0, 0, correctable);
    }

    /// @param equations for each check bit the information bits it is the sum of
    private static LinearCode ofChecks(int length, int information, int[][] equations) {
        int[] rows = new int[information];
        for (int check = 0; check < equations.length; check++) {
            for (int bit : equations[check]) {
                rows[bit] |= 1 << (equations.length - 1 - check);
            }
        }
        return new LinearCode(length, 1, rows);
    }

    private static int[] golayRows(boolean extended) {
        int[] rows = new int[GOLAY_INFORMATION];
        for (int bit = 0; bit < GOLAY_INFORMATION; bit++) {
            int info = 1 << (GOLAY_INFORMATION - 1 - bit);
            int rest = info << GOLAY_CHECKS;
            for (int at = GOLAY_INFORMATION + GOLAY_CHECKS - 1; at >= GOLAY_CHECKS; at--) {
                if ((rest >> at & 1) != 0) {
                    rest ^= GOLAY_GENERATOR << (at - GOLAY_CHECKS);
                }
            }
            int even = (Integer.bitCount(rest) + 1) & 1;
            rows[bit] = extended ? rest << 1 | even : rest;
        }
        return rows;
    }

    private void learnErrors(int from, int pattern, int left) {
        if (left == 0) {
            return;
        }
        for (int bit = from; bit < length(); bit++) {
            int more = pattern | 1 << bit;
            errorOf[syndrome(more)] = more;
            learnErrors(bit + 1, more, left - 1);
        }
    }

    /// Bits of a code word.
    public int length() {
        return information + checks;
    }

    /// Information bits of a code word.
    public int informationBits() {
        return information;
    }

    /// Errors that are always corrected.
    public int correctable() {
        return correctable;
    }

    /// The code word of `info`, whose higher bits must be zero.
    public int encode(int info) {
        return info << checks | parityOf[info];
    }

    /// Zero for a code word.
    public int syndrome(int word) {
        return parityOf[word >>> checks] ^ (word & ((1 << checks) - 1));
    }

    /// The only code word within [#correctable] bits of `word`, or [#UNCORRECTABLE].
    public int decode(int word) {
        int error = errorOf[syndrome(word)];
        return error == UNCORRECTABLE ? UNCORRECTABLE : word ^ error;
    }

    /// The information bits of a code word.
    public int information(int codeWord) {
        return codeWord >>> checks;
    }

    /// How many bits of `word` are wrong, one more than [#correctable] where that cannot be told.
    public int errors(int word) {
        int error = errorOf[syndrome(word)];
        return error == UNCORRECTABLE ? correctable + 1 : Integer.bitCount(error);
    }
}
