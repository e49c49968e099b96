package dev.gatehouse.central.ledger;

import static dev.gatehouse.central.ledger.LedgerConnection.blob;
import static dev.gatehouse.central.ledger.LedgerConnection.param;
import static dev.gatehouse.central.ledger.LedgerConnection.text;

import com.google.protobuf.ByteString;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The reading side of the ledger: one snapshot of the database, taken at the first query,
/// undisturbed by a running receiver. One owner thread. It states what the rows say and judges
/// nothing.
public final class LedgerView implements AutoCloseable, LedgerOpenings.Rows {
    private final LedgerConnection db;
    private final LedgerFiles files;

    private LedgerView(LedgerConnection db, LedgerFiles files) {
        this.db = db;
        this.files = files;
    }

    public static LedgerView open(LedgerFiles files) throws SQLException {
        return new LedgerView(LedgerConnection.reader(files), files);
    }

    public LedgerFiles files() {
        return files;
    }

    /// A booth that was heard.
    public record BoothRow(String booth, String version, long lastSeenMs) {}

    public List<BoothRow> booths() throws SQLException {
        List<BoothRow> booths = new ArrayList<>();
        try (ResultSet rows =
                db.query("SELECT booth, version, last_seen_ms FROM booth ORDER BY booth")) {
            while (rows.next()) {
                booths.add(new BoothRow(text(rows, 1), text(rows, 2), rows.getLong(3)));
            }
        }
        return booths;
    }

    /// A booth and class that some table speaks of, as written there.
    public record Named(String booth, String recordClass) {}

    /// Every booth and class that occurs in any table, so that none escapes the proof.
    public List<Named> named() throws SQLException {
        List<Named> named = new ArrayList<>();
        try (ResultSet rows =
                db.query(
                        "SELECT booth, record_class FROM mark UNION SELECT booth, record_class FROM record"
                                + " UNION SELECT booth, record_class FROM checkpoint"
                                + " UNION SELECT booth, record_class FROM receipt"
                                + " UNION SELECT booth, record_class FROM loss"
                                + " UNION SELECT booth, record_class FROM epoch_opening ORDER BY 1, 2")) {
            while (rows.next()) {
                named.add(new Named(text(rows, 1), text(rows, 2)));
            }
        }
        return named;
    }

    /// The mark's columns as they are, in or out of range.
    public record MarkRow(
            String booth,
            String recordClass,
            long committedSize,
            long provenSize,
            ByteString root,
            ByteString frontier,
            ByteString receipt) {}

    public List<MarkRow> marks() throws SQLException {
        List<MarkRow> marks = new ArrayList<>();
        try (ResultSet rows =
                db.query(
                        "SELECT booth, record_class, committed_size, proven_size, root, frontier, receipt"
                                + " FROM mark ORDER BY booth, record_class")) {
            while (rows.next()) {
                marks.add(
                        new MarkRow(
                                text(rows, 1),
                                text(rows, 2),
                                rows.getLong(3),
                                rows.getLong(4),
                                blob(rows, 5),
                                blob(rows, 6),
                                blob(rows, 7)));
            }
        }
        return marks;
    }

    /// Takes rows one by one, so that a ledger of any size needs the memory of one row.
    public interface RowVisitor {
        void row(RecordRow row) throws SQLException;
    }

    public void records(ClassKey key, RowVisitor visitor) throws SQLException {
        try (ResultSet rows =
                db.query(
                        "SELECT sequence, leaf, commitment, envelope, received_ms FROM record"
                                + " WHERE booth = ? AND record_class = ? ORDER BY sequence",
                        Ledger.booth(key),
                        Ledger.sealClass(key))) {
            while (rows.next()) {
                visitor.row(LedgerConnection.record(rows));
            }
        }
    }

    /// The next records of a class that were committed in a stretch of central's time; to be called
    /// again from behind the last one.
    ///
    /// @param below sequences from here on are left out
    /// @param fromMs inclusive
    /// @param toMs exclusive
    public List<RecordRow> page(
            ClassKey key, long sequence, long below, long fromMs, long toMs, int limit)
            throws SQLException {
        List<RecordRow> page = new ArrayList<>();
        try (ResultSet rows =
                db.query(
                        "SELECT sequence, leaf, commitment, envelope, received_ms FROM record"
                                + " WHERE booth = ? AND record_class = ? AND sequence >= ? AND sequence < ?"
                                + " AND received_ms >= ? AND received_ms < ? ORDER BY sequence LIMIT ?",
                        Ledger.booth(key),
                        Ledger.sealClass(key),
                        param(sequence),
                        param(below),
                        param(fromMs),
                        param(toMs),
                        param(limit))) {
            while (rows.next()) {
                page.add(LedgerConnection.record(rows));
            }
        }
        return page;
    }

    /// Ends the snapshot; the next query takes a new one. What reads for long must do so, for a
    /// snapshot keeps the receiver's write-ahead log from being folded in, and it grows.
    public void release() throws SQLException {
        db.rollback();
    }

    public ExportLog exports() {
        return new ExportLog(db);
    }

    @Override
    public Optional<RecordRow> record(ClassKey key, long sequence) throws SQLException {
        return db.record(key, sequence);
    }

    @Override
    public Optional<Long> opening(ClassKey key, long epoch) throws SQLException {
        return db.opening(key, epoch);
    }

    public long recordCount(ClassKey key) throws SQLException {
        return db.number(
                        "SELECT COUNT(*) FROM record WHERE booth = ? AND record_class = ?",
                        Ledger.booth(key),
                        Ledger.sealClass(key))
                .orElse(0L);
    }

    public long recordCount() throws SQLException {
        return db.number("SELECT COUNT(*) FROM record").orElse(0L);
    }

    /// When the record was received; empty when the ledger does not have it.
    public Optional<Long> receivedMs(String booth, String recordClass, long sequence)
            throws SQLException {
        return db.number(
                "SELECT received_ms FROM record WHERE booth = ? AND record_class = ? AND sequence = ?",
                param(booth),
                param(recordClass),
                param(sequence));
    }

    /// A checkpoint as it was received, with the columns that repeat what it says.
    public record CheckpointRow(long size, boolean hybrid, ByteString checkpoint) {}

    public List<CheckpointRow> checkpoints(ClassKey key) throws SQLException {
        List<CheckpointRow> checkpoints = new ArrayList<>();
        try (ResultSet rows =
                db.query(
                        "SELECT size, hybrid, checkpoint FROM checkpoint WHERE booth = ? AND record_class = ?"
                                + " ORDER BY size, hybrid",
                        Ledger.booth(key),
                        Ledger.sealClass(key))) {
            while (rows.next()) {
                checkpoints.add(
                        new CheckpointRow(rows.getLong(1), rows.getLong(2) != 0, blob(rows, 3)));
            }
        }
        return checkpoints;
    }

    /// A receipt as it was sent; `frontier` is empty where no chain was saved beside it.
    public record ReceiptRow(long size, ByteString receipt, ByteString frontier) {}

    public List<ReceiptRow> receipts(ClassKey key) throws SQLException {
        List<ReceiptRow> receipts = new ArrayList<>();
        try (ResultSet rows =
                db.query(
                        "SELECT size, receipt, frontier FROM receipt WHERE booth = ? AND record_class = ?"
                                + " ORDER BY size",
                        Ledger.booth(key),
                        Ledger.sealClass(key))) {
            while (rows.next()) {
                receipts.add(new ReceiptRow(rows.getLong(1), blob(rows, 2), blob(rows, 3)));
            }
        }
        return receipts;
    }

    public record LossRow(long firstSequence, long resumeSize, ByteString declaration) {}

    public List<LossRow> losses(ClassKey key) throws SQLException {
        List<LossRow> losses = new ArrayList<>();
        try (ResultSet rows =
                db.query(
                        "SELECT first_sequence, resume_size, declaration FROM loss"
                                + " WHERE booth = ? AND record_class = ? ORDER BY first_sequence",
                        Ledger.booth(key),
                        Ledger.sealClass(key))) {
            while (rows.next()) {
                losses.add(new LossRow(rows.getLong(1), rows.getLong(2), blob(rows, 3)));
            }
        }
        return losses;
    }

    public record OpeningRow(long epoch, long sequence) {}

    public List<OpeningRow> openings(ClassKey key) throws SQLException {
        List<OpeningRow> openings = new ArrayList<>();
        try (ResultSet rows =
                db.query(
                        "SELECT epoch, sequence FROM epoch_opening WHERE booth = ? AND record_class = ?"
                                + " ORDER BY sequence",
                        Ledger.booth(key),
                        Ledger.sealClass(key))) {
            while (rows.next()) {
                openings.add(new OpeningRow(rows.getLong(1), rows.getLong(2)));
            }
        }
        return openings;
    }

    /// All alarms, oldest first. A kind that this version does not know is an error of the ledger.
    public List<AlarmRow> alarms() throws SQLException {
        List<AlarmRow> alarms = new ArrayList<>();
        try (ResultSet rows =
                db.query(
                        "SELECT alarm_id, kind, booth, record_class, sequence, expected, found, first_ms,"
                                + " last_ms, times, cleared_ms, cleared_by, reason FROM alarm"
                                + " ORDER BY alarm_id")) {
            while (rows.next()) {
                alarms.add(alarm(rows));
            }
        }
        return alarms;
    }

    private static AlarmRow alarm(ResultSet rows) throws SQLException {
        long clearedMs = rows.getLong(11);
        Optional<AlarmRow.Clearance> clearance =
                rows.wasNull()
                        ? Optional.empty()
                        : Optional.of(
                                new AlarmRow.Clearance(clearedMs, text(rows, 12), text(rows, 13)));
        try {
            return new AlarmRow(
                    rows.getLong(1),
                    AlarmKind.valueOf(text(rows, 2)),
                    text(rows, 3),
                    text(rows, 4),
                    rows.getLong(5),
                    blob(rows, 6),
                    blob(rows, 7),
                    rows.getLong(8),
                    rows.getLong(9),
                    rows.getLong(10),
                    clearance);
        } catch (IllegalArgumentException e) {
            throw new SQLException("alarm " + rows.getLong(1) + ": unknown kind", e);
        }
    }

    /// Lines that the heads file was known to hold before the last rows came.
    public long headsInFile() throws SQLException {
        return db.number(
                        "SELECT CAST(content AS BIGINT) FROM ledger_meta WHERE name = 'heads_in_file'")
                .orElse(0L);
    }

    /// Takes the lines of the table one by one.
    public interface HeadVisitor {
        void line(long number, String body, String chain) throws SQLException;
    }

    public void heads(HeadVisitor visitor) throws SQLException {
        try (ResultSet rows =
                db.query("SELECT line_no, body, chain FROM head_line ORDER BY line_no")) {
            while (rows.next()) {
                visitor.line(rows.getLong(1), text(rows, 2), text(rows, 3));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        db.close();
    }
}
