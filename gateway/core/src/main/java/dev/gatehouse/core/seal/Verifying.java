package dev.gatehouse.core.seal;

import com.google.protobuf.ByteString;
import dev.gatehouse.proto.v1.Checkpoint;
import dev.gatehouse.proto.v1.DeclaredLoss;
import dev.gatehouse.proto.v1.Receipt;
import dev.gatehouse.proto.v1.Refusal;
import dev.gatehouse.proto.v1.SignedTime;
import java.util.Arrays;
import java.util.Optional;

/// Checks signatures: a booth's at central, central's at the booth. Messages are hostile; nothing
/// is thrown on their account.
public final class Verifying {

    private Verifying() {}

    /// A booth's checkpoint: Ed25519 always, and ML-DSA-44 when it is there; then both must fit.
    public static Verification checkpoint(Checkpoint checkpoint, BoothRecord booth) {
        boolean hybrid = checkpoint.hasMlDsa44();
        Optional<byte[]> message = SignedBytes.of(checkpoint, booth.id(), hybrid);
        if (message.isEmpty()) {
            return Verification.BAD_LAYOUT;
        }
        return hybrid
                ? both(message.get(), booth, checkpoint.getEd25519(), checkpoint.getMlDsa44())
                : ed25519(message.get(), booth.ed25519Public(), checkpoint.getEd25519());
    }

    /// A booth's declaration of loss, which stands for ever: both signatures, always.
    public static Verification declaredLoss(DeclaredLoss loss, BoothRecord booth) {
        return SignedBytes.of(loss, booth.id())
                .map(message -> both(message, booth, loss.getEd25519(), loss.getMlDsa44()))
                .orElse(Verification.BAD_LAYOUT);
    }

    /// Central's receipt to this booth.
    public static Verification receipt(Receipt receipt, BoothKeys booth) {
        return SignedBytes.of(receipt, booth.id())
                .map(m -> ed25519(m, booth.centralEd25519Public(), receipt.getEd25519()))
                .orElse(Verification.BAD_LAYOUT);
    }

    /// Central's time for this booth, in answer to the hello that carried this nonce.
    public static Verification signedTime(SignedTime time, byte[] nonce, BoothKeys booth) {
        Optional<byte[]> message = SignedBytes.of(time, booth.id());
        if (message.isEmpty()) {
            return Verification.BAD_LAYOUT;
        }
        if (!Arrays.equals(time.getNonce().toByteArray(), nonce)) {
            return Verification.WRONG_NONCE;
        }
        return ed25519(message.get(), booth.centralEd25519Public(), time.getEd25519());
    }

    /// Central's refusal to this booth.
    public static Verification refusal(Refusal refusal, BoothKeys booth) {
        return SignedBytes.of(refusal, booth.id())
                .map(m -> ed25519(m, booth.centralEd25519Public(), refusal.getEd25519()))
                .orElse(Verification.BAD_LAYOUT);
    }

    private static Verification both(
            byte[] message, BoothRecord booth, ByteString ed25519, ByteString mlDsa) {
        Verification first = ed25519(message, booth.ed25519Public(), ed25519);
        if (!first.valid()) {
            return first;
        }
        return Signatures.mlDsaFits(booth.mlDsaPublic(), message, mlDsa.toByteArray())
                ? Verification.VALID
                : Verification.BAD_ML_DSA;
    }

    private static Verification ed25519(byte[] message, byte[] publicKey, ByteString signature) {
        return Signatures.ed25519Fits(publicKey, message, signature.toByteArray())
                ? Verification.VALID
                : Verification.BAD_ED25519;
    }
}
