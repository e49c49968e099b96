package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;

/// Privacy indicator header (clause 9.3.6, data type 0): how the speech that follows is encrypted.
/// It is told and never undone.
///
/// ```
///  0: algorithm   1: FID   2: key id   3..6: initialisation vector   7..9: target   10..11: CRC
/// ```
///
/// @param algorithm 21 ARC4, 22 DES-OFB, 24 AES-128, 25 AES-256 (hex); other makers use low numbers
/// @param keyId which key, not the key
public record PiHeader(int algorithm, int fid, int keyId, int initialisation, RadioAddress target) {

    private static final int ALGORITHM_AT = 0;
    private static final int FID_AT = 1;
    private static final int KEY_AT = 2;
    private static final int INITIALISATION_AT = 3;
    private static final int TARGET_AT = 7;

    public PiHeader {
        Position.requireBits("algorithm", algorithm, 8);
        Position.requireBits("FID", fid, 8);
        Position.requireBits("key id", keyId, 8);
    }

    /// From twelve octets.
    ///
    /// @param correctedBits on the way here
    public static Decoded<Checked<PiHeader>> decode(Octets block, int correctedBits) {
        if (!Ccitt.accepts(block, DataType.PI_HEADER.mask())) {
            return Ccitt.refusal("PI header", block);
        }
        return Decoded.message(
                new Checked<>(
                        new PiHeader(
                                block.at(ALGORITHM_AT),
                                block.at(FID_AT),
                                block.at(KEY_AT),
                                (int) block.u32(INITIALISATION_AT),
                                new RadioAddress(block.u24(TARGET_AT))),
                        Assurance.CRC_CCITT,
                        correctedBits));
    }

    /// The twelve octets with their sum.
    public Octets encode() {
        byte[] block = new byte[Ccitt.LENGTH];
        block[ALGORITHM_AT] = (byte) algorithm;
        block[FID_AT] = (byte) fid;
        block[KEY_AT] = (byte) keyId;
        for (int i = 0; i < Integer.BYTES; i++) {
            block[INITIALISATION_AT + i] = (byte) (initialisation >> (24 - 8 * i));
        }
        Ccitt.put24(block, TARGET_AT, target.number());
        return Ccitt.seal(block, DataType.PI_HEADER.mask());
    }
}
