package dev.gatehouse.drivers;

import java.io.IOException;

/// A device that acts by itself: it connects, asks, keeps alive, notices silence. It owns its links
/// and its thread, and hands up what it learns as observations. A device that only speaks is a
/// [Driver] on a [Link] instead.
public interface Station extends AutoCloseable, SelfDescribed {

    /// Opens its links and starts. An absent device is no failure: it is waited for.
    ///
    /// @throws IOException when a port cannot be had; the message says what to do
    void open() throws IOException;

    /// Counts since it was opened; any thread.
    DeviceSnapshot snapshot();

    /// True when a station that ends by itself (a bounded simulation) has delivered everything. A
    /// real device never ends, and the end of those that do does not wait for it.
    default boolean finished() {
        return true;
    }

    /// Stops it; idempotent.
    @Override
    void close();
}
