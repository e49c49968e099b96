package dev.gatehouse.bus;

import java.util.Optional;
import javax.net.ssl.SSLSession;

/// Decides who a client is, at CONNECT, on the network thread.
@FunctionalInterface
public interface Authenticator {

    /// Names the principal behind the credentials, or nobody. Must not block and must not throw.
    ///
    /// @param name user name as sent; empty when none was sent
    /// @param password as sent; empty when none was sent
    /// @param tls the TLS session, whose peer certificates the implementation may require
    Optional<Principal> authenticate(String name, byte[] password, Optional<SSLSession> tls);
}
