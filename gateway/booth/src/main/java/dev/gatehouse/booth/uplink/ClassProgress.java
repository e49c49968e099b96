package dev.gatehouse.booth.uplink;

import dev.gatehouse.core.journal.RecordClass;
import java.util.OptionalLong;

/// How far one class has got; owned by the uplink thread.
final class ClassProgress {
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

    ClassProgress(RecordClass recordClass) {
        this.recordClass = recordClass;
    }

    /// A new connection begins where central's receipts ended.
    void restart(long cursor, long nowNanos) {
        next = cursor;
        lastMoveNanos = nowNanos;
        awaitsLoss = false;
        goOn();
    }

    void goOn() {
        refused = false;
        doubtedNanos = OptionalLong.empty();
    }
}
