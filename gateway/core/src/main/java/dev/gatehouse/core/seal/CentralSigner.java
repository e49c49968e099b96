package dev.gatehouse.core.seal;

import com.google.protobuf.ByteString;
import dev.gatehouse.proto.v1.Receipt;
import dev.gatehouse.proto.v1.Refusal;
import dev.gatehouse.proto.v1.RefusalReason;
import dev.gatehouse.proto.v1.SignedTime;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/// Signs what central says to a booth. Safe for any number of threads.
public final class CentralSigner {
    private final Ed25519PrivateKeyParameters key;

    public CentralSigner(CentralKeys keys) {
        this.key = new Ed25519PrivateKeyParameters(keys.ed25519Seed());
    }

    /// States that records 0 .. size-1 are committed: only after the commit.
    ///
    /// @param root tree head at `size`, 32 octets
    /// @param provenSize at most `size`
    public Receipt receipt(
            BoothId booth,
            SealClass c,
            long size,
            byte[] root,
            long centralTimeMs,
            long provenSize) {
        Receipt.Builder receipt =
                Receipt.newBuilder()
                        .setRecordClass(c.wire())
                        .setSize(size)
                        .setRoot(ByteString.copyFrom(root))
                        .setCentralTimeMs(centralTimeMs)
                        .setProvenSize(provenSize);
        return receipt.setEd25519(signed(SignedBytes.of(receipt.build(), booth))).build();
    }

    /// Answers a hello.
    ///
    /// @param nonce of the hello, 16 octets; a hello with another length deserves no answer
    public SignedTime time(BoothId booth, byte[] nonce, long centralTimeMs) {
        SignedTime.Builder time =
                SignedTime.newBuilder()
                        .setNonce(ByteString.copyFrom(nonce))
                        .setCentralTimeMs(centralTimeMs);
        return time.setEd25519(signed(SignedBytes.of(time.build(), booth))).build();
    }

    /// Says what central will not take, and what it expects next.
    public Refusal refusal(
            BoothId booth, SealClass c, RefusalReason reason, long expectedSequence) {
        Refusal.Builder refusal =
                Refusal.newBuilder()
                        .setRecordClass(c.wire())
                        .setReason(reason)
                        .setExpectedSequence(expectedSequence);
        return refusal.setEd25519(signed(SignedBytes.of(refusal.build(), booth))).build();
    }

    private ByteString signed(Optional<byte[]> message) {
        byte[] octets =
                message.orElseThrow(
                        () -> new IllegalArgumentException("a field is out of its range"));
        return ByteString.copyFrom(Signatures.ed25519(key, octets));
    }
}
