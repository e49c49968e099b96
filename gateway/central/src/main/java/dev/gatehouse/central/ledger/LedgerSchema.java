package dev.gatehouse.central.ledger;

import java.util.List;

/// The tables. Written so that SQLite and PostgreSQL take the same text: `BYTEA` is PostgreSQL's
/// type, and SQLite, which has no such name, stores a blob under it unchanged.
///
/// | table | one row per | proved by |
/// |---|---|---|
/// | `booth` | booth seen | nothing, operational |
/// | `record` | record | leaf chain, checkpoints, and the receipt whose time it bears |
/// | `epoch_opening` | epoch and class | the record it points to |
/// | `checkpoint` | size, plain and hybrid apart | the booth's signatures |
/// | `receipt` | group commit that moved a class | central's signature |
/// | `mark` | class of a booth | replay of all above |
/// | `loss` | declared loss | the booth's signatures and a head line |
/// | `alarm` | alarm | a head line for forks, rollbacks and losses |
/// | `export_begun`, `export_ended` | export | a head line for each row |
/// | `head_line` | line of the heads file | its hash chain and the file |
final class LedgerSchema {
    static final String VERSION = "1";

    private LedgerSchema() {}

    static final List<String> TABLES =
            List.of(
                    "CREATE TABLE IF NOT EXISTS ledger_meta (name TEXT PRIMARY KEY, content TEXT NOT NULL)",
                    "CREATE TABLE IF NOT EXISTS booth (booth TEXT PRIMARY KEY, version TEXT NOT NULL,"
                            + " last_seen_ms BIGINT NOT NULL)",
                    "CREATE TABLE IF NOT EXISTS record (booth TEXT NOT NULL, record_class TEXT NOT NULL,"
                            + " sequence BIGINT NOT NULL, leaf BYTEA NOT NULL, commitment BYTEA NOT NULL,"
                            + " envelope BYTEA NOT NULL, received_ms BIGINT NOT NULL,"
                            + " PRIMARY KEY (booth, record_class, sequence))",
                    "CREATE TABLE IF NOT EXISTS epoch_opening (booth TEXT NOT NULL,"
                            + " record_class TEXT NOT NULL, epoch BIGINT NOT NULL, sequence BIGINT NOT NULL,"
                            + " PRIMARY KEY (booth, record_class, epoch))",
                    "CREATE TABLE IF NOT EXISTS checkpoint (booth TEXT NOT NULL, record_class TEXT NOT NULL,"
                            + " size BIGINT NOT NULL, hybrid BIGINT NOT NULL, checkpoint BYTEA NOT NULL,"
                            + " PRIMARY KEY (booth, record_class, size, hybrid))",
                    "CREATE TABLE IF NOT EXISTS receipt (booth TEXT NOT NULL, record_class TEXT NOT NULL,"
                            + " size BIGINT NOT NULL, receipt BYTEA NOT NULL, frontier BYTEA,"
                            + " PRIMARY KEY (booth, record_class, size))",
                    "CREATE TABLE IF NOT EXISTS mark (booth TEXT NOT NULL, record_class TEXT NOT NULL,"
                            + " committed_size BIGINT NOT NULL, proven_size BIGINT NOT NULL,"
                            + " root BYTEA NOT NULL, frontier BYTEA NOT NULL, receipt BYTEA NOT NULL,"
                            + " PRIMARY KEY (booth, record_class))",
                    "CREATE TABLE IF NOT EXISTS loss (booth TEXT NOT NULL, record_class TEXT NOT NULL,"
                            + " first_sequence BIGINT NOT NULL, resume_size BIGINT NOT NULL,"
                            + " declaration BYTEA NOT NULL,"
                            + " PRIMARY KEY (booth, record_class, resume_size))",
                    "CREATE TABLE IF NOT EXISTS alarm (alarm_id BIGINT PRIMARY KEY, kind TEXT NOT NULL,"
                            + " booth TEXT NOT NULL, record_class TEXT NOT NULL, sequence BIGINT NOT NULL,"
                            + " expected BYTEA, found BYTEA, first_ms BIGINT NOT NULL,"
                            + " last_ms BIGINT NOT NULL, times BIGINT NOT NULL, cleared_ms BIGINT,"
                            + " cleared_by TEXT, reason TEXT)",
                    "CREATE INDEX IF NOT EXISTS alarm_open ON alarm (booth, kind, cleared_ms)",
                    "CREATE TABLE IF NOT EXISTS export_begun (export_id BIGINT PRIMARY KEY,"
                            + " begun_ms BIGINT NOT NULL, by_name TEXT NOT NULL, account TEXT NOT NULL,"
                            + " reason TEXT NOT NULL, booth TEXT NOT NULL, classes TEXT NOT NULL,"
                            + " from_ms BIGINT NOT NULL, to_ms BIGINT NOT NULL, destination TEXT NOT NULL)",
                    "CREATE TABLE IF NOT EXISTS export_ended (export_id BIGINT PRIMARY KEY,"
                            + " ended_ms BIGINT NOT NULL, outcome TEXT NOT NULL, records BIGINT NOT NULL,"
                            + " unreadable BIGINT NOT NULL, octets BIGINT NOT NULL, sha256 TEXT NOT NULL)",
                    "CREATE TABLE IF NOT EXISTS head_line (line_no BIGINT PRIMARY KEY,"
                            + " body TEXT NOT NULL, chain TEXT NOT NULL)");
}
