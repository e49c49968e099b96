package dev.gatehouse.simulators;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.tinylog.Logger;

/// What a simulated device was promised: one line `deviceId TAB eventId` for each acknowledgement,
/// appended in one write and therefore with the kernel at once (it outlives a SIGKILL of this
/// process). Several devices may share a file. Owned by the link's thread.
final class AcknowledgedLog implements AutoCloseable {

    private final String deviceId;
    private final OutputStream out;

    private AcknowledgedLog(String deviceId, OutputStream out) {
        this.deviceId = deviceId;
        this.out = out;
    }

    /// @throws IOException when the file cannot be opened for appending
    static AcknowledgedLog open(String deviceId, Optional<Path> file) throws IOException {
        return new AcknowledgedLog(
                deviceId,
                file.isPresent()
                        ? new FileOutputStream(file.get().toFile(), true)
                        : OutputStream.nullOutputStream());
    }

    /// Appends a line; when that fails, the event counts as not acknowledged.
    ///
    /// @return false when the line could not be written
    boolean append(String eventId) {
        try {
            out.write((deviceId + "\t" + eventId + "\n").getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException e) {
            Logger.error(
                    "SIM-003 acknowledgements cannot be written: device={} error={}",
                    deviceId,
                    e.getClass());
            return false;
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            Logger.error(
                    "SIM-005 acknowledgements cannot be closed: device={} error={}",
                    deviceId,
                    e.getClass());
        }
    }
}
