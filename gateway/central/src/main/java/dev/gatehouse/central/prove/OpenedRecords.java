package dev.gatehouse.central.prove;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatehouse.central.ledger.ClassKey;
import dev.gatehouse.central.ledger.LedgerFiles;
import dev.gatehouse.central.ledger.LedgerOpenings;
import dev.gatehouse.central.ledger.LedgerView;
import dev.gatehouse.central.ledger.RecordRow;
import dev.gatehouse.central.ledger.Stored;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.OpenResult;
import dev.gatehouse.core.seal.Opened;
import dev.gatehouse.core.seal.Opener;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.Record;
import java.sql.SQLException;
import java.util.Optional;

/// Opens every record of the ledger in order, one at a time, and hands it over; what is opened
/// stays in memory only as long as its visitor looks. Whether the ledger is whole is
/// [LedgerProof]'s question.
public final class OpenedRecords {
    private final LedgerFiles files;
    private final CentralKeys keys;

    /// Takes one record.
    @FunctionalInterface
    public interface Visitor {
        /// Takes one record.
        ///
        /// @param record empty when it does not open or is of no schema known here
        void record(ClassKey key, Optional<Record> record);
    }

    public OpenedRecords(LedgerFiles files, CentralKeys keys) {
        this.files = files;
        this.keys = keys;
    }

    public void visit(Visitor visitor) throws SQLException {
        if (!files.exist()) {
            return;
        }
        try (LedgerView view = LedgerView.open(files)) {
            LedgerOpenings openings = new LedgerOpenings(view);
            Opener opener = new Opener(keys, openings);
            for (LedgerView.Named named : view.named()) {
                Optional<ClassKey> key = ClassKey.parse(named.booth(), named.recordClass());
                if (key.isPresent()) {
                    view.records(
                            key.get(),
                            row -> {
                                Optional<Record> record = open(opener, key.get(), row);
                                openings.rethrow();
                                visitor.record(key.get(), record);
                            });
                }
            }
        }
    }

    /// Opens one row.
    ///
    /// @return empty when it does not open or is of no schema known here; a failing database shows
    ///   in the opener's [LedgerOpenings]
    public static Optional<Record> open(Opener opener, ClassKey key, RecordRow row) {
        Optional<Envelope> envelope = Stored.envelope(row.envelope());
        if (envelope.isEmpty()) {
            return Optional.empty();
        }
        OpenResult result = opener.openUnchained(envelope.get(), key.booth());
        if (!(result instanceof Opened opened)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Record.parseFrom(opened.payload()));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }
}
