package dev.gatehouse.bus.tls;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// The name that a client's certificate gives it.
public final class ClientCertificate {

    /// Longest subject looked at.
    private static final int SUBJECT_MAX_LENGTH = 1_024;

    private ClientCertificate() {}

    /// Whether the client has shown a certificate; the handshake has verified it then.
    public static boolean isShown(SSLSession session) {
        return certificate(session).isPresent();
    }

    /// The common name; empty unless there is exactly one.
    public static Optional<String> commonName(SSLSession session) {
        return certificate(session).flatMap(ClientCertificate::commonName);
    }

    static Optional<String> commonName(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        if (subject.length() > SUBJECT_MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            List<String> names =
                    new LdapName(subject)
                            .getRdns().stream()
                                    .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                                    .map(Rdn::getValue)
                                    .map(String::valueOf)
                                    .toList();
            return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
        } catch (InvalidNameException notAName) {
            return Optional.empty();
        }
    }

    private static Optional<X509Certificate> certificate(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate own
                    ? Optional.of(own)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }
}
