package dev.gatehouse.simulators.dispatch;

/// The way of simulated radios to the booth.
@FunctionalInterface
interface PeerOut {

    /// Sends one datagram.
    ///
    /// @param socket of the system it is for, by its place
    /// @param radio whose address it comes from; 0 for a repeater
    void send(int socket, int radio, byte[] octets);
}
