package dev.gatehouse.booth.uplink;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatehouse.core.journal.CursorFile;
import dev.gatehouse.core.journal.Journal;
import dev.gatehouse.core.journal.JournalException;
import dev.gatehouse.core.journal.JournalReader;
import dev.gatehouse.core.journal.ReadResult;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.RecordBatch;
import java.io.IOException;
import org.tinylog.Logger;

/// What of the journal goes out next, and what cannot. Uplink thread only.
final class Outgoing {
    static final int BATCH_RECORDS_MAX = 64;

    static final int BATCH_BYTES_MAX = 128 << 10;

    /// Records sent ahead of the receipts: what may lie between booth and ledger, at a broker above
    /// all, when an alarm comes behind it.
    static final long AHEAD_MAX = 1_024;

    /// Records looked at for the next one that brings an epoch's opening; an epoch has no more.
    static final long OPENING_SEARCH_MAX = 4_096;

    private final Journal journal;
    private final JournalReader reader;
    private final CursorFile cursor;
    private final DeclaredLosses losses;
    private final BoothPort booth;

    Outgoing(
            Journal journal,
            JournalReader reader,
            CursorFile cursor,
            DeclaredLosses losses,
            BoothPort booth) {
        this.journal = journal;
        this.reader = reader;
        this.cursor = cursor;
        this.losses = losses;
        this.booth = booth;
    }

    /// The next records of a class that fit into one message; none while there is nothing to send.
    RecordBatch batch(ClassProgress progress, long now) throws IOException {
        RecordClass recordClass = progress.recordClass;
        RecordBatch.Builder batch = RecordBatch.newBuilder();
        long first = progress.next;
        long end = Math.min(journal.durable(recordClass), cursor.cursor(recordClass) + AHEAD_MAX);
        int bytes = 0;
        for (long sequence = first;
                sequence < end
                        && batch.getEnvelopesCount() < BATCH_RECORDS_MAX
                        && bytes < BATCH_BYTES_MAX;
                sequence++) {
            if (losses.covering(recordClass, sequence).isPresent()) {
                return batch.build();
            }
            switch (reader.read(recordClass, sequence)) {
                case ReadResult.Found found -> {
                    batch.addEnvelopes(inMessage(progress.outgoing(envelope(found)), batch));
                    bytes += found.body().length;
                }
                case ReadResult.Missing missing -> {
                    if (sequence == first) {
                        askForLoss(
                                progress, missing.first(), missing.first() + missing.count(), now);
                    }
                    return batch.build();
                }
                case ReadResult.Recycled _ -> {
                    Logger.error(
                            "UPL-003 central asks for records that were receipted and recycled: class={}",
                            recordClass);
                    progress.refused = true;
                    return RecordBatch.getDefaultInstance();
                }
                case ReadResult.NotYet _ -> {
                    return batch.build();
                }
            }
        }
        return batch.build();
    }

    /// Behind another envelope, class and sequence follow from it.
    private static Envelope inMessage(Envelope envelope, RecordBatch.Builder batch) {
        return batch.getEnvelopesCount() == 0
                ? envelope
                : envelope.toBuilder().clearRecordClass().clearSequence().build();
    }

    /// Asks the booth thread to declare records that cannot be delivered.
    void askForLoss(ClassProgress progress, long first, long end, long now) {
        progress.awaitsLoss = true;
        progress.lossAskedNanos = now;
        booth.lossMet(progress.recordClass, first, end);
    }

    private static Envelope envelope(ReadResult.Found found) throws IOException {
        try {
            return Envelope.parseFrom(found.body());
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(
                    "a journal record with a good checksum is no envelope; report it", e);
        }
    }

    /// Whether damage took the opening of the epoch that a record belongs to: it stands directly
    /// behind a hole and brings none itself. Only then does central's word, that it cannot open the
    /// record, lead to a declaration of loss; a central that has lost its keys is no reason.
    boolean isOpeningLost(RecordClass recordClass, long sequence) throws JournalException {
        boolean behindHole =
                sequence > 0
                        && losses.covering(recordClass, sequence - 1)
                                .filter(loss -> loss.getResumeSize() == sequence)
                                .isPresent();
        return behindHole && !bringsOpening(recordClass, sequence);
    }

    /// The next record from which the class can be opened again, or the end of what is durable.
    long nextOpening(RecordClass recordClass, long from) throws JournalException {
        long end = Math.min(journal.durable(recordClass), from + OPENING_SEARCH_MAX);
        long next = from + 1;
        while (next < end && !bringsOpening(recordClass, next)) {
            next++;
        }
        return next;
    }

    /// Also true of what is no record at all: a hole of its own begins there.
    private boolean bringsOpening(RecordClass recordClass, long sequence) throws JournalException {
        try {
            return !(reader.read(recordClass, sequence) instanceof ReadResult.Found found)
                    || Envelope.parseFrom(found.body()).hasOpening();
        } catch (InvalidProtocolBufferException e) {
            return true;
        }
    }
}
