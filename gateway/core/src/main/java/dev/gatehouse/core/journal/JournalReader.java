package dev.gatehouse.core.journal;

import dev.gatehouse.core.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/// Reads records back while the booth thread writes. Owner: one thread, the uplink. In order of
/// sequence a read costs one copy and, per 128 KiB, one system call.
///
/// That thread must not be interrupted: the JDK would close the file under it.
public final class JournalReader implements Closeable {
    private final Map<RecordClass, ClassReader> readers = new EnumMap<>(RecordClass.class);

    JournalReader(
            Disk disk,
            JournalLimits limits,
            Quarantine quarantine,
            Map<RecordClass, ClassLog> logs,
            CursorFile cursors) {
        for (Map.Entry<RecordClass, ClassLog> entry : logs.entrySet()) {
            readers.put(
                    entry.getKey(),
                    new ClassReader(
                            disk, limits, quarantine, entry.getKey(), entry.getValue(), cursors));
        }
    }

    /// Reads one record. Only durable ones are shown: central must never hold what a power cut
    /// takes from the booth.
    ///
    /// @param sequence 0 or higher
    /// @throws JournalException when a segment cannot be opened; damage inside one is
    ///   [ReadResult.Missing]
    public ReadResult read(RecordClass recordClass, long sequence) throws JournalException {
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence: expected 0 or higher, found " + sequence);
        }
        try {
            return reader(recordClass).read(sequence);
        } catch (IOException e) {
            throw new JournalException(
                    "journal of "
                            + recordClass
                            + " could not be read; check its directory and the disk (dmesg)",
                    e);
        }
    }

    private ClassReader reader(RecordClass recordClass) {
        ClassReader reader = readers.get(recordClass);
        if (reader == null) {
            throw new AssertionError(recordClass);
        }
        return reader;
    }

    @Override
    public void close() throws IOException {
        for (ClassReader reader : readers.values()) {
            reader.close();
        }
    }
}
