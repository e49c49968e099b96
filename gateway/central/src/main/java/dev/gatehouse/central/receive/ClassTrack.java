package dev.gatehouse.central.receive;

import com.google.protobuf.ByteString;
import dev.gatehouse.central.ledger.ClassKey;
import dev.gatehouse.core.seal.Chain;
import dev.gatehouse.proto.v1.Checkpoint;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.Receipt;
import dev.gatehouse.proto.v1.RefusalReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// One class of one booth in memory, ahead of the ledger by the open transaction. Receiver's thread
/// only.
final class ClassTrack {
    final ClassKey key;
    Chain chain;
    long provenSize;

    /// The current receipt as sent; empty before the first.
    Optional<Receipt> receipt;

    /// The newest verified checkpoint of a size that has not arrived yet.
    Optional<Checkpoint> held = Optional.empty();

    /// Size at the last commit.
    long committedSize;

    /// Size or proven mark differ from the ledger.
    boolean moved;

    /// The booth is owed the current receipt.
    boolean owed;

    /// Header of the last record, from which the next one's may follow; none until it is asked for.
    Optional<Envelope> lastHeader = Optional.empty();

    /// Size that a beat of this group has proven, or -1: the booth has signed that root itself.
    long statedSize = -1;

    /// The booth may have lost what it stated: the receipt goes with its root.
    boolean owedWhole;

    /// Size at which the chain was last saved beside a receipt.
    long frontierSize;

    /// When a beat first stated more records than the chain had at `earlySize`; -1 for none.
    private long earlySinceNanos;

    private long earlySize = -1;

    private final Map<RefusalReason, Long> refusedAtNanos = new EnumMap<>(RefusalReason.class);

    ClassTrack(
            ClassKey key,
            Chain chain,
            long provenSize,
            Optional<Receipt> receipt,
            long frontierSize) {
        this.key = key;
        this.chain = chain;
        this.provenSize = provenSize;
        this.receipt = receipt;
        this.committedSize = chain.size();
        this.frontierSize = frontierSize;
    }

    /// The current receipt as evidence.
    ByteString receiptOctets() {
        return receipt.map(Receipt::toByteString).orElse(ByteString.EMPTY);
    }

    /// The current receipt as it is to be sent.
    Optional<Receipt> outgoingReceipt() {
        boolean knowsRoot = statedSize == chain.size() && !owedWhole;
        return knowsRoot ? receipt.map(r -> r.toBuilder().clearRoot().build()) : receipt;
    }

    void answered() {
        owed = false;
        owedWhole = false;
        statedSize = -1;
    }

    /// How long beats have stated more records than are here, with none of them arriving. An older
    /// beat, which anybody can play back, does not end it.
    long earlyForNanos(long nowNanos) {
        if (earlySize != chain.size()) {
            earlySize = chain.size();
            earlySinceNanos = nowNanos;
        }
        return nowNanos - earlySinceNanos;
    }

    /// True when a refusal of this reason may leave now.
    boolean mayRefuse(RefusalReason reason, long nowNanos, long intervalNanos) {
        Long last = refusedAtNanos.get(reason);
        if (last != null && nowNanos - last < intervalNanos) {
            return false;
        }
        refusedAtNanos.put(reason, nowNanos);
        return true;
    }
}
