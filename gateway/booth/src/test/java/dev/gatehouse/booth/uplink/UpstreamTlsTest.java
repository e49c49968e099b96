package dev.gatehouse.booth.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.bus.BusCounter;
import dev.gatehouse.bus.BusLimits;
import dev.gatehouse.bus.EmbeddedBus;
import dev.gatehouse.bus.EmbeddedBusConfig;
import dev.gatehouse.bus.ListenAddress;
import dev.gatehouse.bus.Principal;
import dev.gatehouse.bus.Principals;
import dev.gatehouse.bus.Topic;
import dev.gatehouse.bus.Topics;
import dev.gatehouse.bus.tls.HybridTls;
import dev.gatehouse.bus.tls.TlsIdentity;
import dev.gatehouse.central.pki.SiteAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// BCJSSE at both ends over real sockets and real MQTT: what is settled, and what is refused and
/// why.
@Timeout(60)
class UpstreamTlsTest {
    private static final String BOOTH = "0123456789abcdef";
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1");
    private static final long LIMIT_S = 20;

    @TempDir Path folder;
    private final SecureRandom random = new SecureRandom();
    private String password = "";
    private Principals principals = Principals.builder(random).build();

    @BeforeEach
    void enrol() throws IOException {
        password = Principals.generatePassword(random);
        principals =
                Principals.builder(random).add(Principal.booth(BOOTH, BOOTH), password).build();
        SiteAuthority site = authority("site", InstantSource.system());
        site.issueServer(folder.resolve("site"), "central", "central", LOOPBACK);
        site.issueClient(folder.resolve("site"), "booth", BOOTH);
    }

    private SiteAuthority authority(String name, InstantSource clock) throws IOException {
        return SiteAuthority.open(folder.resolve(name), random, clock);
    }

    private TlsIdentity identity(String authority, String certificate, String trusts)
            throws IOException {
        return TlsIdentity.read(
                folder.resolve(trusts).resolve("ca.crt"),
                folder.resolve(authority).resolve(certificate + ".crt"),
                folder.resolve(authority).resolve(certificate + ".key"));
    }

    /// Central's listener, with the rule of central about names.
    private EmbeddedBus central(TlsIdentity identity) throws IOException {
        return EmbeddedBus.start(
                new EmbeddedBusConfig(
                        Principal.central("central"),
                        List.of(
                                new ListenAddress(
                                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                        Optional.of(HybridTls.server(identity)))),
                        BusLimits.upstream()),
                (name, offered, tls) ->
                        tls.flatMap(HybridTls::peerName)
                                .filter(name::equals)
                                .flatMap(_ ->
                                        principals.authenticate(name, offered, Optional.empty())),
                System::nanoTime);
    }

    private static final class Ears implements UpstreamSession.Listener {
        final BlockingQueue<byte[]> heard = new ArrayBlockingQueue<>(16);

        @Override
        public void arrived(byte[] downstreamMessage) {
            assertTrue(heard.offer(downstreamMessage));
        }

        @Override
        public void lost() {}
    }

    private UpstreamSession.Factory booth(TlsIdentity identity) {
        return PahoSession.factory(BOOTH, password, () -> HybridTls.client(identity));
    }

    private static String uri(EmbeddedBus bus) {
        return bus.endpoints().getFirst().uri();
    }

    private void assertRefused(UpstreamFault fault, String uri, TlsIdentity identity) {
        IOException thrown =
                assertThrows(
                        IOException.class, () -> booth(identity).connect(uri, new Ears()).close());
        assertEquals(fault, UpstreamFault.of(thrown), () -> told(thrown));
        assertTrue(String.valueOf(thrown.getMessage()).contains(fault.remedy()));
    }

    private static String told(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (Throwable next = thrown; next != null; next = next.getCause()) {
            text.append(next).append(" <- ");
        }
        return text.toString();
    }

    @Test
    void theHybridGroupIsNegotiatedAndMessagesGoBothWays() throws Exception {
        try (EmbeddedBus bus = central(identity("site", "central", "site"))) {
            BlockingQueue<byte[]> up = new ArrayBlockingQueue<>(4);
            var _ =
                    bus.subscribe(
                            Topics.everyBooth(Topic.UP),
                            message -> {
                                assertTrue(up.offer(message.payload()));
                                message.ack().accept();
                            });
            UpstreamSession.Factory factory = booth(identity("site", "booth", "site"));
            Ears ears = new Ears();
            try (UpstreamSession session = factory.connect(uri(bus), ears)) {
                TlsFacts facts = session.tls().orElseThrow();
                assertEquals("X25519MLKEM768", facts.group());
                assertEquals("TLSv1.3", facts.protocol());
                assertTrue(facts.cipher().startsWith("TLS_"), facts.cipher());
                byte[] large = new byte[200_000];
                random.nextBytes(large);
                session.publish(large);
                assertEquals(large.length, up.poll(LIMIT_S, TimeUnit.SECONDS).length);
                // longer than the time after which Paho's reader looks whether it should end
                Thread.sleep(2_500);
                bus.publish(Topics.down(BOOTH), new byte[] {1, 2, 3}, false);
                assertEquals(3, ears.heard.poll(LIMIT_S, TimeUnit.SECONDS).length);
                assertTrue(session.connected());
                assertTrue(factory.wire().bytesOut() > large.length);
                // the server's share of ML-KEM-768 alone is 1,088 octets
                assertTrue(factory.wire().bytesIn() > 1_088);
            }
            assertEquals(0, bus.stats().of(BusCounter.HANDLER_FAILED));
        }
    }

    @Test
    void aPeerThatKnowsOnlyX25519IsServedAndTold() throws Exception {
        SSLContext jdk = identity("site", "central", "site").client();
        try (SSLServerSocket server = serverSocket(jdk, "TLSv1.3");
                Socket ended = new Socket()) {
            WireCount count = new WireCount();
            Thread peer =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (SSLSocket one = (SSLSocket) server.accept()) {
                                    one.startHandshake();
                                    var _ = one.getInputStream().read();
                                } catch (IOException e) {
                                    throw new AssertionError(e);
                                }
                            });
            try (TlsSocket socket =
                    new TlsSocket(
                            HybridTls.client(identity("site", "booth", "site")),
                            "localhost",
                            server.getLocalPort(),
                            count)) {
                socket.connect(new InetSocketAddress("localhost", server.getLocalPort()), 10_000);
                assertEquals("x25519", socket.facts().orElseThrow().group());
                socket.getOutputStream().write(1);
                peer.join(Duration.ofSeconds(LIMIT_S));
            }
            assertFalse(ended.isConnected());
        }
    }

    private static SSLServerSocket serverSocket(SSLContext context, String... protocols)
            throws IOException {
        SSLServerSocket server =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(0, 4, InetAddress.getLoopbackAddress());
        server.setEnabledProtocols(protocols);
        return server;
    }

    @Test
    void aPeerOfAnotherAuthorityIsRefusedOnBothSides() throws Exception {
        SiteAuthority other = authority("other", InstantSource.system());
        other.issueServer(folder.resolve("other"), "central", "central", LOOPBACK);
        other.issueClient(folder.resolve("other"), "booth", BOOTH);
        try (EmbeddedBus bus = central(identity("other", "central", "site"))) {
            assertRefused(
                    UpstreamFault.PEER_UNTRUSTED, uri(bus), identity("site", "booth", "site"));
        }
        try (EmbeddedBus bus = central(identity("site", "central", "site"))) {
            assertRefused(
                    UpstreamFault.CERTIFICATE_REFUSED,
                    uri(bus),
                    identity("other", "booth", "site"));
            assertEquals(0, bus.stats().of(BusCounter.CONNECTED));
        }
    }

    @Test
    void anotherBoothsCertificateOrPasswordOpensNothing() throws Exception {
        authority("site", InstantSource.system())
                .issueClient(folder.resolve("site"), "second", "fedcba9876543210");
        try (EmbeddedBus bus = central(identity("site", "central", "site"))) {
            assertRefused(
                    UpstreamFault.LOGIN_REFUSED, uri(bus), identity("site", "second", "site"));
            password = Principals.generatePassword(random);
            assertRefused(UpstreamFault.LOGIN_REFUSED, uri(bus), identity("site", "booth", "site"));
        }
    }

    @Test
    void certificatesOutsideOfTheirTimeAreRefused() throws Exception {
        Instant now = Instant.now();
        authority("site", () -> now.minus(Duration.ofDays(398)))
                .issueServer(folder.resolve("site"), "old", "central", LOOPBACK);
        authority("site", () -> now.minus(Duration.ofDays(398)))
                .issueClient(folder.resolve("site"), "old-booth", BOOTH);
        authority("site", () -> now.plus(Duration.ofDays(2)))
                .issueServer(folder.resolve("site"), "early", "central", LOOPBACK);
        try (EmbeddedBus bus = central(identity("site", "old", "site"))) {
            assertRefused(UpstreamFault.PEER_EXPIRED, uri(bus), identity("site", "booth", "site"));
        }
        try (EmbeddedBus bus = central(identity("site", "early", "site"))) {
            assertRefused(
                    UpstreamFault.PEER_NOT_YET_VALID, uri(bus), identity("site", "booth", "site"));
        }
        try (EmbeddedBus bus = central(identity("site", "central", "site"))) {
            assertRefused(
                    UpstreamFault.CERTIFICATE_REFUSED,
                    uri(bus),
                    identity("site", "old-booth", "site"));
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        authority("site", InstantSource.system())
                .issueServer(
                        folder.resolve("site"), "elsewhere", "central", List.of("central.example"));
        try (EmbeddedBus bus = central(identity("site", "elsewhere", "site"))) {
            assertRefused(UpstreamFault.NAME_MISMATCH, uri(bus), identity("site", "booth", "site"));
        }
    }

    @Test
    void whatDoesNotSpeakTls13IsRefused() throws Exception {
        SSLContext jdk = identity("site", "central", "site").client();
        try (SSLServerSocket old = serverSocket(jdk, "TLSv1.2");
                ServerSocket plain = new ServerSocket(0, 4, InetAddress.getLoopbackAddress())) {
            var _ =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (SSLSocket one = (SSLSocket) old.accept()) {
                                    one.startHandshake();
                                } catch (IOException e) {
                                    // as it must
                                }
                            });
            assertRefused(
                    UpstreamFault.TLS_TOO_OLD,
                    "ssl://localhost:" + old.getLocalPort(),
                    identity("site", "booth", "site"));
            var _ =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (Socket one = plain.accept()) {
                                    one.getOutputStream().write(new byte[] {0x20, 2, 0, 0, 0, 0});
                                    one.getOutputStream().flush();
                                    var _ = one.getInputStream().readAllBytes();
                                } catch (IOException e) {
                                    // as it must
                                }
                            });
            assertRefused(
                    UpstreamFault.TLS_FAILED,
                    "ssl://localhost:" + plain.getLocalPort(),
                    identity("site", "booth", "site"));
        }
    }

    @Test
    void aPeerThatHangsUpInTheHandshakeIsTold() throws Exception {
        try (ServerSocket rude = new ServerSocket(0, 4, InetAddress.getLoopbackAddress())) {
            var _ =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (Socket one = rude.accept()) {
                                    var _ = one.getInputStream().read();
                                } catch (IOException e) {
                                    throw new AssertionError(e);
                                }
                            });
            assertRefused(
                    UpstreamFault.TLS_FAILED,
                    "ssl://localhost:" + rude.getLocalPort(),
                    identity("site", "booth", "site"));
        }
    }

    @Test
    void filesThatAreNoneAndAPortThatIsClosedAreTold() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertRefused(
                UpstreamFault.NOT_LISTENING,
                "ssl://localhost:" + port,
                identity("site", "booth", "site"));
        Files.writeString(folder.resolve("broken"), "no certificate");
        UpstreamSession.Factory broken =
                PahoSession.factory(
                        BOOTH,
                        password,
                        () ->
                                HybridTls.client(
                                        TlsIdentity.read(
                                                folder.resolve("broken"),
                                                folder.resolve("broken"),
                                                folder.resolve("broken"))));
        IOException thrown =
                assertThrows(
                        IOException.class,
                        () -> broken.connect("ssl://localhost:" + port, new Ears()));
        assertEquals(UpstreamFault.CERTIFICATE_UNUSABLE, UpstreamFault.of(thrown));
    }
}
