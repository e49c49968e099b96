package dev.gatehouse.core.seal;

import dev.gatehouse.proto.v1.Checkpoint;
import dev.gatehouse.proto.v1.DeclaredLoss;
import dev.gatehouse.proto.v1.Receipt;
import dev.gatehouse.proto.v1.RecordClass;
import dev.gatehouse.proto.v1.Refusal;
import dev.gatehouse.proto.v1.SignedTime;
import dev.gatehouse.proto.v1.Stamp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The octets that are signed. Protobuf has no canonical form, so each message has a fixed layout
/// of its own: a label that no other message has, the booth, then the fields in the order of their
/// numbers; integers big-endian, 8 octets for sizes and times, 4 for enums and counts. What is
/// signed for one booth or one purpose fits no other.
///
/// | label | after the booth |
/// |---|---|
/// | `gatehouse/v1 checkpoint` | hybrid (1 octet), class, size, root, chain head, wall time, quality, bound present (1 octet), bound |
/// | `gatehouse/v1 beat` | wall time, quality, bound present (1 octet), bound, three digests of 32 octets, P0 first |
/// | `gatehouse/v1 receipt` | class, size, root, central time, proven size |
/// | `gatehouse/v1 time` | nonce, central time |
/// | `gatehouse/v1 refusal` | class, reason, expected sequence |
/// | `gatehouse/v1 declared loss` | class, first sequence, resume size, resume leaf, count, frontier, reason where there is one |
///
/// A beat's digest of a class is SHA-256 over class, size, root and chain head, so that the beat
/// proves each class alone to whoever knows the digests of the others.
///
/// Every label ends in a zero octet. The hybrid octet keeps anybody from stripping the second
/// signature.
public final class SignedBytes {
    /// Octets in the nonce of a hello.
    public static final int NONCE_BYTES = 16;

    private static final int MAX_FRONTIER = 63;
    private static final int MAX_BYTES = 256 + MAX_FRONTIER * Sha256.LENGTH_BYTES;

    private SignedBytes() {}

    /// What a checkpoint's signatures cover.
    ///
    /// @param hybrid whether it is (to be) signed by both algorithms
    /// @return empty when a field is missing, unknown, of the wrong length or out of its range
    public static Optional<byte[]> of(Checkpoint checkpoint, BoothId booth, boolean hybrid) {
        Stamp at = checkpoint.getAt();
        if (!checkpoint.getUnknownFields().asMap().isEmpty()
                || isOtherClass(checkpoint.getRecordClass())
                || !checkpoint.hasSize()
                || checkpoint.getSize() < 0
                || checkpoint.getRoot().size() != Sha256.LENGTH_BYTES
                || checkpoint.getChainHead().size() != Sha256.LENGTH_BYTES
                || !checkpoint.hasAt()
                || !at.getUnknownFields().asMap().isEmpty()) {
            return Optional.empty();
        }
        if (checkpoint.hasBeatDigests()) {
            return hybrid ? Optional.empty() : ofBeat(checkpoint, booth);
        }
        return octets(
                labelled("checkpoint", booth)
                        .put((byte) (hybrid ? 1 : 0))
                        .putInt(checkpoint.getRecordClass().getNumber())
                        .putLong(checkpoint.getSize())
                        .put(checkpoint.getRoot().toByteArray())
                        .put(checkpoint.getChainHead().toByteArray())
                        .putLong(at.getWallMs())
                        .putInt(at.getQualityValue())
                        .put((byte) (at.hasBoundMs() ? 1 : 0))
                        .putLong(at.getBoundMs()));
    }

    /// What a beat's signature covers.
    ///
    /// @param digests of the three classes by [#digest], P0 first
    /// @return empty when there is no time or not 96 octets of digests
    static Optional<byte[]> ofBeat(Stamp at, byte[] digests, BoothId booth) {
        if (!at.getUnknownFields().asMap().isEmpty()
                || digests.length != SealClass.COUNT * Sha256.LENGTH_BYTES) {
            return Optional.empty();
        }
        return octets(
                labelled("beat", booth)
                        .putLong(at.getWallMs())
                        .putInt(at.getQualityValue())
                        .put((byte) (at.hasBoundMs() ? 1 : 0))
                        .putLong(at.getBoundMs())
                        .put(digests));
    }

    private static Optional<byte[]> ofBeat(Checkpoint checkpoint, BoothId booth) {
        byte[] digests = checkpoint.getBeatDigests().toByteArray();
        byte[] own =
                digest(
                        checkpoint.getRecordClass(),
                        checkpoint.getSize(),
                        checkpoint.getRoot().toByteArray(),
                        checkpoint.getChainHead().toByteArray());
        int at =
                SealClass.of(checkpoint.getRecordClass()).map(SealClass::index).orElse(0)
                        * Sha256.LENGTH_BYTES;
        return digests.length == SealClass.COUNT * Sha256.LENGTH_BYTES
                        && Arrays.equals(digests, at, at + Sha256.LENGTH_BYTES, own, 0, own.length)
                ? ofBeat(checkpoint.getAt(), digests, booth)
                : Optional.empty();
    }

    /// One class's part of a beat, 32 octets.
    static byte[] digest(RecordClass wire, long size, byte[] root, byte[] head) {
        byte[] place =
                ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                        .putInt(wire.getNumber())
                        .putLong(size)
                        .array();
        return Sha256.of(place, root, head);
    }

    /// What a receipt's signature covers.
    ///
    /// @return empty when a field is missing, unknown, of the wrong length or out of its range
    public static Optional<byte[]> of(Receipt receipt, BoothId booth) {
        if (!receipt.getUnknownFields().asMap().isEmpty()
                || isOtherClass(receipt.getRecordClass())
                || !receipt.hasSize()
                || receipt.getSize() < 0
                || receipt.getRoot().size() != Sha256.LENGTH_BYTES
                || receipt.getProvenSize() < 0
                || receipt.getProvenSize() > receipt.getSize()) {
            return Optional.empty();
        }
        return octets(
                labelled("receipt", booth)
                        .putInt(receipt.getRecordClass().getNumber())
                        .putLong(receipt.getSize())
                        .put(receipt.getRoot().toByteArray())
                        .putLong(receipt.getCentralTimeMs())
                        .putLong(receipt.getProvenSize()));
    }

    /// What a signed time's signature covers.
    ///
    /// @return empty when a field is missing, unknown or of the wrong length
    public static Optional<byte[]> of(SignedTime time, BoothId booth) {
        if (!time.getUnknownFields().asMap().isEmpty()
                || time.getNonce().size() != NONCE_BYTES
                || !time.hasCentralTimeMs()) {
            return Optional.empty();
        }
        return octets(
                labelled("time", booth)
                        .put(time.getNonce().toByteArray())
                        .putLong(time.getCentralTimeMs()));
    }

    /// What a refusal's signature covers.
    ///
    /// @return empty when a field is missing, unknown or out of its range
    public static Optional<byte[]> of(Refusal refusal, BoothId booth) {
        if (!refusal.getUnknownFields().asMap().isEmpty()
                || isOtherClass(refusal.getRecordClass())
                || refusal.getExpectedSequence() < 0) {
            return Optional.empty();
        }
        return octets(
                labelled("refusal", booth)
                        .putInt(refusal.getRecordClass().getNumber())
                        .putInt(refusal.getReasonValue())
                        .putLong(refusal.getExpectedSequence()));
    }

    /// What a declared loss's signature covers.
    ///
    /// @return empty when a field is missing, unknown, of the wrong length or out of its range, or
    ///   the frontier does not fit the size
    public static Optional<byte[]> of(DeclaredLoss loss, BoothId booth) {
        if (!loss.getUnknownFields().asMap().isEmpty()
                || isOtherClass(loss.getRecordClass())
                || loss.getFirstSequence() < 0
                || loss.getResumeSize() < loss.getFirstSequence()
                || resumed(loss).isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer buffer =
                labelled("declared loss", booth)
                        .putInt(loss.getRecordClass().getNumber())
                        .putLong(loss.getFirstSequence())
                        .putLong(loss.getResumeSize())
                        .put(loss.getResumeLeaf().toByteArray())
                        .putInt(loss.getResumeFrontierCount());
        loss.getResumeFrontierList().forEach(node -> buffer.put(node.toByteArray()));
        if (loss.hasReason()) {
            // the count says where the frontier ends, so this can be nothing else
            buffer.putInt(loss.getReasonValue());
        }
        return octets(buffer);
    }

    /// The chain from which a class goes on after a declared loss; verify the signatures first.
    ///
    /// @return empty when the frontier does not fit the size
    public static Optional<Chain> resumed(DeclaredLoss loss) {
        if (loss.getResumeFrontierCount() > MAX_FRONTIER) {
            return Optional.empty();
        }
        return Chain.resume(
                loss.getResumeSize(),
                loss.getResumeLeaf().toByteArray(),
                loss.getResumeFrontierList().stream().map(node -> node.toByteArray()).toList());
    }

    private static boolean isOtherClass(RecordClass wire) {
        return SealClass.of(wire).isEmpty();
    }

    private static ByteBuffer labelled(String what, BoothId booth) {
        return ByteBuffer.allocate(MAX_BYTES)
                .put(("gatehouse/v1 " + what + "\0").getBytes(StandardCharsets.US_ASCII))
                .putLong(booth.value());
    }

    private static Optional<byte[]> octets(ByteBuffer buffer) {
        byte[] octets = new byte[buffer.position()];
        buffer.flip().get(octets);
        return Optional.of(octets);
    }
}
