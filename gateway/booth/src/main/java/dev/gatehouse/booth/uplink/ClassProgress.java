package dev.gatehouse.booth.uplink;

import com.google.protobuf.ByteString;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.seal.Abridged;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.Receipt;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// How far one class has got; owned by the uplink thread.
final class ClassProgress {
    /// Beats whose roots are kept for their receipts: each second brings one at most, and a receipt
    /// that has not come in five is given up.
    static final int STATED_ROOTS_MAX = 16;

    /// Records of this class that follow a message sooner wait for more to share the next one with:
    /// a message and its receipt cost more octets than two records.
    static final long GATHER_NANOS = 200_000_000L;

    final RecordClass recordClass;

    /// Next sequence to be sent in this connection.
    long next;

    /// Receipted size seen in receipts and not yet written to the cursor; 0 when none.
    long receiptedSize;

    long proven;

    /// When the receipted size last rose, or records began to wait for a receipt.
    long lastMoveNanos;

    /// A hole was met; nothing goes on until its loss is declared.
    boolean awaitsLoss;

    /// When the declaration was asked for.
    long lossAskedNanos;

    /// Central refuses this class; tried again with the next greeting at the latest.
    boolean refused;

    /// When central refused something that need not have come from here (it did not open, its
    /// signature did not hold): then the class goes on after the receipt's time, because somebody
    /// on the way must not be able to stop it.
    OptionalLong doubtedNanos = OptionalLong.empty();

    /// Header of the last record sent in this connection; none when the next one must go whole.
    private Optional<Envelope> before = Optional.empty();

    private long lastBatchNanos;
    private final Map<Long, ByteString> statedRoots = new LinkedHashMap<>();

    ClassProgress(RecordClass recordClass) {
        this.recordClass = recordClass;
    }

    /// A new connection begins where central's receipts ended.
    void restart(long cursor, long nowNanos) {
        next = cursor;
        lastMoveNanos = nowNanos;
        lastBatchNanos = nowNanos - GATHER_NANOS;
        awaitsLoss = false;
        goOn();
    }

    void goOn() {
        refused = false;
        doubtedNanos = OptionalLong.empty();
        wholeNext();
    }

    /// What follows does not follow on what was sent.
    void wholeNext() {
        before = Optional.empty();
    }

    /// The envelope as it is to be sent next. The first after a connect, and whatever does not
    /// follow directly on what was sent, goes whole: by its previous leaf central tells a copy of
    /// the booth from noise.
    Envelope outgoing(Envelope whole) {
        Envelope sent =
                before.filter(b -> b.getSequence() == whole.getSequence() - 1)
                        .map(b -> Abridged.of(whole, b))
                        .orElse(whole);
        before = Optional.of(Abridged.header(whole));
        return sent;
    }

    void batchSent(int records, long nowNanos) {
        next += records;
        lastBatchNanos = nowNanos;
    }

    /// How long records that are there should wait for others; 0 or less for not at all.
    long gatherNanos(long nowNanos) {
        return recordClass == RecordClass.P0 ? 0 : lastBatchNanos + GATHER_NANOS - nowNanos;
    }

    /// A beat left that states this tree.
    void stated(long size, ByteString root) {
        statedRoots.put(size, root);
        if (statedRoots.size() > STATED_ROOTS_MAX) {
            var _ = statedRoots.remove(statedRoots.keySet().iterator().next());
        }
    }

    /// Puts the booth's own root in where central left it out. Without one the receipt cannot hold,
    /// and the one that a repeat is answered with brings it.
    Receipt rooted(Receipt receipt) {
        ByteString own = statedRoots.get(receipt.getSize());
        return receipt.hasRoot() || own == null
                ? receipt
                : receipt.toBuilder().setRoot(own).build();
    }
}
