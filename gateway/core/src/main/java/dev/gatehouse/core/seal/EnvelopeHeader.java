package dev.gatehouse.core.seal;

import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.EpochOpening;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The header of an envelope as it is authenticated (AEAD associated data) and hashed (leaf):
///
/// ```
///   0        4        8        16       20       28        36       40         72       73
///   +--------+--------+--------+--------+--------+---------+--------+----------+--------+- - - - - -+
///   |version |suite   |booth   |class   |epoch   |sequence |schema  |prev. leaf|opening?|SHA-256 of |
///   |4       |4       |8       |4       |8       |8        |4       |32        |1       |opening, 32|
///   +--------+--------+--------+--------+--------+---------+--------+----------+--------+- - - - - -+
/// ```
///
/// Integers are big-endian. The last field is there only when octet 72 is 1.
final class EnvelopeHeader {
    static final int LENGTH_BYTES = 73;
    static final int LENGTH_WITH_OPENING_BYTES = LENGTH_BYTES + Sha256.LENGTH_BYTES;
    private static final byte[] LEAF_PREFIX = {0x00};

    private final SealClass sealClass;
    private final byte[] octets;

    private EnvelopeHeader(SealClass sealClass, byte[] octets) {
        this.sealClass = sealClass;
        this.octets = octets;
    }

    /// The header of a received, hostile envelope.
    ///
    /// @return empty when a field is missing, unknown, of the wrong length or out of range, or the
    ///   suite is another
    static Optional<EnvelopeHeader> of(Envelope envelope, BoothId booth) {
        int ciphertextBytes = envelope.getCiphertext().size();
        boolean fits =
                !isOtherSuite(envelope)
                        && envelope.getUnknownFields().asMap().isEmpty()
                        && envelope.hasEpoch()
                        && envelope.getSequence() >= 0
                        && envelope.hasSequence()
                        && envelope.hasSchema()
                        && envelope.getPreviousLeaf().size() == Sha256.LENGTH_BYTES
                        && ciphertextBytes >= Plaintext.MIN_PADDED_BYTES + EpochKeys.TAG_BYTES
                        && ciphertextBytes <= Plaintext.MAX_PADDED_BYTES + EpochKeys.TAG_BYTES
                        && (!envelope.hasOpening() || fits(envelope.getOpening()));
        if (!fits) {
            return Optional.empty();
        }
        return SealClass.of(envelope.getRecordClass())
                .map(c ->
                        of(
                                booth,
                                c,
                                envelope.getEpoch(),
                                envelope.getSequence(),
                                envelope.getSchema(),
                                envelope.getPreviousLeaf().toByteArray(),
                                envelope.hasOpening()
                                        ? openingDigest(envelope.getOpening())
                                        : new byte[0]));
    }

    static boolean isOtherSuite(Envelope envelope) {
        return envelope.getVersion() != Suite.VERSION || envelope.getSuite() != Suite.ID;
    }

    static boolean fits(EpochOpening opening) {
        return opening.getUnknownFields().asMap().isEmpty()
                && opening.hasPrekeyId()
                && opening.getEncapsulation().size() == Suite.ENCAPSULATION_BYTES;
    }

    /// The header of an envelope that is being made.
    ///
    /// @param openingDigest [#openingDigest], or no octets when the envelope carries no opening
    static EnvelopeHeader of(
            BoothId booth,
            SealClass sealClass,
            long epoch,
            long sequence,
            int schema,
            byte[] previousLeaf,
            byte[] openingDigest) {
        ByteBuffer buffer =
                ByteBuffer.allocate(LENGTH_BYTES + openingDigest.length)
                        .putInt(Suite.VERSION)
                        .putInt(Suite.ID)
                        .putLong(booth.value())
                        .putInt(sealClass.wire().getNumber())
                        .putLong(epoch)
                        .putLong(sequence)
                        .putInt(schema)
                        .put(previousLeaf)
                        .put((byte) (openingDigest.length == 0 ? 0 : 1))
                        .put(openingDigest);
        return new EnvelopeHeader(sealClass, buffer.array());
    }

    /// SHA-256 over prekey id (8 octets, big-endian) and encapsulation.
    static byte[] openingDigest(EpochOpening opening) {
        byte[] prekeyId = ByteBuffer.allocate(Long.BYTES).putLong(opening.getPrekeyId()).array();
        return Sha256.of(prekeyId, opening.getEncapsulation().toByteArray());
    }

    SealClass sealClass() {
        return sealClass;
    }

    byte[] associatedData() {
        return octets;
    }

    /// SHA-256(0x00 || header || commitment): the leaf hash of RFC 6962, 2.1, over header and
    /// commitment.
    byte[] leaf(byte[] commitment) {
        return Sha256.of(LEAF_PREFIX, octets, commitment);
    }
}
