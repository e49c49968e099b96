package dev.gatehouse.central.export;

import java.io.IOException;
import java.io.OutputStream;

/// Where the lines go. One owner thread. Closing it without [#publish] leaves nothing behind that
/// could be taken for an export.
public interface ExportTarget extends AutoCloseable {
    /// Word for the record: `FILE` or `OUTPUT`.
    String kind();

    OutputStream stream() throws IOException;

    /// Returns when what was written is where it can no longer be lost with this process.
    void sync() throws IOException;

    /// Shows a complete export under its name.
    void publish() throws IOException;

    @Override
    void close() throws IOException;
}
