package dev.gatehouse.benchmarks;

import dev.gatehouse.core.disk.FileDisk;
import dev.gatehouse.core.journal.Journal;
import dev.gatehouse.core.journal.JournalException;
import dev.gatehouse.core.journal.JournalLimits;
import dev.gatehouse.core.journal.RecordClass;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/// Gatehouse's journal, used as the booth uses it: appends to P1, a commit, then one piece of
/// preparing the next segment. Receipts follow, so that segments are filled again and again.
final class JournalContestant implements Contestant {
    /// Records between two moves of the cursor, as receipts come in runs.
    private static final int RECEIPT_RECORDS = 256;

    private final FileDisk disk;
    private final Journal journal;
    private long unreceipted;

    JournalContestant(Path folder) throws IOException {
        this.disk = FileDisk.open(folder);
        this.journal =
                Journal.open(
                        disk,
                        JournalLimits.DEFAULTS,
                        System::nanoTime,
                        new SecureRandom(),
                        _ -> new byte[0]);
        settle();
    }

    @Override
    public void add(byte[] tag, byte[] body) throws IOException {
        if (journal.append(RecordClass.P1, tag, body) == Journal.FULL) {
            throw new IOException("the journal is full");
        }
        unreceipted++;
    }

    @Override
    public void commit() throws IOException {
        journal.sync(RecordClass.P1);
        if (unreceipted >= RECEIPT_RECORDS) {
            receipt();
        }
        boolean _ = journal.prepare();
    }

    private void receipt() throws JournalException {
        unreceipted = 0;
        var _ = journal.cursorFile().advance(RecordClass.P1, journal.durable(RecordClass.P1));
    }

    @Override
    public void settle() throws JournalException {
        boolean more = journal.prepare();
        while (more) {
            more = journal.prepare();
        }
    }

    @Override
    public long stored() {
        return journal.durable(RecordClass.P1);
    }

    @Override
    public void close() throws IOException {
        journal.close();
        disk.close();
    }
}
