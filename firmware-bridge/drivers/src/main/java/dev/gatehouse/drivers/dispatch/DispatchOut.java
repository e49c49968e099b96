package dev.gatehouse.drivers.dispatch;

import java.net.InetSocketAddress;

/// The way out of a machine; nothing here blocks.
public interface DispatchOut {

    /// Sends one datagram from one of the system's sockets.
    ///
    /// @param socket index in the order in which the system was given them
    /// @return false when it could not be sent
    boolean send(int socket, InetSocketAddress to, byte[] octets);

    /// Tells the booth.
    ///
    /// @return false when the booth is full: as if nothing had come, and nothing is acknowledged
    boolean report(DispatchReport report);
}
