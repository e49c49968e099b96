package dev.gatehouse.core.journal;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.ToLongFunction;

/// How far central has receipted each class. Owner: the uplink thread; every thread may read it.
/// What lies wholly below the cursor may be overwritten, so it moves only on a verified receipt.
public final class CursorFile {

    /// What came of moving the cursor.
    public enum Advance {
        MOVED,
        /// At or behind where it was: an old receipt came again.
        NOT_AHEAD,
        /// Beyond what is durable here: central holds records this disk never had (a restored or
        /// cloned disk).
        BEYOND_DURABLE
    }

    private final CursorSlots slots;
    private final ToLongFunction<RecordClass> durable;
    private final AtomicLongArray cursors = new AtomicLongArray(RecordClass.values().length);
    private boolean failed;

    CursorFile(CursorSlots slots, ToLongFunction<RecordClass> durable) {
        this.slots = slots;
        this.durable = durable;
        for (RecordClass recordClass : RecordClass.values()) {
            cursors.set(recordClass.code(), slots.cursor(recordClass));
        }
    }

    /// Records receipted: the first sequence still to be sent.
    public long cursor(RecordClass recordClass) {
        return cursors.get(recordClass.code());
    }

    /// Moves the cursor forward, durably. One fdatasync: call it once for a run of receipts.
    ///
    /// @param size records receipted in all
    /// @throws JournalException when it cannot be written; fatal, the process must restart
    public Advance advance(RecordClass recordClass, long size) throws JournalException {
        if (size > durable.applyAsLong(recordClass)) {
            return Advance.BEYOND_DURABLE;
        }
        if (size <= cursor(recordClass)) {
            return Advance.NOT_AHEAD;
        }
        if (failed) {
            throw new JournalException(
                    "cursor of "
                            + recordClass
                            + " not moved: a write failed before; restart to recover");
        }
        try {
            slots.write(recordClass, size);
        } catch (IOException e) {
            failed = true;
            throw new JournalException(
                    "cursor of "
                            + recordClass
                            + " not written; check the disk (dmesg), then restart to recover",
                    e);
        }
        cursors.set(recordClass.code(), size);
        return Advance.MOVED;
    }
}
