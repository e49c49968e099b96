package dev.gatehouse.booth.console;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HexFormat;

/// Where a client is.
///
/// @param text as it is recorded
/// @param network what limits count by: the address, of IPv6 its first 64 bits
record ClientAddress(String text, String network) {
    private static final int NETWORK_BYTES = 8;

    static ClientAddress of(SocketAddress remote) {
        if (!(remote instanceof InetSocketAddress socket) || socket.isUnresolved()) {
            return new ClientAddress("unknown", "unknown");
        }
        InetAddress address = socket.getAddress();
        String text = address.getHostAddress();
        return new ClientAddress(
                text,
                address instanceof Inet6Address
                        ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
                        : text);
    }
}
