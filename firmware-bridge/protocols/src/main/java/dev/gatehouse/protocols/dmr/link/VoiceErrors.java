package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.coding.LinearCode;

/// How damaged the speech of a burst is, told without opening it: of the 72 bits of a frame 24 are
/// a Golay(24,12) word and 23 a Golay(23,12) word, whitened by a sequence that the first word's
/// information starts. The other 25 are unguarded.
///
/// A word with more than 3 wrong bits counts as 4, and where that is the first word the second is
/// not looked at, its whitening being unknown. So the rate is a lower bound.
///
/// @param errors wrong bits seen
/// @param bits looked at
public record VoiceErrors(int errors, int bits) {

    private static final int FRAMES = 3;
    private static final int FRAME_BITS = 72;
    private static final int FIRST_BITS = 24;
    private static final int SECOND_BITS = 23;

    /// Places in the frame of the first word: 0, 4, ... 68, 1, 5, ... 21.
    private static final byte[] FIRST_AT = places(0, 18, 1, 6);

    /// Of the second: 25, 29, ... 69, 2, 6, ... 42.
    private static final byte[] SECOND_AT = places(25, 12, 2, 11);

    private static final int WHITENING_FACTOR = 173;
    private static final int WHITENING_STEP = 13_849;
    private static final int WHITENING_MASK = 0xFFFF;

    /// Nothing seen yet.
    public static final VoiceErrors NONE = new VoiceErrors(0, 0);

    private static byte[] places(int from, int count, int then, int more) {
        byte[] at = new byte[count + more];
        for (int i = 0; i < count; i++) {
            at[i] = (byte) (from + 4 * i);
        }
        for (int i = 0; i < more; i++) {
            at[count + i] = (byte) (then + 4 * i);
        }
        return at;
    }

    /// Of the 27 octets of one burst.
    public static VoiceErrors of(Octets voice) {
        int errors = 0;
        int bits = 0;
        for (int frame = 0; frame < FRAMES; frame++) {
            int first = word(voice, frame, FIRST_AT);
            int wrong = LinearCode.GOLAY_24_12.errors(first);
            errors += wrong;
            bits += FIRST_BITS;
            if (wrong <= LinearCode.GOLAY_24_12.correctable()) {
                int info = LinearCode.GOLAY_24_12.information(LinearCode.GOLAY_24_12.decode(first));
                errors +=
                        LinearCode.GOLAY_23_12.errors(
                                word(voice, frame, SECOND_AT) ^ whitening(info));
                bits += SECOND_BITS;
            }
        }
        return new VoiceErrors(errors, bits);
    }

    private static int word(Octets voice, int frame, byte[] places) {
        int word = 0;
        for (byte place : places) {
            int at = FRAME_BITS * frame + place;
            word = word << 1 | (voice.at(at >> 3) >> (7 - (at & 7)) & 1);
        }
        return word;
    }

    private static int whitening(int info) {
        int state = info << 4;
        int word = 0;
        for (int bit = 0; bit < SECOND_BITS; bit++) {
            state = (WHITENING_FACTOR * state + WHITENING_STEP) & WHITENING_MASK;
            word = word << 1 | state >> 15;
        }
        return word;
    }

    /// Both together.
    public VoiceErrors plus(VoiceErrors more) {
        return new VoiceErrors(errors + more.errors, bits + more.bits);
    }

    /// Share of wrong bits, 0 where none were looked at.
    public double rate() {
        return bits == 0 ? 0 : (double) errors / bits;
    }
}
