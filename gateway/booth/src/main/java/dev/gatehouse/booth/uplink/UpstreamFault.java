package dev.gatehouse.booth.uplink;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsNoCloseNotifyException;

/// Why central is not reached: one word for status page and `doctor`, and what to do about it.
public enum UpstreamFault {
    UNKNOWN_HOST("the name does not resolve; check [upstream] addresses and the resolver"),
    NOT_LISTENING("nobody listens there"),
    NO_ANSWER("no answer in time"),
    LOST("the connection was lost"),
    LOGIN_REFUSED(
            "name or password were refused, or the certificate is another booth's; enrol the booth again at central"),
    PEER_UNTRUSTED("central's certificate is not of this site's authority; compare [tls] ca"),
    PEER_EXPIRED("central's certificate has expired; reissue it with gatehouse-central tls"),
    PEER_NOT_YET_VALID("central's certificate is not valid yet; check the clock of this machine"),
    NAME_MISMATCH(
            "central's certificate is for another host name; reissue it with gatehouse-central tls --host NAME"),
    TLS_TOO_OLD("the other side does not speak TLS 1.3"),
    CERTIFICATE_REFUSED(
            "central does not accept this booth's certificate; enrol the booth again at central"),
    CERTIFICATE_UNUSABLE("the files under [tls] cannot be used"),
    TLS_FAILED("the TLS handshake failed or was broken off; is the port one of TLS?");

    private static final int CAUSES_MAX = 16;

    private final String remedy;

    UpstreamFault(String remedy) {
        this.remedy = remedy;
    }

    /// Cause and remedy in words.
    public String remedy() {
        return remedy;
    }

    /// Reads the fault from what a connection attempt threw.
    static UpstreamFault of(Throwable thrown) {
        List<Throwable> causes = causes(thrown);
        for (Throwable cause : causes) {
            switch (cause) {
                case UpstreamException known -> {
                    return known.fault();
                }
                case TlsFatalAlertReceived alert -> {
                    return alert(alert.getAlertDescription());
                }
                case UnknownHostException _ -> {
                    return UNKNOWN_HOST;
                }
                case ConnectException _, NoRouteToHostException _ -> {
                    return NOT_LISTENING;
                }
                case SocketTimeoutException _ -> {
                    return NO_ANSWER;
                }
                default -> {
                    // looked at further down, or of no meaning
                }
            }
        }
        if (has(causes, CertificateException.class)) {
            return certificate(causes);
        }
        boolean ended =
                has(causes, EOFException.class)
                        || has(causes, SocketException.class)
                        || has(causes, TlsNoCloseNotifyException.class);
        if (ended) {
            return LOST;
        }
        return has(causes, SSLException.class)
                        || has(causes, org.bouncycastle.tls.TlsException.class)
                ? TLS_FAILED
                : LOST;
    }

    private static UpstreamFault certificate(List<Throwable> causes) {
        if (has(causes, CertificateExpiredException.class)) {
            return PEER_EXPIRED;
        }
        if (has(causes, CertificateNotYetValidException.class)) {
            return PEER_NOT_YET_VALID;
        }
        boolean path =
                has(causes, CertPathBuilderException.class)
                        || has(causes, CertPathValidatorException.class);
        // what is left when the chain holds is the host's name
        return path ? PEER_UNTRUSTED : NAME_MISMATCH;
    }

    /// RFC 8446, 6.2.
    private static UpstreamFault alert(short description) {
        return switch (description) {
            case AlertDescription.protocol_version -> TLS_TOO_OLD;
            case AlertDescription.bad_certificate,
                    AlertDescription.unsupported_certificate,
                    AlertDescription.certificate_revoked,
                    AlertDescription.certificate_expired,
                    AlertDescription.certificate_unknown,
                    AlertDescription.unknown_ca,
                    AlertDescription.access_denied,
                    AlertDescription.certificate_required ->
                    CERTIFICATE_REFUSED;
            default -> TLS_FAILED;
        };
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }

    private static List<Throwable> causes(Throwable thrown) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable next = thrown;
                next != null && causes.size() < CAUSES_MAX;
                next = next.getCause()) {
            causes.add(next);
        }
        return causes;
    }

    /// Makes the exception that ends a connection attempt.
    IOException at(String address, Throwable cause) {
        return new UpstreamException(this, address, cause);
    }
}
