package dev.gatehouse.core.seal;

import com.google.protobuf.ByteString;
import dev.gatehouse.proto.v1.Beat;
import dev.gatehouse.proto.v1.Checkpoint;
import dev.gatehouse.proto.v1.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A beat as central sees it: sizes that the booth states, and what the own trees say of them.
public final class Beats {

    private Beats() {}

    /// What a beat states of a class.
    public static long size(Beat beat, SealClass c) {
        return switch (c) {
            case P0 -> beat.getP0Size();
            case P1 -> beat.getP1Size();
            case P2 -> beat.getP2Size();
        };
    }

    /// True when every field is there and in its range.
    public static boolean fits(Beat beat) {
        Stamp at = beat.getAt();
        return beat.getUnknownFields().asMap().isEmpty()
                && beat.hasAt()
                && at.getUnknownFields().asMap().isEmpty()
                && beat.getP0Size() >= 0
                && beat.getP1Size() >= 0
                && beat.getP2Size() >= 0
                && beat.getEd25519().size() == Signatures.ED25519_BYTES;
    }

    /// Holds a beat against the own trees.
    ///
    /// @param own chains of exactly the sizes that the beat states, in the order of [SealClass]
    /// @return one checkpoint for each class, which stands as proof by itself; empty when the
    ///   signature does not hold over these trees: then it is not the booth's, or the trees differ
    public static Optional<List<Checkpoint>> prove(Beat beat, List<Chain> own, BoothRecord booth) {
        byte[] digests = digests(own);
        boolean holds =
                fits(beat)
                        && SignedBytes.ofBeat(beat.getAt(), digests, booth.id())
                                .filter(message ->
                                        Signatures.ed25519Fits(
                                                booth.ed25519Public(),
                                                message,
                                                beat.getEd25519().toByteArray()))
                                .isPresent();
        if (!holds) {
            return Optional.empty();
        }
        List<Checkpoint> proofs = new ArrayList<>();
        for (SealClass c : SealClass.values()) {
            Chain chain = own.get(c.index());
            proofs.add(
                    Checkpoint.newBuilder()
                            .setRecordClass(c.wire())
                            .setSize(chain.size())
                            .setRoot(ByteString.copyFrom(chain.root()))
                            .setChainHead(ByteString.copyFrom(chain.head()))
                            .setAt(beat.getAt())
                            .setEd25519(beat.getEd25519())
                            .setBeatDigests(ByteString.copyFrom(digests))
                            .build());
        }
        return Optional.of(proofs);
    }

    /// @param chains in the order of [SealClass]
    static byte[] digests(List<Chain> chains) {
        byte[] digests = new byte[SealClass.COUNT * Sha256.LENGTH_BYTES];
        for (SealClass c : SealClass.values()) {
            Chain chain = chains.get(c.index());
            byte[] one = SignedBytes.digest(c.wire(), chain.size(), chain.root(), chain.head());
            System.arraycopy(one, 0, digests, c.index() * Sha256.LENGTH_BYTES, one.length);
        }
        return digests;
    }
}
