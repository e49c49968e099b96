package dev.gatehouse.protocols.dmr.coding;

/// Reed-Solomon (12,9) over GF(2^8) of full link control (clause B.3.6): field polynomial 0x11D,
/// generator (x + a)(x + a^2)(x + a^3) = x^3 + 14 x^2 + 56 x + 64. Distance 4: three wrong octets
/// are always found, one can be put right.
public final class ReedSolomon12 {

    /// Octets of a code word.
    public static final int LENGTH = 12;

    /// Octets that it guards.
    public static final int INFORMATION = 9;

    /// What [#repair] answers when more than one octet is wrong.
    public static final int UNCORRECTABLE = -1;

    private static final int FIELD = 0x11D;
    private static final int ORDER = 255;
    private static final int[] POWER = new int[2 * ORDER];
    private static final int[] LOG = new int[ORDER + 1];
    private static final int G2 = 14;
    private static final int G1 = 56;
    private static final int G0 = 64;

    static {
        int value = 1;
        for (int i = 0; i < ORDER; i++) {
            POWER[i] = value;
            POWER[i + ORDER] = value;
            LOG[value] = i;
            value <<= 1;
            if (value > ORDER) {
                value ^= FIELD;
            }
        }
    }

    private ReedSolomon12() {}

    /// Writes the parity of the first nine octets, each changed by `mask`, behind them.
    public static void encode(byte[] word, int mask) {
        int p2 = 0;
        int p1 = 0;
        int p0 = 0;
        for (int i = 0; i < INFORMATION; i++) {
            int feedback = (word[i] & 0xFF) ^ p2;
            p2 = p1 ^ times(G2, feedback);
            p1 = p0 ^ times(G1, feedback);
            p0 = times(G0, feedback);
        }
        word[INFORMATION] = (byte) (p2 ^ mask);
        word[INFORMATION + 1] = (byte) (p1 ^ mask);
        word[INFORMATION + 2] = (byte) (p0 ^ mask);
    }

    /// Puts one wrong octet of `word` right, in place, and answers how many were wrong, 0 or 1, or
    /// [#UNCORRECTABLE].
    public static int repair(byte[] word, int mask) {
        int s1 = 0;
        int s2 = 0;
        int s3 = 0;
        for (int i = 0; i < LENGTH; i++) {
            int octet = (word[i] & 0xFF) ^ (i < INFORMATION ? 0 : mask);
            s1 = times(POWER[1], s1) ^ octet;
            s2 = times(POWER[2], s2) ^ octet;
            s3 = times(POWER[3], s3) ^ octet;
        }
        if ((s1 | s2 | s3) == 0) {
            return 0;
        }
        if (s1 == 0 || s2 == 0 || times(s2, s2) != times(s1, s3)) {
            return UNCORRECTABLE;
        }
        int place = (LOG[s2] - LOG[s1] + ORDER) % ORDER;
        if (place >= LENGTH) {
            return UNCORRECTABLE;
        }
        word[LENGTH - 1 - place] ^= (byte) POWER[(LOG[s1] - place + ORDER) % ORDER];
        return 1;
    }

    private static int times(int a, int b) {
        return a == 0 || b == 0 ? 0 : POWER[LOG[a] + LOG[b]];
    }
}
