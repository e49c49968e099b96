package dev.gatehouse.central.ledger;

import static dev.gatehouse.central.ledger.LedgerConnection.param;

import com.google.protobuf.ByteString;
import dev.gatehouse.core.seal.BoothId;
import java.sql.SQLException;
import java.util.Optional;

/// The alarms of the ledger, inside the ledger's transaction and on its owner thread.
public final class Alarms {
    /// Open alarms of one booth; beyond it further ones count up the newest of their kind instead
    /// of adding rows, so that a hostile booth cannot fill the disk.
    static final int MAX_OPEN_PER_BOOTH = 1_000;

    /// Evidence kept of what proves nothing: bytes that nobody signed are for diagnosis, and must
    /// not fill the disk.
    static final int MAX_UNPROVED_EVIDENCE_BYTES = 4_096;

    private static final String OWN = "ledger";

    private final LedgerConnection db;
    private final Ledger ledger;

    Alarms(LedgerConnection db, Ledger ledger) {
        this.db = db;
        this.ledger = ledger;
    }

    /// Raises an alarm, or counts up the open one of the same kind at the same place.
    ///
    /// @param expected evidence of what central held, empty when there is none
    /// @param found evidence of what arrived, empty when there is none
    public void raise(
            AlarmKind kind,
            ClassKey key,
            long sequence,
            ByteString expected,
            ByteString found,
            long nowMs)
            throws SQLException {
        Optional<Long> open =
                db.number(
                        "SELECT alarm_id FROM alarm WHERE booth = ? AND kind = ? AND record_class = ?"
                                + " AND sequence = ? AND cleared_ms IS NULL",
                        Ledger.booth(key),
                        param(kind.name()),
                        Ledger.sealClass(key),
                        param(sequence));
        if (open.isEmpty() && openCount(key) >= MAX_OPEN_PER_BOOTH) {
            open =
                    db.number(
                            "SELECT MAX(alarm_id) FROM alarm WHERE booth = ? AND kind = ?"
                                    + " AND cleared_ms IS NULL",
                            Ledger.booth(key),
                            param(kind.name()));
        }
        if (open.isPresent()) {
            db.update(
                    "UPDATE alarm SET times = times + 1, last_ms = ? WHERE alarm_id = ?",
                    param(nowMs),
                    param(open.get()));
        } else {
            add(kind, key, sequence, expected, found, nowMs);
        }
    }

    private long openCount(ClassKey key) throws SQLException {
        return db.number(
                        "SELECT COUNT(*) FROM alarm WHERE booth = ? AND cleared_ms IS NULL",
                        Ledger.booth(key))
                .orElse(0L);
    }

    private void add(
            AlarmKind kind,
            ClassKey key,
            long sequence,
            ByteString expected,
            ByteString found,
            long nowMs)
            throws SQLException {
        long id = db.number("SELECT MAX(alarm_id) FROM alarm").orElse(0L) + 1;
        db.update(
                "INSERT INTO alarm (alarm_id, kind, booth, record_class, sequence, expected, found,"
                        + " first_ms, last_ms, times) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
                param(id),
                param(kind.name()),
                Ledger.booth(key),
                Ledger.sealClass(key),
                param(sequence),
                param(expected),
                param(kind.witnessed() ? found : cut(found)),
                param(nowMs),
                param(nowMs));
        if (kind.witnessed()) {
            ledger.addHead(HeadEntry.Raised.of(id, kind, key, sequence, expected, found));
        }
    }

    private static ByteString cut(ByteString evidence) {
        return evidence.substring(0, Math.min(evidence.size(), MAX_UNPROVED_EVIDENCE_BYTES));
    }

    /// Closes the gap alarms of a class whose missing records have arrived.
    public void closeGaps(ClassKey key, long committedSize, long nowMs) throws SQLException {
        db.update(
                "UPDATE alarm SET cleared_ms = ?, cleared_by = ?, reason = 'the missing records arrived'"
                        + " WHERE booth = ? AND record_class = ? AND kind = 'GAP' AND cleared_ms IS NULL"
                        + " AND sequence < ?",
                param(nowMs),
                param(OWN),
                Ledger.booth(key),
                Ledger.sealClass(key),
                param(committedSize));
    }

    /// True while a rollback alarm of the booth is open: nothing is accepted from it.
    public boolean rolledBack(BoothId booth) throws SQLException {
        return db.number(
                                "SELECT COUNT(*) FROM alarm WHERE booth = ? AND kind = 'ROLLBACK'"
                                        + " AND cleared_ms IS NULL",
                                param(booth.hex()))
                        .orElse(0L)
                > 0;
    }

    /// Closes one alarm in an operator's name; the clearance goes to the heads.
    ///
    /// @return false when there is no such open alarm
    public boolean clear(long id, String by, String reason, long nowMs) throws SQLException {
        int changed =
                db.update(
                        "UPDATE alarm SET cleared_ms = ?, cleared_by = ?, reason = ?"
                                + " WHERE alarm_id = ? AND cleared_ms IS NULL",
                        param(nowMs),
                        param(by),
                        param(reason),
                        param(id));
        if (changed > 0) {
            ledger.addHead(HeadEntry.Cleared.of(id, by, reason));
        }
        return changed > 0;
    }
}
