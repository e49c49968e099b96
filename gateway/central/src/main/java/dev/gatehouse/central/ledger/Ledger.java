package dev.gatehouse.central.ledger;

import static dev.gatehouse.central.ledger.LedgerConnection.blob;
import static dev.gatehouse.central.ledger.LedgerConnection.param;
import static dev.gatehouse.central.ledger.LedgerConnection.text;

import com.google.protobuf.ByteString;
import dev.gatehouse.core.seal.BoothId;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.proto.v1.Checkpoint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The writing side of the ledger. One owner thread, one transaction at a time: everything between
/// two calls of [#commit] is committed together or not at all. Nothing here deletes or overwrites a
/// record.
public final class Ledger implements AutoCloseable, LedgerOpenings.Rows {
    private final LedgerConnection db;
    private final HeadsFile heads;
    private final Optional<FileChannel> receiverLock;
    private boolean headsDue;

    /// Lines known to be in the heads file, and the number of them that the database states.
    private long headsInFile;

    private long headsNoted;

    private Ledger(LedgerConnection db, HeadsFile heads, Optional<FileChannel> receiverLock) {
        this.db = db;
        this.heads = heads;
        this.receiverLock = receiverLock;
        this.headsDue = true;
    }

    /// Opens the ledger as its receiver: one process at a time.
    ///
    /// @throws IOException when another receiver has it, or the heads file is ahead of the database
    public static Ledger openAsReceiver(LedgerFiles files) throws IOException, SQLException {
        files.create();
        FileChannel channel =
                FileChannel.open(files.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = lock(channel);
            if (!locked) {
                throw new IOException("another receiver has the ledger " + files.directory());
            }
            Ledger ledger = open(files, Optional.of(channel));
            ledger.commit();
            return ledger;
        } catch (IOException | SQLException e) {
            channel.close();
            throw e;
        }
    }

    /// Opens the ledger for an operator's single entry; works beside a receiver.
    public static Ledger openAsOperator(LedgerFiles files) throws SQLException {
        return open(files, Optional.empty());
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static Ledger open(LedgerFiles files, Optional<FileChannel> lock) throws SQLException {
        LedgerConnection db = LedgerConnection.writer(files);
        try {
            for (String table : LedgerSchema.TABLES) {
                db.update(table);
            }
            db.update(
                    "INSERT INTO ledger_meta (name, content) VALUES ('schema', ?) ON CONFLICT DO NOTHING",
                    param(LedgerSchema.VERSION));
            db.update(
                    "INSERT INTO ledger_meta (name, content) VALUES ('heads_in_file', '0') ON CONFLICT DO NOTHING");
            db.commit();
            return new Ledger(db, new HeadsFile(files.heads()), lock);
        } catch (SQLException e) {
            db.close();
            throw e;
        }
    }

    /// Called for each class of a booth when the receiver meets it first.
    public Optional<Mark> mark(ClassKey key) throws SQLException {
        try (ResultSet rows =
                db.query(
                        "SELECT committed_size, proven_size, root, frontier, receipt FROM mark"
                                + " WHERE booth = ? AND record_class = ?",
                        booth(key),
                        sealClass(key))) {
            return rows.next()
                    ? Optional.of(
                            new Mark(
                                    rows.getLong(1),
                                    rows.getLong(2),
                                    blob(rows, 3),
                                    blob(rows, 4),
                                    blob(rows, 5)))
                    : Optional.empty();
        }
    }

    public void putMark(ClassKey key, Mark mark) throws SQLException {
        db.update(
                "INSERT INTO mark (booth, record_class, committed_size, proven_size, root, frontier, receipt)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (booth, record_class) DO UPDATE SET"
                        + " committed_size = excluded.committed_size, proven_size = excluded.proven_size,"
                        + " root = excluded.root, frontier = excluded.frontier, receipt = excluded.receipt",
                booth(key),
                sealClass(key),
                param(mark.committedSize()),
                param(mark.provenSize()),
                param(mark.root()),
                param(mark.frontier()),
                param(mark.receipt()));
    }

    /// Keeps the receipt that first stated `size`.
    ///
    /// @param frontier the saved chain at `size`, on the commits that later roots are computed from
    public void addReceipt(
            ClassKey key, long size, ByteString receipt, Optional<ByteString> frontier)
            throws SQLException {
        db.update(
                "INSERT INTO receipt (booth, record_class, size, receipt, frontier) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                booth(key),
                sealClass(key),
                param(size),
                param(receipt),
                param(frontier));
    }

    /// The newest saved chain at or below `size`.
    public Optional<ByteString> frontierAtOrBelow(ClassKey key, long size) throws SQLException {
        try (ResultSet rows =
                db.query(
                        "SELECT frontier FROM receipt WHERE booth = ? AND record_class = ? AND size <= ?"
                                + " AND frontier IS NOT NULL ORDER BY size DESC LIMIT 1",
                        booth(key),
                        sealClass(key),
                        param(size))) {
            return rows.next() ? Optional.of(blob(rows, 1)) : Optional.empty();
        }
    }

    public void addRecord(ClassKey key, RecordRow row) throws SQLException {
        db.update(
                "INSERT INTO record (booth, record_class, sequence, leaf, commitment, envelope, received_ms)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                booth(key),
                sealClass(key),
                param(row.sequence()),
                param(row.leaf()),
                param(row.commitment()),
                param(row.envelope()),
                param(row.receivedMs()));
    }

    @Override
    public Optional<RecordRow> record(ClassKey key, long sequence) throws SQLException {
        return db.record(key, sequence);
    }

    /// Leaves of the records in `[from, to)`, in order; fewer when some were declared lost.
    public List<ByteString> leaves(ClassKey key, long from, long to) throws SQLException {
        List<ByteString> leaves = new ArrayList<>();
        try (ResultSet rows =
                db.query(
                        "SELECT leaf FROM record WHERE booth = ? AND record_class = ? AND sequence >= ?"
                                + " AND sequence < ? ORDER BY sequence",
                        booth(key),
                        sealClass(key),
                        param(from),
                        param(to))) {
            while (rows.next()) {
                leaves.add(blob(rows, 1));
            }
        }
        return leaves;
    }

    public void addOpening(ClassKey key, long epoch, long sequence) throws SQLException {
        db.update(
                "INSERT INTO epoch_opening (booth, record_class, epoch, sequence) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                booth(key),
                sealClass(key),
                param(epoch),
                param(sequence));
    }

    @Override
    public Optional<Long> opening(ClassKey key, long epoch) throws SQLException {
        return db.opening(key, epoch);
    }

    /// The checkpoints kept of a size, plain and hybrid.
    public List<ByteString> checkpoints(ClassKey key, long size) throws SQLException {
        List<ByteString> checkpoints = new ArrayList<>();
        try (ResultSet rows =
                db.query(
                        "SELECT checkpoint FROM checkpoint WHERE booth = ? AND record_class = ?"
                                + " AND size = ?",
                        booth(key),
                        sealClass(key),
                        param(size))) {
            while (rows.next()) {
                checkpoints.add(blob(rows, 1));
            }
        }
        return checkpoints;
    }

    /// Keeps one checkpoint of a size, plain and hybrid apart; the later call wins.
    public void putCheckpoint(ClassKey key, long size, boolean hybrid, ByteString checkpoint)
            throws SQLException {
        db.update(
                "INSERT INTO checkpoint (booth, record_class, size, hybrid, checkpoint) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (booth, record_class, size, hybrid) DO UPDATE SET"
                        + " checkpoint = excluded.checkpoint",
                booth(key),
                sealClass(key),
                param(size),
                param(hybrid ? 1 : 0),
                param(checkpoint));
    }

    public void addLoss(ClassKey key, long firstSequence, long resumeSize, ByteString declaration)
            throws SQLException {
        addHead(HeadEntry.Loss.of(key, firstSequence, resumeSize, declaration));
        db.update(
                "INSERT INTO loss (booth, record_class, first_sequence, resume_size, declaration)"
                        + " VALUES (?, ?, ?, ?, ?)",
                booth(key),
                sealClass(key),
                param(firstSequence),
                param(resumeSize),
                param(declaration));
    }

    public void seen(BoothId booth, Optional<String> version, long nowMs) throws SQLException {
        db.update(
                "INSERT INTO booth (booth, version, last_seen_ms) VALUES (?, ?, ?)"
                        + " ON CONFLICT (booth) DO UPDATE SET last_seen_ms = excluded.last_seen_ms,"
                        + " version = CASE WHEN excluded.version = '' THEN booth.version"
                        + " ELSE excluded.version END",
                param(booth.hex()),
                param(version.orElse("")),
                param(nowMs));
    }

    public Alarms alarms() {
        return new Alarms(db, this);
    }

    public Exports exports() {
        return new Exports(db, this);
    }

    /// Notes that a class is proven up to a verified checkpoint.
    public void addProven(ClassKey key, Checkpoint checkpoint) throws SQLException {
        addHead(new HeadEntry.Proven(key, checkpoint));
    }

    /// Adds a line to the heads; it reaches the file in [#commit].
    void addHead(HeadEntry entry) throws SQLException {
        List<HeadLine> last = headsFrom("line_no DESC LIMIT 1", 0);
        HeadLine line =
                HeadLine.after(
                        last.isEmpty() ? Optional.empty() : Optional.of(last.getFirst()),
                        entry.body());
        db.update(
                "INSERT INTO head_line (line_no, body, chain) VALUES (?, ?, ?)",
                param(line.number()),
                param(line.body()),
                param(line.chain()));
        headsDue = true;
    }

    private List<HeadLine> headsFrom(String order, long above) throws SQLException {
        List<HeadLine> lines = new ArrayList<>();
        try (ResultSet rows =
                db.query(
                        "SELECT line_no, body, chain FROM head_line WHERE line_no > ? ORDER BY "
                                + order,
                        param(above))) {
            while (rows.next()) {
                lines.add(new HeadLine(rows.getLong(1), text(rows, 2), text(rows, 3)));
            }
        }
        return lines;
    }

    /// Commits the transaction to disk, then brings the heads file up. Only after its return may a
    /// receipt leave.
    ///
    /// @throws IOException when the heads file cannot be written or is ahead of the database
    public void commit() throws SQLException, IOException {
        noteHeads();
        db.commit();
        if (headsDue) {
            OptionalLong appended = heads.append(n -> headsFrom("line_no", n));
            db.rollback();
            if (appended.isEmpty()) {
                throw new IOException(
                        "the heads file holds what the database lacks: rows were removed or an old database"
                                + " was put back; run verify");
            }
            headsInFile = Math.max(headsInFile, appended.getAsLong());
            headsDue = false;
        }
    }

    /// States beside the next rows how many lines the file is known to hold, so that the proof can
    /// tell a file that a stop left one step behind from one that was cut.
    private void noteHeads() throws SQLException {
        if (headsInFile > headsNoted && db.begun()) {
            db.update(
                    "UPDATE ledger_meta SET content = ? WHERE name = 'heads_in_file'"
                            + " AND CAST(content AS BIGINT) < ?",
                    param(Long.toString(headsInFile)),
                    param(headsInFile));
            headsNoted = headsInFile;
        }
    }

    public void rollback() throws SQLException {
        headsNoted = 0;
        db.rollback();
    }

    static LedgerConnection.Bound booth(ClassKey key) {
        return param(key.booth().hex());
    }

    static LedgerConnection.Bound sealClass(ClassKey key) {
        return param(className(key.sealClass()));
    }

    static String className(SealClass sealClass) {
        return switch (sealClass) {
            case P0 -> "P0";
            case P1 -> "P1";
            case P2 -> "P2";
        };
    }

    @Override
    public void close() throws SQLException, IOException {
        db.close();
        if (receiverLock.isPresent()) {
            receiverLock.get().close();
        }
    }
}
