package dev.gatehouse.drivers;

import java.net.InetSocketAddress;

/// A link on which many peers may speak, each frame with its [Frame#source]; an answer goes where
/// the caller says.
public interface DatagramLink extends Link {

    /// Sends one datagram; from any thread, never blocks.
    ///
    /// @return false when the socket is closed or too much waits already; nothing is sent then
    boolean send(byte[] octets, InetSocketAddress to);
}
