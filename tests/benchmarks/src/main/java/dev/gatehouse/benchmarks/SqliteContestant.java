package dev.gatehouse.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/// The peer: SQLite, write-ahead log, synchronous FULL, one table keyed by sequence.
final class SqliteContestant implements Contestant {
    private static final int TAG = 2;
    private static final int BODY = 3;

    private final Connection connection;
    private final PreparedStatement insert;
    private long sequence;

    SqliteContestant(Path folder) throws IOException, SQLException {
        Files.createDirectories(folder);
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        connection = config.createConnection("jdbc:sqlite:" + folder.resolve("records.db"));
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE record (seq INTEGER PRIMARY KEY, tag BLOB NOT NULL, body BLOB NOT"
                            + " NULL)");
        }
        connection.setAutoCommit(false);
        insert = connection.prepareStatement("INSERT INTO record VALUES (?, ?, ?)");
    }

    @Override
    public void add(byte[] tag, byte[] body) throws SQLException {
        insert.setLong(1, sequence++);
        insert.setBytes(TAG, tag);
        insert.setBytes(BODY, body);
        insert.executeUpdate();
    }

    @Override
    public void commit() throws SQLException {
        connection.commit();
    }

    /// Carries the log into the table, which SQLite else does every thousand pages.
    @Override
    public void settle() throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
        }
        connection.setAutoCommit(false);
    }

    @Override
    public long stored() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM record")) {
            return result.getLong(1);
        } finally {
            connection.rollback();
        }
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        connection.close();
    }
}
