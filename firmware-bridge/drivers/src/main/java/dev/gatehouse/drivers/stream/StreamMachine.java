package dev.gatehouse.drivers.stream;

import dev.gatehouse.protocols.observation.Received;

/// A device's protocol as a machine without thread, link or clock; owned by the thread of its
/// [StreamStation]. Nothing a device sends makes it throw.
public interface StreamMachine {

    /// The line is open; whatever the device knew may be gone.
    void connected(Received now);

    /// The line is not open any more, or octets of it were lost.
    void lost(Received now);

    /// Takes octets that arrived together. They are the machine's own: it may wipe them.
    void octets(byte[] octets, Received received);

    /// Does what time brings; called several times a second.
    void duty(Received now);

    /// Leaves in good order: the station closes, the line is still open.
    default void stopping(Received now) {}
}
