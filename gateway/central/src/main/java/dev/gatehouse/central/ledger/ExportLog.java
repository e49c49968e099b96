package dev.gatehouse.central.ledger;

import static dev.gatehouse.central.ledger.LedgerConnection.text;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The reading side of the log of exports, in its view's snapshot. It states what the rows say and
/// judges nothing.
public final class ExportLog {
    private final LedgerConnection db;

    ExportLog(LedgerConnection db) {
        this.db = db;
    }

    /// Exports that were allowed, oldest first; none in a ledger of a version that had no exports.
    public List<ExportBegun> begun() throws SQLException {
        List<ExportBegun> begun = new ArrayList<>();
        if (!db.hasTable("export_begun")) {
            return begun;
        }
        try (ResultSet rows =
                db.query(
                        "SELECT export_id, begun_ms, by_name, account, reason, booth, classes, from_ms,"
                                + " to_ms, destination FROM export_begun ORDER BY export_id")) {
            while (rows.next()) {
                begun.add(begun(rows));
            }
        }
        return begun;
    }

    private static ExportBegun begun(ResultSet rows) throws SQLException {
        try {
            return new ExportBegun(
                    rows.getLong(1),
                    rows.getLong(2),
                    text(rows, 3),
                    text(rows, 4),
                    text(rows, 5),
                    text(rows, 6),
                    text(rows, 7),
                    rows.getLong(8),
                    rows.getLong(9),
                    text(rows, 10));
        } catch (IllegalArgumentException e) {
            throw new SQLException("export " + rows.getLong(1) + ": not a number of ours", e);
        }
    }

    /// How exports ended, oldest first.
    public List<ExportEnded> ended() throws SQLException {
        List<ExportEnded> ended = new ArrayList<>();
        if (!db.hasTable("export_ended")) {
            return ended;
        }
        try (ResultSet rows =
                db.query(
                        "SELECT export_id, ended_ms, outcome, records, unreadable, octets, sha256"
                                + " FROM export_ended ORDER BY export_id")) {
            while (rows.next()) {
                ended.add(
                        new ExportEnded(
                                rows.getLong(1),
                                rows.getLong(2),
                                text(rows, 3),
                                rows.getLong(4),
                                rows.getLong(5),
                                rows.getLong(6),
                                text(rows, 7)));
            }
        }
        return ended;
    }
}
