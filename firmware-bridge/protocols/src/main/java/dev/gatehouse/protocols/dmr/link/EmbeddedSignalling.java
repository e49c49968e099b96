package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.coding.LinearCode;

/// EMB (clause 9.1.2): 16 bits of a quadratic residue code around the embedded 32, two wrong bits
/// of which are put right.
///
/// @param colourCode 0 to 15
/// @param reverseChannel PI: the 32 bits are a reverse channel, not link control
/// @param lcss which fragment the 32 bits are
/// @param correctedBits on the way here; not sent
public record EmbeddedSignalling(
        int colourCode, boolean reverseChannel, Lcss lcss, int correctedBits) {

    private static final int COLOUR_CODE_SHIFT = 3;
    private static final int PI = 0x4;

    public EmbeddedSignalling {
        SlotType.requireColourCode(colourCode);
    }

    /// To be sent.
    public EmbeddedSignalling(int colourCode, boolean reverseChannel, Lcss lcss) {
        this(colourCode, reverseChannel, lcss, 0);
    }

    /// From its 16 bits.
    public static Decoded<EmbeddedSignalling> decode(int word) {
        int corrected = LinearCode.QUADRATIC_RESIDUE_16_7.decode(word);
        if (corrected == LinearCode.UNCORRECTABLE) {
            return Decoded.rejected(RejectReason.BAD_CHECKSUM, "EMB: more than 2 wrong bits of 16");
        }
        int info = LinearCode.QUADRATIC_RESIDUE_16_7.information(corrected);
        return Decoded.message(
                new EmbeddedSignalling(
                        info >> COLOUR_CODE_SHIFT,
                        (info & PI) != 0,
                        Lcss.ofCode(info),
                        Integer.bitCount(word ^ corrected)));
    }

    /// Its 16 bits.
    public int encode() {
        return LinearCode.QUADRATIC_RESIDUE_16_7.encode(
                colourCode << COLOUR_CODE_SHIFT | (reverseChannel ? PI : 0) | lcss.code());
    }
}
