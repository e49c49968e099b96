package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.coding.LinearCode;

/// Slot type (clause 9.1.3): colour code and data type in 20 bits of Golay(20,8), three wrong bits
/// of which are put right.
///
/// @param colourCode 0 to 15, tells channels apart that share a frequency
/// @param correctedBits on the way here; not sent
public record SlotType(int colourCode, DataType dataType, int correctedBits) {

    /// Highest colour code.
    public static final int MAX_COLOUR_CODE = 15;

    private static final int COLOUR_CODE_SHIFT = 4;

    public SlotType {
        requireColourCode(colourCode);
    }

    /// To be sent.
    public SlotType(int colourCode, DataType dataType) {
        this(colourCode, dataType, 0);
    }

    static void requireColourCode(int colourCode) {
        if (colourCode < 0 || colourCode > MAX_COLOUR_CODE) {
            throw new IllegalArgumentException("colour code: expected 0..15, found " + colourCode);
        }
    }

    /// From its 20 bits.
    public static Decoded<SlotType> decode(int word) {
        int corrected = LinearCode.GOLAY_20_8.decode(word);
        if (corrected == LinearCode.UNCORRECTABLE) {
            return Decoded.rejected(
                    RejectReason.BAD_CHECKSUM, "slot type: more than 3 wrong bits of 20");
        }
        int info = LinearCode.GOLAY_20_8.information(corrected);
        return Decoded.message(
                new SlotType(
                        info >> COLOUR_CODE_SHIFT,
                        DataType.ofCode(info),
                        Integer.bitCount(word ^ corrected)));
    }

    /// Its 20 bits.
    public int encode() {
        return LinearCode.GOLAY_20_8.encode(colourCode << COLOUR_CODE_SHIFT | dataType.code());
    }
}
