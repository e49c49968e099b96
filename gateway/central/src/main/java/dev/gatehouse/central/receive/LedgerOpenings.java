package dev.gatehouse.central.receive;

import dev.gatehouse.central.ledger.ClassKey;
import dev.gatehouse.central.ledger.Ledger;
import dev.gatehouse.central.ledger.RecordRow;
import dev.gatehouse.central.ledger.Stored;
import dev.gatehouse.core.seal.BoothId;
import dev.gatehouse.core.seal.OpeningLedger;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.EpochOpening;
import java.sql.SQLException;
import java.util.Optional;

/// Finds an epoch's opening in the stored envelope that carried it. Receiver's thread only.
///
/// A failing database must not look like an unknown epoch, which would raise an alarm about the
/// booth: the failure is kept and thrown by [#rethrow] after the attempt.
final class LedgerOpenings implements OpeningLedger {
    private final Ledger ledger;
    private Optional<SQLException> failure = Optional.empty();

    LedgerOpenings(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Optional<EpochOpening> find(BoothId booth, long epoch, SealClass sealClass) {
        ClassKey key = new ClassKey(booth, sealClass);
        try {
            Optional<Long> carrier = ledger.opening(key, epoch);
            Optional<RecordRow> row =
                    carrier.isPresent() ? ledger.record(key, carrier.get()) : Optional.empty();
            return row.flatMap(r -> Stored.envelope(r.envelope()))
                    .filter(Envelope::hasOpening)
                    .map(Envelope::getOpening);
        } catch (SQLException e) {
            failure = Optional.of(e);
            return Optional.empty();
        }
    }

    void rethrow() throws SQLException {
        Optional<SQLException> thrown = failure;
        failure = Optional.empty();
        if (thrown.isPresent()) {
            throw thrown.get();
        }
    }
}
