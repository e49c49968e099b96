package dev.gatehouse.bus;

import java.net.InetSocketAddress;

/// Where the bus listens.
///
/// @param address as bound, with the real port
/// @param tls whether clients must speak TLS
public record Endpoint(InetSocketAddress address, boolean tls) {

    /// Address in the form that MQTT clients take: `tcp://127.0.0.1:1883` or `ssl://[::1]:8883`.
    public String uri() {
        String host = address.getAddress().getHostAddress();
        int zone = host.indexOf('%');
        String bare = zone < 0 ? host : host.substring(0, zone);
        String literal = bare.indexOf(':') < 0 ? bare : "[" + bare + "]";
        return (tls ? "ssl://" : "tcp://") + literal + ":" + address.getPort();
    }
}
