package dev.gatehouse.drivers.http;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.File;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// TLS of one listener (plate reader sheet, section 5): its certificate and key, from PEM files. A
/// sender may show a certificate of any issuer, since what counts is its key alone: each reader's
/// route names the hash of the one key it takes, and TLS proves that the sender holds it.
final class ListenerTls {

    private static final String CERTIFICATE = "certificate_file";
    private static final String KEY = "key_file";
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final long HANDSHAKE_MS = 5_000;

    private final String certificate;
    private final String key;
    private final SslContext context;

    private ListenerTls(String certificate, String key, SslContext context) {
        this.certificate = certificate;
        this.key = key;
        this.context = context;
    }

    /// @throws IllegalArgumentException when a file is missing or cannot be used
    static ListenerTls of(Map<String, String> parameters) {
        String certificate = parameters.get(CERTIFICATE);
        String key = parameters.get(KEY);
        if (certificate == null || key == null) {
            throw new IllegalArgumentException(
                    "https link: expected certificate_file and key_file, in PEM");
        }
        try {
            return new ListenerTls(
                    certificate,
                    key,
                    SslContextBuilder.forServer(new File(certificate), new File(key))
                            .protocols(PROTOCOLS)
                            .clientAuth(ClientAuth.OPTIONAL)
                            .trustManager(InsecureTrustManagerFactory.INSTANCE)
                            .build());
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "https link: certificate_file and key_file: expected a certificate and its unencrypted PKCS #8 key in PEM",
                    e);
        }
    }

    /// Readers of one listener share its certificate.
    boolean sameFiles(ListenerTls other) {
        return certificate.equals(other.certificate) && key.equals(other.key);
    }

    void add(Channel channel) {
        SslHandler handler = context.newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(HANDSHAKE_MS);
        var _ = channel.pipeline().addLast(handler);
    }

    /// SHA-256 of the public key that the sender proved, as its certificate encodes it; empty
    /// without TLS and without a certificate.
    static Optional<byte[]> senderKey(Channel channel) {
        @Nullable SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (handler == null) {
            return Optional.empty();
        }
        try {
            byte[] encoded =
                    handler.engine()
                            .getSession()
                            .getPeerCertificates()[0]
                            .getPublicKey()
                            .getEncoded();
            return Optional.of(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
