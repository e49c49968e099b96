package dev.gatehouse.bus.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.jsse.BCSSLParameters;
import org.bouncycastle.jsse.BCSSLSocket;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

/// TLS 1.3 by BCJSSE, both sides, with X25519MLKEM768 before x25519 (draft-ietf-tls-ecdhe-mlkem):
/// who records the connection today gains nothing from a quantum computer of tomorrow. The JDK's
/// own TLS does not know the group; its X25519, ML-KEM (FIPS 203), ECDSA and AES are what is used
/// here. Bouncy Castle's own would bring a provider of 4,000 algorithms for the dozen that TLS 1.3
/// needs.
public final class HybridTls {

    /// Groups in the order of preference, by the names that [SSLParameters#setNamedGroups] takes.
    /// BCJSSE offers signatures by ECDSA on P-256, which our certificates have, only beside the
    /// group of that curve.
    public static final List<String> GROUPS = List.of("X25519MLKEM768", "x25519", "secp256r1");

    private static final String PROTOCOL = "TLSv1.3";

    private HybridTls() {}

    /// Made when TLS is first used: a booth on a loopback upstream never pays for it.
    private static final class Bcjsse {
        /// Held here, since the registry of loggers forgets what nobody holds.
        private static final Logger OWN_LOG = Logger.getLogger("org.bouncycastle.jsse");

        static final BouncyCastleJsseProvider PROVIDER;

        static {
            // it writes a stack trace for each handshake that fails, which a stranger could make it
            // do; what failed reaches us as an exception
            OWN_LOG.setLevel(Level.OFF);
            PROVIDER = new BouncyCastleJsseProvider();
        }
    }

    /// Context of a client that shows this certificate; its sockets need [#prepare].
    public static SSLContext client(TlsIdentity identity) throws IOException {
        return identity.client(Bcjsse.PROVIDER);
    }

    /// Asks of a client's handshake: these groups, a key share of the hybrid one at once, since a
    /// server takes a share that is there before a group that it would have to ask for, TLS 1.3
    /// alone, and a server certificate whose subjectAltName has the host (RFC 9525).
    ///
    /// @param socket of a context that [#client] made
    public static void prepare(SSLSocket socket) {
        if (!(socket instanceof BCSSLSocket bc)) {
            throw new IllegalArgumentException("expected a socket of BCJSSE, found another");
        }
        BCSSLParameters parameters = bc.getParameters();
        parameters.setProtocols(new String[] {PROTOCOL});
        parameters.setNamedGroups(GROUPS.toArray(String[]::new));
        parameters.setEarlyKeyShares(GROUPS.subList(0, 2).toArray(String[]::new));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        bc.setParameters(parameters);
    }

    /// Context of a listener that demands a certificate of every client.
    public static SslContext server(TlsIdentity identity) throws IOException {
        SslContext context =
                new JdkSslContext(
                        identity.client(Bcjsse.PROVIDER),
                        false,
                        null,
                        IdentityCipherSuiteFilter.INSTANCE,
                        null,
                        ClientAuth.REQUIRE,
                        new String[] {PROTOCOL},
                        false);
        return new DelegatingSslContext(context) {
            @Override
            protected void initEngine(SSLEngine engine) {
                SSLParameters parameters = engine.getSSLParameters();
                parameters.setNamedGroups(GROUPS.toArray(String[]::new));
                engine.setSSLParameters(parameters);
            }
        };
    }

    /// The common name in the certificate that the other side showed: the name of its principal.
    ///
    /// @return empty when it showed none, or one with no or several common names
    public static Optional<String> peerName(SSLSession session) {
        try {
            X500Name subject = X500Name.getInstance(subject(session));
            RDN[] names = subject.getRDNs(BCStyle.CN);
            return names.length == 1 && !names[0].isMultiValued()
                    ? Optional.of(IETFUtils.valueToString(names[0].getFirst().getValue()))
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] subject(SSLSession session) throws SSLPeerUnverifiedException {
        if (session.getPeerCertificates()[0]
                instanceof java.security.cert.X509Certificate certificate) {
            return certificate.getSubjectX500Principal().getEncoded();
        }
        throw new SSLPeerUnverifiedException("expected an X.509 certificate");
    }
}
