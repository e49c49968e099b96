package dev.gatehouse.bus;

import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/// What a client of an external broker needs to know.
///
/// @param uri `ssl://host:port`, or `tcp://host:port` on loopback
/// @param clientId stable over restarts, since the broker keeps the session under it
/// @param self the process itself, a [PrincipalKind#BOOTH]
/// @param tls with `ssl`: makes sockets that show the booth's certificate
/// @param login with `tcp`: user name and password
/// @param farewell what the broker publishes as the retained status when the booth is gone; empty
///   for nothing
/// @param limits of queues and packets; those of clients do not apply
public record BrokerBusConfig(
        String uri,
        String clientId,
        Principal self,
        Optional<SSLSocketFactory> tls,
        Optional<Login> login,
        byte[] farewell,
        BusLimits limits) {

    /// User name and password.
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[user=" + user + ", password withheld]";
        }
    }

    public BrokerBusConfig {
        boolean ssl = uri.startsWith("ssl://");
        if (!ssl && !uri.startsWith("tcp://")) {
            throw new IllegalArgumentException("expected ssl://host:port or tcp://host:port");
        }
        if (ssl != tls.isPresent() || ssl == login.isPresent()) {
            throw new IllegalArgumentException(
                    "expected a certificate with ssl, user name and password with tcp");
        }
        if (self.kind() != PrincipalKind.BOOTH) {
            throw new IllegalArgumentException("expected BOOTH, found " + self.kind());
        }
        Topics.requireId("client id", clientId);
        farewell = farewell.clone();
    }

    @Override
    public byte[] farewell() {
        return farewell.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BrokerBusConfig that
                && uri.equals(that.uri)
                && clientId.equals(that.clientId)
                && self.equals(that.self)
                && tls.equals(that.tls)
                && login.equals(that.login)
                && limits.equals(that.limits)
                && Arrays.equals(farewell, that.farewell);
    }

    @Override
    public int hashCode() {
        return uri.hashCode() * 31 + clientId.hashCode();
    }
}
