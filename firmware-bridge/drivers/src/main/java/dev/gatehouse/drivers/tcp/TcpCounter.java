package dev.gatehouse.drivers.tcp;

/// What is worth a counter on a TCP link.
enum TcpCounter {
    /// Connections made, or taken.
    OPENED,
    /// Attempts that led to no connection.
    OPEN_FAILURES,
    /// Connections that ended without our doing.
    LOST,
    REOPEN_REQUESTS,
    OCTETS_IN,
    OCTETS_OUT,
    SENDS_REFUSED,
    SEND_FAILURES,
    /// Peers that were refused because another one has the line.
    SECOND_PEERS,
    /// Peers that are not the configured one.
    WRONG_PEERS,
    FAULTS
}
