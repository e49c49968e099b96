package dev.gatehouse.benchmarks;

import java.io.IOException;
import java.sql.SQLException;

/// A store of records that is made to commit.
interface Contestant extends AutoCloseable {
    /// Takes one record; durable after the next [#commit].
    void add(byte[] tag, byte[] body) throws IOException, SQLException;

    /// Returns when everything taken survives a power cut.
    void commit() throws IOException, SQLException;

    /// Does at once what it would put off, so that the next round does not pay for this one.
    void settle() throws IOException, SQLException;

    /// Records it finds when it is opened anew.
    long stored() throws IOException, SQLException;

    @Override
    void close() throws IOException, SQLException;
}
