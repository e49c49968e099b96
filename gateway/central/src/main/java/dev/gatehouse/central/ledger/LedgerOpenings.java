package dev.gatehouse.central.ledger;

import dev.gatehouse.core.seal.BoothId;
import dev.gatehouse.core.seal.OpeningLedger;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.EpochOpening;
import java.sql.SQLException;
import java.util.Optional;

/// Finds an epoch's opening in the stored envelope that carried it; for whoever opens records out
/// of the ledger, since a declared loss may have swallowed the envelope that carried it for one
/// class while another class's arrived. Used by the thread that owns the rows.
///
/// A failing database must not look like an unknown epoch, which would raise an alarm about the
/// booth: the failure is kept and thrown by [#rethrow] after the attempt.
public final class LedgerOpenings implements OpeningLedger {
    private final Rows rows;
    private Optional<SQLException> failure = Optional.empty();

    /// What of the ledger is asked; both its sides have it.
    public interface Rows {
        /// The sequence of the record that carries the opening of an epoch.
        Optional<Long> opening(ClassKey key, long epoch) throws SQLException;

        /// The record of a sequence.
        Optional<RecordRow> record(ClassKey key, long sequence) throws SQLException;
    }

    public LedgerOpenings(Rows rows) {
        this.rows = rows;
    }

    @Override
    public Optional<EpochOpening> find(BoothId booth, long epoch, SealClass sealClass) {
        ClassKey key = new ClassKey(booth, sealClass);
        try {
            Optional<Long> carrier = rows.opening(key, epoch);
            Optional<RecordRow> row =
                    carrier.isPresent() ? rows.record(key, carrier.get()) : Optional.empty();
            return row.flatMap(r -> Stored.envelope(r.envelope()))
                    .filter(Envelope::hasOpening)
                    .map(Envelope::getOpening);
        } catch (SQLException e) {
            failure = Optional.of(e);
            return Optional.empty();
        }
    }

    /// To be called after each attempt to open.
    public void rethrow() throws SQLException {
        Optional<SQLException> thrown = failure;
        failure = Optional.empty();
        if (thrown.isPresent()) {
            throw thrown.get();
        }
    }
}
