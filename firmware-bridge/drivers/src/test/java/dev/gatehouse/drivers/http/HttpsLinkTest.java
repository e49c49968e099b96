package dev.gatehouse.drivers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.TestFrames;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpsLinkTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String PATH = "/lpr/v1/lane3";

    @TempDir Path folder = Path.of("unset");
    private Optional<Link> open = Optional.empty();

    @AfterEach
    void close() {
        open.ifPresent(Link::close);
    }

    /// A key with a certificate of its own, as the platform's tool makes it.
    private KeyStore identity(String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process made =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "own",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .start();
        made.getInputStream().readAllBytes();
        assertTrue(made.waitFor(30, TimeUnit.SECONDS));
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private Path pem(String name, String type, byte[] der) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN "
                        + type
                        + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END "
                        + type
                        + "-----\n");
    }

    private String open(KeyStore server, String more) throws Exception {
        Path certificate =
                pem("listener.crt", "CERTIFICATE", server.getCertificate("own").getEncoded());
        Path key = pem("listener.key", "PRIVATE KEY", server.getKey("own", PASSWORD).getEncoded());
        Link link =
                new HttpsLinkProvider()
                        .create(
                                LinkAddress.parse(
                                        "https:127.0.0.1:0"
                                                + PATH
                                                + "?certificate_file="
                                                + certificate
                                                + "&key_file="
                                                + key
                                                + more),
                                context());
        open = Optional.of(link);
        link.open(frame -> frame.acknowledgement().durable());
        return link.describe();
    }

    private static LinkContext context() {
        return new LinkContext(
                "lane3",
                "lane-3",
                DeviceKind.PLATE_READER,
                () -> TestFrames.at(TestFrames.NOW, System.nanoTime()),
                (_, _) -> () -> {});
    }

    private static int post(String url, KeyStore server, Optional<KeyStore> own) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("server", server.getCertificate("own"));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManager[] keys = new KeyManager[0];
        if (own.isPresent()) {
            KeyManagerFactory factory =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(own.get(), PASSWORD);
            keys = factory.getKeyManagers();
        }
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys, trust.getTrustManagers(), null);
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void onlyTheSenderThatHoldsTheKeyIsTaken() throws Exception {
        KeyStore server = identity("listener");
        KeyStore camera = identity("camera");
        KeyStore stranger = identity("stranger");
        String pin =
                HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(
                                                camera.getCertificate("own")
                                                        .getPublicKey()
                                                        .getEncoded()));
        String url = open(server, "&client_key_sha256=" + pin);
        assertTrue(url.startsWith("https://127.0.0.1:"), url);
        assertEquals(200, post(url, server, Optional.of(camera)));
        assertEquals(401, post(url, server, Optional.of(stranger)));
        assertEquals(401, post(url, server, Optional.empty()));
        // A sender that speaks no TLS hears nothing, and the listener goes on.
        try (Sender plain = new Sender(URI.create(url).getPort())) {
            plain.say(Sender.post(PATH, "{}"));
            assertFalse(plain.hear().startsWith("HTTP/1.1 200"));
        }
        assertEquals(200, post(url, server, Optional.of(camera)));
        assertEquals(1L, open.orElseThrow().counters().get("tls_refused"));
        assertEquals(0L, open.orElseThrow().counters().get("faults"));
    }

    @Test
    void aSenderThatOnlyConnectsIsClosed() throws Exception {
        String url = open(identity("listener"), "");
        try (Socket silent =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort())) {
            silent.setSoTimeout(20_000);
            assertEquals(-1, silent.getInputStream().read(), "the handshake's time is over");
        }
    }

    @Test
    void whatCannotBeServedIsRefusedAtTheStart() throws Exception {
        Path nonsense = Files.writeString(folder.resolve("nonsense"), "nonsense");
        for (String bad :
                new String[] {
                    "https:127.0.0.1:0" + PATH,
                    "https:127.0.0.1:0" + PATH + "?certificate_file=" + nonsense,
                    "https:127.0.0.1:0"
                            + PATH
                            + "?certificate_file="
                            + nonsense
                            + "&key_file="
                            + nonsense,
                    "https:127.0.0.1:0" + PATH + "?plaintext=waived",
                    "https:0.0.0.0:0" + PATH + "?certificate_file=a&key_file=b",
                    "https:127.0.0.1:0"
                            + PATH
                            + "?certificate_file=a&key_file=b&client_key_sha256=00"
                }) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new HttpsLinkProvider().create(LinkAddress.parse(bad), context()),
                    bad);
        }
    }
}
