package dev.gatehouse.central.ledger;

import com.google.protobuf.ByteString;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/// One connection with its prepared statements; one owner thread. The only class that names SQLite.
///
/// A transaction begins with the first statement after a commit, never with the commit itself: a
/// receiver that waits for messages must not hold the lock that an operator's entry needs.
final class LedgerConnection implements AutoCloseable {
    private static final int BUSY_TIMEOUT_MS = 10_000;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private final String begin;
    private boolean begun;

    private LedgerConnection(Connection connection, String begin) {
        this.connection = connection;
        this.begin = begin;
    }

    /// WAL, so that readers never wait; FULL, so that a commit is on the disk before it is
    /// receipted.
    static LedgerConnection writer(LedgerFiles files) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        return new LedgerConnection(open(config, files), "BEGIN IMMEDIATE");
    }

    static LedgerConnection reader(LedgerFiles files) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        return new LedgerConnection(open(config, files), "BEGIN");
    }

    private static Connection open(SQLiteConfig config, LedgerFiles files) throws SQLException {
        return config.createConnection("jdbc:sqlite:" + files.database());
    }

    /// A value to bind: text, number, blob, or nothing.
    sealed interface Bound {
        record Text(String value) implements Bound {}

        record Whole(long value) implements Bound {}

        record Blob(ByteString value) implements Bound {}

        record Nothing() implements Bound {}
    }

    static Bound param(String value) {
        return new Bound.Text(value);
    }

    static Bound param(long value) {
        return new Bound.Whole(value);
    }

    static Bound param(ByteString value) {
        return new Bound.Blob(value);
    }

    static Bound param(Optional<ByteString> value) {
        return value.<Bound>map(Bound.Blob::new).orElseGet(Bound.Nothing::new);
    }

    /// Returns the number of rows that changed.
    int update(String sql, Bound... values) throws SQLException {
        return bind(sql, values).executeUpdate();
    }

    /// The caller closes the result; a statement has one open result at a time.
    ResultSet query(String sql, Bound... values) throws SQLException {
        return bind(sql, values).executeQuery();
    }

    /// First column of the first row, or empty.
    Optional<Long> number(String sql, Bound... values) throws SQLException {
        try (ResultSet rows = query(sql, values)) {
            if (!rows.next()) {
                return Optional.empty();
            }
            long value = rows.getLong(1);
            return rows.wasNull() ? Optional.empty() : Optional.of(value);
        }
    }

    /// Of table `record`, which both sides of the ledger read one by one.
    Optional<RecordRow> record(ClassKey key, long sequence) throws SQLException {
        try (ResultSet rows =
                query(
                        "SELECT sequence, leaf, commitment, envelope, received_ms FROM record"
                                + " WHERE booth = ? AND record_class = ? AND sequence = ?",
                        Ledger.booth(key),
                        Ledger.sealClass(key),
                        param(sequence))) {
            return rows.next() ? Optional.of(record(rows)) : Optional.empty();
        }
    }

    /// A row of sequence, leaf, commitment, envelope, received_ms.
    static RecordRow record(ResultSet rows) throws SQLException {
        return new RecordRow(
                rows.getLong(1), blob(rows, 2), blob(rows, 3), blob(rows, 4), rows.getLong(5));
    }

    /// False in a ledger that an older version made and that has not been written since.
    boolean hasTable(String name) throws SQLException {
        return number(
                        "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = ?",
                        param(name))
                .filter(count -> count > 0)
                .isPresent();
    }

    Optional<Long> opening(ClassKey key, long epoch) throws SQLException {
        return number(
                "SELECT sequence FROM epoch_opening WHERE booth = ? AND record_class = ? AND epoch = ?",
                Ledger.booth(key),
                Ledger.sealClass(key),
                param(epoch));
    }

    static ByteString blob(ResultSet rows, int column) throws SQLException {
        byte[] octets = rows.getBytes(column);
        return octets == null ? ByteString.EMPTY : ByteString.copyFrom(octets);
    }

    static String text(ResultSet rows, int column) throws SQLException {
        String value = rows.getString(column);
        return value == null ? "" : value;
    }

    /// A transaction is open.
    boolean begun() {
        return begun;
    }

    void commit() throws SQLException {
        if (begun) {
            execute("COMMIT");
            begun = false;
        }
    }

    void rollback() throws SQLException {
        if (begun) {
            begun = false;
            execute("ROLLBACK");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private PreparedStatement bind(String sql, Bound... values) throws SQLException {
        if (!begun) {
            execute(begin);
            begun = true;
        }
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case Bound.Text(String value) -> statement.setString(i + 1, value);
                case Bound.Whole(long value) -> statement.setLong(i + 1, value);
                case Bound.Blob(ByteString value) -> statement.setBytes(i + 1, value.toByteArray());
                case Bound.Nothing() -> statement.setNull(i + 1, java.sql.Types.BINARY);
            }
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        connection.close();
    }
}
