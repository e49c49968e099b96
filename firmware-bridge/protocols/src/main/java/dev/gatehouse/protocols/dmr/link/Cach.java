package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.coding.LinearCode;

/// Common announcement channel (clause 9.1.4): 24 bits that a repeater sends between bursts, seven
/// of them TACT, the others a quarter of a short link control.
///
/// @param busy AT: the inbound channel is taken
/// @param nextSlot the slot of the burst that follows, 1 or 2
/// @param lcss which quarter of the short link control
/// @param fragment its 17 bits
/// @param correctedBits of TACT on the way here; not sent
public record Cach(boolean busy, int nextSlot, Lcss lcss, int fragment, int correctedBits) {

    /// Bits of one.
    public static final int BITS = 24;

    private static final int FRAGMENT_BITS = 17;

    /// Places of the TACT bits; the others are the fragment's, in order (clause 9.1.4).
    private static final int[] TACT_AT = {0, 4, 8, 12, 14, 18, 22};

    public Cach {
        if (nextSlot != 1 && nextSlot != 2) {
            throw new IllegalArgumentException("CACH: expected slot 1 or 2, found " + nextSlot);
        }
        Position.requireBits("CACH fragment", fragment, FRAGMENT_BITS);
    }

    /// From 24 bits, the first on the air the most significant.
    public static Decoded<Cach> decode(int bits) {
        int tact = 0;
        int fragment = 0;
        for (int at = 0, next = 0; at < BITS; at++) {
            int bit = bits >> (BITS - 1 - at) & 1;
            if (next < TACT_AT.length && TACT_AT[next] == at) {
                tact = tact << 1 | bit;
                next++;
            } else {
                fragment = fragment << 1 | bit;
            }
        }
        int corrected = LinearCode.HAMMING_7_4.decode(tact);
        if (corrected == LinearCode.UNCORRECTABLE) {
            return Decoded.rejected(RejectReason.BAD_CHECKSUM, "TACT: Hamming(7,4)");
        }
        int info = LinearCode.HAMMING_7_4.information(corrected);
        return Decoded.message(
                new Cach(
                        (info & 8) != 0,
                        (info & 4) == 0 ? 1 : 2,
                        Lcss.ofCode(info),
                        fragment,
                        Integer.bitCount(tact ^ corrected)));
    }

    /// The 24 bits.
    public int encode() {
        int tact =
                LinearCode.HAMMING_7_4.encode(
                        (busy ? 8 : 0) | (nextSlot == 1 ? 0 : 4) | lcss.code());
        int bits = 0;
        for (int at = 0, next = 0; at < BITS; at++) {
            boolean own = next < TACT_AT.length && TACT_AT[next] == at;
            int bit =
                    own
                            ? tact >> (TACT_AT.length - 1 - next) & 1
                            : fragment >> (FRAGMENT_BITS - 1 - (at - next)) & 1;
            bits = bits << 1 | bit;
            next += own ? 1 : 0;
        }
        return bits;
    }
}
