package dev.gatehouse.bus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TLS on the bus, with a key pair that the JDK's own keytool makes for this run.
class TlsTest {

    private static final char[] STORE_PASSWORD = "for-this-run-only".toCharArray();

    @TempDir private Path folder;

    private KeyStore keys() throws Exception {
        Path store = folder.resolve("keys.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process made =
                new ProcessBuilder(
                                keytool.toString(),
                                "-genkeypair",
                                "-alias",
                                "bus",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(STORE_PASSWORD))
                        .redirectErrorStream(true)
                        .start();
        made.getInputStream().readAllBytes();
        assertEquals(0, made.waitFor());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD);
        }
        return keys;
    }

    @Test
    void clientsSpeakTlsAndPlainTextIsRefused() throws Exception {
        KeyStore keys = keys();
        KeyManagerFactory keyManagers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, STORE_PASSWORD);
        SslContext server = SslContextBuilder.forServer(keyManagers).protocols("TLSv1.3").build();
        Principals principals = TestBus.everybody();
        List<SSLSession> seen = new CopyOnWriteArrayList<>();
        EmbeddedBusConfig config =
                new EmbeddedBusConfig(
                        Principal.booth("self", TestBus.BOOTH),
                        List.of(
                                new ListenAddress(
                                        new InetSocketAddress("0.0.0.0", 0), Optional.of(server))),
                        BusLimits.booth());
        try (EmbeddedBus bus =
                EmbeddedBus.start(
                        config,
                        (name, password, tls) -> {
                            tls.ifPresent(seen::add);
                            return principals.authenticate(name, password, tls);
                        },
                        System::nanoTime)) {
            Endpoint endpoint = bus.endpoints().getFirst();
            assertTrue(endpoint.tls() && endpoint.uri().startsWith("ssl://"));
            assertTlsLogin(keys, endpoint.address().getPort());
            assertEquals("TLSv1.3", seen.getFirst().getProtocol());
            try (RawClient plain = new RawClient(endpoint.address().getPort())) {
                plain.send(RawClient.connect(4, TestBus.OBSERVER));
                // an alert or nothing, and then the end
                while (plain.socket.getInputStream().read() >= 0) {}
            }
            assertEquals(1, bus.stats().of(BusCounter.CONNECTED));
            assertEquals(0, bus.stats().of(BusCounter.HANDLER_FAILED));
        }
    }

    private static void assertTlsLogin(KeyStore keys, int port) throws Exception {
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("bus", keys.getCertificate("bus"));
        trust.init(trusted);
        SSLContext client = SSLContext.getInstance("TLSv1.3");
        client.init(null, trust.getTrustManagers(), new SecureRandom());
        try (SSLSocket socket =
                (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(RawClient.connect(4, TestBus.OBSERVER));
            assertArrayEquals(new byte[] {0x20, 2, 0, 0}, socket.getInputStream().readNBytes(4));
        }
    }
}
