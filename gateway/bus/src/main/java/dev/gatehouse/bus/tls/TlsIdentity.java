package dev.gatehouse.bus.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate with its key, and the root that its peers are held against. Immutable.
public final class TlsIdentity {

    private static final int FILE_MAX_BYTES = 64 << 10;
    private static final String PROTOCOL = "TLSv1.3";
    private static final char[] NO_PASSWORD = new char[0];

    private final List<X509Certificate> chain;
    private final PrivateKey key;
    private final List<X509Certificate> roots;

    private TlsIdentity(List<X509Certificate> chain, PrivateKey key, List<X509Certificate> roots) {
        this.chain = List.copyOf(chain);
        this.key = key;
        this.roots = List.copyOf(roots);
    }

    /// Reads three PEM files.
    ///
    /// @param ca roots that peers are held against
    /// @param certificate own certificate first, then its chain
    /// @param key PKCS #8, EC on P-256
    /// @throws IOException naming the file and what was expected there, never its content
    public static TlsIdentity read(Path ca, Path certificate, Path key) throws IOException {
        return new TlsIdentity(certificates(certificate), privateKey(key), certificates(ca));
    }

    /// Context of a listener for TLS 1.3.
    ///
    /// @param client whether a client must show a certificate that the roots vouch for
    public SslContext server(ClientAuth client) throws IOException {
        return server(client, roots);
    }

    /// Context of a listener for TLS 1.3 whose clients have roots of their own: the roots that this
    /// identity was read with vouch for none of them.
    ///
    /// @param client whether a client must show a certificate that its roots vouch for
    /// @param clientRoots PEM
    public SslContext server(ClientAuth client, Path clientRoots) throws IOException {
        return server(client, certificates(clientRoots));
    }

    private SslContext server(ClientAuth client, List<X509Certificate> trusted) throws IOException {
        return SslContextBuilder.forServer(key, chain)
                .sslProvider(SslProvider.JDK)
                .trustManager(trusted)
                .clientAuth(client)
                .protocols(PROTOCOL)
                .build();
    }

    /// Context of a client that shows this certificate.
    ///
    /// @param provider of the "TLS" context, for instance BCJSSE
    public SSLContext client(Provider provider) throws IOException {
        try {
            return client(SSLContext.getInstance(PROTOCOL, provider), provider);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /// Context of a client that shows this certificate, by the JDK's own provider.
    public SSLContext client() throws IOException {
        try {
            return client(SSLContext.getInstance(PROTOCOL), null);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private SSLContext client(
            SSLContext context, @org.jspecify.annotations.Nullable Provider provider)
            throws GeneralSecurityException, IOException {
        KeyManagerFactory keys =
                provider == null
                        ? KeyManagerFactory.getInstance("PKIX")
                        : KeyManagerFactory.getInstance("PKIX", provider);
        TrustManagerFactory trust =
                provider == null
                        ? TrustManagerFactory.getInstance("PKIX")
                        : TrustManagerFactory.getInstance("PKIX", provider);
        fill(keys, trust);
        // named, because BCJSSE would ask for an algorithm that only Bouncy Castle's provider has
        context.init(
                keys.getKeyManagers(),
                TimelyRefusal.of(trust.getTrustManagers()),
                new SecureRandom());
        return context;
    }

    /// Gives certificate and roots to the factories of a library that makes its own context.
    ///
    /// @param keys not yet initialised
    /// @param trust not yet initialised
    public void fill(KeyManagerFactory keys, TrustManagerFactory trust)
            throws GeneralSecurityException, IOException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (int i = 0; i < roots.size(); i++) {
            trusted.setCertificateEntry("root-" + i, roots.get(i));
        }
        keys.init(own, NO_PASSWORD);
        trust.init(trusted);
    }

    /// SHA-256 of the certificate, colon-separated upper-case pairs as browsers show it.
    public String fingerprint() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(chain.getFirst().getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read can be hashed", e);
        }
    }

    /// Common name of the own certificate: who its owner is to a peer.
    ///
    /// @throws IOException when it has none, or several
    public String commonName() throws IOException {
        return ClientCertificate.commonName(chain.getFirst())
                .orElseThrow(() ->
                        new IOException(
                                "expected a certificate with one common name, found another"));
    }

    /// End of validity of the own certificate.
    public Instant notAfter() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        try {
            List<X509Certificate> found = new ArrayList<>();
            for (var one :
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(read(file)))) {
                found.add((X509Certificate) one);
            }
            if (found.isEmpty()) {
                throw new IOException(file + ": expected a certificate in PEM, found none");
            }
            return found;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    file + ": expected a certificate in PEM, found something else", e);
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException {
        String text = new String(read(file), StandardCharsets.US_ASCII);
        try {
            String body =
                    text.replace("-----BEGIN PRIVATE KEY-----", "")
                            .replace("-----END PRIVATE KEY-----", "")
                            .replaceAll("\\s", "");
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new IOException(file + ": expected an EC private key in PKCS #8 PEM");
        }
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(FILE_MAX_BYTES + 1);
            if (octets.length > FILE_MAX_BYTES) {
                throw new IOException(file + ": expected a PEM file of at most 64 KiB");
            }
            return octets;
        }
    }
}
