package dev.gatehouse.drivers.i2c;

import java.io.IOException;

/// Something that tells a temperature when asked.
interface Probe extends AutoCloseable {

    /// Degrees Celsius now.
    ///
    /// @throws IOException when it does not answer
    double celsius() throws IOException;

    @Override
    void close();

    /// Opens a probe; tried again when it failed.
    @FunctionalInterface
    interface Opener {
        Probe open() throws IOException;
    }
}
