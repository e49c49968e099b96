package dev.gatehouse.central.receive;

import com.google.protobuf.ByteString;
import dev.gatehouse.central.ledger.ClassKey;
import dev.gatehouse.central.ledger.Ledger;
import dev.gatehouse.central.ledger.Mark;
import dev.gatehouse.central.ledger.Stored;
import dev.gatehouse.core.seal.Chain;
import dev.gatehouse.proto.v1.Checkpoint;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The trees that central computes from its ledger, and the checkpoints that it keeps of them.
/// Receiver's thread only.
final class OwnTrees {
    private final Ledger ledger;

    OwnTrees(Ledger ledger) {
        this.ledger = ledger;
    }

    /// Where a class stands.
    ClassTrack load(ClassKey key) throws SQLException {
        Optional<Mark> mark = ledger.mark(key);
        if (mark.isEmpty()) {
            return new ClassTrack(key, new Chain(), 0, Optional.empty(), 0);
        }
        Chain chain = restored(key, mark.get().frontier());
        Optional<ByteString> saved = ledger.frontierAtOrBelow(key, chain.size());
        long frontierSize = saved.isPresent() ? restored(key, saved.get()).size() : 0;
        return new ClassTrack(
                key,
                chain,
                mark.get().provenSize(),
                Stored.receipt(mark.get().receipt()),
                frontierSize);
    }

    private static Chain restored(ClassKey key, ByteString saved) throws SQLException {
        return Chain.restore(saved.toByteArray())
                .orElseThrow(
                        () -> new SQLException("ledger: saved chain of " + key + " is damaged"));
    }

    /// True when the booth's own clock says that a hello's checkpoint was signed before the booth
    /// grew to its proven size: then somebody plays it back, or it was overtaken on its way. A
    /// booth put back to an old state signs anew. That central never saw the octets says nothing,
    /// for who plays them back may have kept them from central the first time.
    ///
    /// A copy whose clock stands behind passes for a playback here until central's time corrects
    /// it; its records are forks from the first.
    boolean signedBeforeProven(ClassTrack track, Checkpoint checkpoint) throws SQLException {
        for (ByteString stored : ledger.checkpoints(track.key, track.provenSize)) {
            Optional<Checkpoint> proven = Stored.checkpoint(stored);
            if (proven.isPresent()
                    && checkpoint.getAt().getWallMs() <= proven.get().getAt().getWallMs()) {
                return true;
            }
        }
        return false;
    }

    /// True when the ledger has this checkpoint or one of the same size that was signed later. Such
    /// a one proves nothing new, least of all that the booth lives: it can be played back for ever.
    boolean keepsNewer(ClassTrack track, Checkpoint checkpoint) throws SQLException {
        for (ByteString stored : ledger.checkpoints(track.key, checkpoint.getSize())) {
            Optional<Checkpoint> kept = Stored.checkpoint(stored);
            if (kept.isPresent()
                    && kept.get().hasMlDsa44() == checkpoint.hasMlDsa44()
                    && kept.get().getAt().getWallMs() >= checkpoint.getAt().getWallMs()) {
                return true;
            }
        }
        return false;
    }

    /// The ledger's chain at a size it has passed; empty inside a declared loss.
    Optional<Chain> at(ClassTrack track, long size) throws SQLException {
        if (size == track.chain.size()) {
            return Optional.of(track.chain);
        }
        Optional<ByteString> saved = ledger.frontierAtOrBelow(track.key, size);
        Chain chain = saved.isPresent() ? restored(track.key, saved.get()) : new Chain();
        List<ByteString> leaves = ledger.leaves(track.key, chain.size(), size);
        if (leaves.size() != size - chain.size()) {
            return Optional.empty();
        }
        leaves.forEach(leaf -> chain.append(leaf.toByteArray()));
        return Optional.of(chain);
    }
}
