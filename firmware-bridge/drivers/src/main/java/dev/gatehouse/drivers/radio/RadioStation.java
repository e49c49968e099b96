package dev.gatehouse.drivers.radio;

import dev.gatehouse.drivers.DeviceSnapshot;
import java.io.IOException;

/// One radio system of the booth: it owns its links and its thread, hands up what it hears as
/// observations of [dev.gatehouse.protocols.observation.RadioReport], and sends texts where it may.
/// Unlike a device that only speaks, it acts by itself: it connects, keeps alive, and notices
/// silence.
public interface RadioStation extends TextTransmitter, AutoCloseable {

    /// Opens its links and starts. An absent radio system is no failure: it is waited for.
    ///
    /// @throws IOException when a port cannot be had; the message says what to do
    void open() throws IOException;

    /// Whether the configuration lets it transmit at all.
    boolean transmits();

    /// Counts since it was opened; any thread.
    DeviceSnapshot snapshot();

    /// Stops it; idempotent.
    @Override
    void close();
}
