package dev.gatehouse.central.ledger;

import static dev.gatehouse.central.ledger.LedgerConnection.param;

import java.sql.SQLException;

/// The writing side of the log of exports, inside the ledger's transaction and on its owner thread.
/// Rows are added, never changed: an export has one row when it is allowed and one when it ends,
/// and each has its line in the heads.
public final class Exports {
    private final LedgerConnection db;
    private final Ledger ledger;

    Exports(LedgerConnection db, Ledger ledger) {
        this.db = db;
        this.ledger = ledger;
    }

    /// Records that an export is about to begin; nothing may leave before [Ledger#commit] returned.
    ///
    /// @param wanted its number is given here
    public ExportBegun begin(ExportBegun wanted) throws SQLException {
        long last = db.number("SELECT MAX(export_id) FROM export_begun").orElse(0L);
        ExportBegun begun = wanted.numbered(last + 1);
        db.update(
                "INSERT INTO export_begun (export_id, begun_ms, by_name, account, reason, booth,"
                        + " classes, from_ms, to_ms, destination) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                param(begun.id()),
                param(begun.begunMs()),
                param(begun.by()),
                param(begun.account()),
                param(begun.reason()),
                param(begun.booth()),
                param(begun.classes()),
                param(begun.fromMs()),
                param(begun.toMs()),
                param(begun.destination()));
        ledger.addHead(begun.headEntry());
        return begun;
    }

    /// Records how it ended.
    public void end(ExportEnded ended) throws SQLException {
        db.update(
                "INSERT INTO export_ended (export_id, ended_ms, outcome, records, unreadable, octets,"
                        + " sha256) VALUES (?, ?, ?, ?, ?, ?, ?)",
                param(ended.id()),
                param(ended.endedMs()),
                param(ended.outcome()),
                param(ended.records()),
                param(ended.unreadable()),
                param(ended.octets()),
                param(ended.sha256()));
        ledger.addHead(ended.headEntry());
    }
}
