package dev.gatehouse.bus;

import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// One address to listen on. Without TLS only loopback is allowed.
///
/// @param address resolved; port 0 takes a free one
/// @param tls server context; when it asks for a client certificate, [Authenticator] sees the
///   session
public record ListenAddress(InetSocketAddress address, Optional<SslContext> tls) {

    public ListenAddress {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(
                    "expected a resolved listen address, found an unknown host name");
        }
        if (tls.isEmpty() && !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "expected a loopback address or TLS, found " + address + " without TLS");
        }
        if (tls.isPresent() && !tls.get().isServer()) {
            throw new IllegalArgumentException("expected a server's TLS context, found a client's");
        }
    }

    /// Plain MQTT on loopback, for demos, tests and processes of the same board.
    public static ListenAddress loopback(int port) {
        return new ListenAddress(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), Optional.empty());
    }
}
