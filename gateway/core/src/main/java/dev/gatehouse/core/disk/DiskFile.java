package dev.gatehouse.core.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// One open file of a [Disk], addressed by position: it has no file pointer, so readers and a
/// writer do not disturb each other.
public interface DiskFile extends Closeable {

    /// Length in octets.
    long size() throws IOException;

    /// Reads at `positionBytes` until `dst` is full or the file ends.
    ///
    /// @return octets read, 0 at or behind the end of the file
    int read(long positionBytes, ByteBuffer dst) throws IOException;

    /// Writes all of `src` at `positionBytes`; the file grows where needed.
    void write(long positionBytes, ByteBuffer src) throws IOException;

    /// Cuts the file or extends it by zeros.
    void resize(long sizeBytes) throws IOException;

    /// Returns when every octet written so far survives a power cut (fdatasync). After an error
    /// what was written since the last success must be taken for lost, even if a later call
    /// succeeds: the kernel forgets failed pages.
    void dataSync() throws IOException;
}
