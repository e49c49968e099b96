package dev.gatehouse.protocols.dmr.coding;

import java.util.Arrays;

/// Rate 3/4 trellis code (clause B.2.4): 48 tribits and a last zero one, each of them and the one
/// before choosing one of 16 points, a point being two dibits; the dibits interleaved.
///
/// Decoded as the standard means it, by the whole path: the sequence of tribits from state 0 to a
/// last 0 whose points differ from the received ones in the fewest bits.
public final class Trellis34 {

    /// Octets that one burst carries.
    public static final int INFORMATION_BYTES = 18;

    /// Wrong bits that are always corrected; any two messages differ in 3 bits or more.
    public static final int CORRECTABLE = 1;

    private static final int STATES = 8;
    private static final int STEPS = 49;
    private static final int DIBITS = 98;
    private static final int TRIBIT = 3;
    private static final int FAR = 1 << 20;

    private static final int[][] POINT = {
        {0, 8, 4, 12, 2, 10, 6, 14},
        {4, 12, 2, 10, 6, 14, 0, 8},
        {1, 9, 5, 13, 3, 11, 7, 15},
        {5, 13, 3, 11, 7, 15, 1, 9},
        {3, 11, 7, 15, 1, 9, 5, 13},
        {7, 15, 1, 9, 5, 13, 3, 11},
        {2, 10, 6, 14, 0, 8, 4, 12},
        {6, 14, 0, 8, 4, 12, 2, 10}
    };

    /// The two dibits of a point as four bits.
    private static final int[] DIBITS_OF_POINT = {
        0b0010, 0b1010, 0b0111, 0b1111, 0b1110, 0b0110, 0b1011, 0b0011, 0b1101, 0b0101, 0b1000,
        0b0000, 0b0001, 0b1001, 0b0100, 0b1100
    };

    /// Four bits sent from a state by a tribit, and the tribit that four bits mean, or -1.
    private static final int[] SENT = new int[STATES * STATES];

    private static final int[] MEANT = new int[STATES * 16];

    /// First bit in the burst of each dibit in the order of the trellis.
    private static final int[] DIBIT_AT = new int[DIBITS];

    static {
        Arrays.fill(MEANT, -1);
        for (int state = 0; state < STATES; state++) {
            for (int tribit = 0; tribit < STATES; tribit++) {
                int bits = DIBITS_OF_POINT[POINT[state][tribit]];
                SENT[state * STATES + tribit] = bits;
                MEANT[state * 16 + bits] = tribit;
            }
        }
        int sent = 0;
        for (int first = 0; first < 8; first += 2) {
            for (int dibit = first; dibit < DIBITS; dibit += 8) {
                DIBIT_AT[dibit] = BurstBits.ofInformation(2 * sent++);
                DIBIT_AT[dibit + 1] = BurstBits.ofInformation(2 * sent++);
            }
        }
    }

    private Trellis34() {}

    /// Writes the 18 octets of `info` into the information bits of `burst`.
    public static void encode(byte[] info, byte[] burst) {
        int state = 0;
        for (int step = 0; step < STEPS; step++) {
            int tribit = step == STEPS - 1 ? 0 : (int) Bits.read(info, TRIBIT * step, TRIBIT);
            int bits = SENT[state * STATES + tribit];
            Bits.write(burst, DIBIT_AT[2 * step], 2, bits >> 2);
            Bits.write(burst, DIBIT_AT[2 * step + 1], 2, bits & 3);
            state = tribit;
        }
    }

    /// Reads the nearest 18 octets into `info` and answers in how many bits the burst differs from
    /// what they would have been sent as.
    public static int decode(byte[] burst, byte[] info) {
        byte[] received = new byte[STEPS];
        for (int step = 0; step < STEPS; step++) {
            received[step] =
                    (byte)
                            (dibit(burst, DIBIT_AT[2 * step]) << 2
                                    | dibit(burst, DIBIT_AT[2 * step + 1]));
        }
        byte[] tribits = new byte[STEPS];
        int wrong = walk(received, tribits) ? 0 : search(received, tribits);
        for (int i = 0; i < STEPS - 1; i += STATES) {
            int three = 0;
            for (int j = 0; j < STATES; j++) {
                three = three << TRIBIT | tribits[i + j];
            }
            int at = i * TRIBIT / 8;
            info[at] = (byte) (three >> 16);
            info[at + 1] = (byte) (three >> 8);
            info[at + 2] = (byte) three;
        }
        return wrong;
    }

    private static int dibit(byte[] burst, int at) {
        return burst[at >> 3] >> (6 - (at & 7)) & 3;
    }

    /// Follows a burst without any error; false as soon as there is one.
    private static boolean walk(byte[] received, byte[] tribits) {
        int state = 0;
        for (int step = 0; step < STEPS; step++) {
            int tribit = MEANT[state * 16 + received[step]];
            if (tribit < 0) {
                return false;
            }
            tribits[step] = (byte) tribit;
            state = tribit;
        }
        return state == 0;
    }

    /// Viterbi's algorithm over the eight states; a state is the tribit before.
    private static int search(byte[] received, byte[] tribits) {
        byte[] cameFrom = new byte[STEPS * STATES];
        int[] distance = new int[STATES];
        int[] next = new int[STATES];
        Arrays.fill(distance, FAR);
        distance[0] = 0;
        for (int step = 0; step < STEPS; step++) {
            for (int to = 0; to < STATES; to++) {
                int best = Integer.MAX_VALUE;
                int bestFrom = 0;
                for (int from = 0; from < STATES; from++) {
                    int wrong = Integer.bitCount(SENT[from * STATES + to] ^ received[step]);
                    if (distance[from] + wrong < best) {
                        best = distance[from] + wrong;
                        bestFrom = from;
                    }
                }
                next[to] = best;
                cameFrom[step * STATES + to] = (byte) bestFrom;
            }
            int[] spare = distance;
            distance = next;
            next = spare;
        }
        int state = 0;
        for (int step = STEPS - 1; step >= 0; step--) {
            tribits[step] = (byte) state;
            state = cameFrom[step * STATES + state];
        }
        return distance[0];
    }
}
