package dev.gatehouse.central.export;

import java.io.IOException;
import java.io.OutputStream;

/// Standard output, or what stands for it. The stream must throw when its reader has gone, which a
/// `PrintStream` does not.
public record ExportOutput(OutputStream stream) implements ExportTarget {
    @Override
    public String kind() {
        return "OUTPUT";
    }

    @Override
    public void sync() throws IOException {
        stream.flush();
    }

    @Override
    public void publish() {
        // what left has left
    }

    @Override
    public void close() {
        // the process owns it
    }
}
