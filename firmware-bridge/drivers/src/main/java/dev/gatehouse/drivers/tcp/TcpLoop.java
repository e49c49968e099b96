package dev.gatehouse.drivers.tcp;

import dev.gatehouse.drivers.NetworkLoop;

/// The loop that links of both TCP schemes share.
final class TcpLoop {

    static final NetworkLoop SHARED = new NetworkLoop("link-tcp");

    private TcpLoop() {}
}
