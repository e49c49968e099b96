package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.bus.tls.TlsIdentity;
import dev.gatehouse.central.pki.SiteAuthority;
import dev.gatehouse.proto.v1.CommandKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The booth's own listener with TLS: a certificate of one of its own clients is the login.
@ExtendWith(LogsOnFailure.class)
final class TlsListenerTest {
    private static final String ALERT = Site.topic("lane/1/alert");

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Site site;

    @SuppressWarnings("NullAway.Init")
    TlsListenerTest() {}

    @BeforeEach
    void start() throws Exception {
        site =
                Site.enrolled(
                        folder,
                        BusKind.EMBEDDED_TLS,
                        "T-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31");
        site.startCentral();
        site.startBooth();
        site.awaitReady();
    }

    @AfterEach
    void end() throws Exception {
        site.close();
    }

    @Test
    void everyKindOfClientWorksWithItsCertificateAlone() throws Exception {
        BusClient terminal = site.client("terminal-1", "gatehouse/#");
        BusClient observer = site.client("observer", "gatehouse/#");
        BusClient officer = site.client("officer-1001", "gatehouse/#");
        BusClient reader = site.client("lpr-1");
        reader.publish(Site.topic("device/lpr-1/input"), Rekor.of("tls-1", "TESTA01").json());
        terminal.await("the comparison", m -> m.text().contains("TESTA01"));
        String referral =
                observer.await("the alert", m -> m.text().contains("codeWord"))
                        .json()
                        .text("referralId");
        officer.publish(
                Commands.TOPIC,
                Commands.of("tls-ack", CommandKind.COMMAND_KIND_ACKNOWLEDGE, referral));
        BusClient.Heard reply =
                officer.await("the reply", m -> m.json().text("commandId").equals("tls-ack"));
        assertEquals("COMMAND_OUTCOME_DONE", reply.json().text("outcome"));
        assertEquals(List.of(), observer.heard(m -> m.text().contains("TESTA01")));
        site.awaitReceipted();
        assertTrue(site.eventsAtCentral().contains("tls-1"));
    }

    @Test
    void whoShowsNoneOrAnothersNameIsNotLetIn() throws Exception {
        int port = site.toml().busPort();
        TlsIdentity observer = site.identity("observer");
        // another name than the certificate's, whatever password comes with it
        MqttConnectOptions other = new MqttConnectOptions();
        other.setSocketFactory(observer.client().getSocketFactory());
        other.setUserName("officer-1001");
        other.setPassword(site.password("officer-1001").toCharArray());
        assertThrows(MqttException.class, () -> connect(port, other));
        // its own name is no fault
        MqttConnectOptions own = new MqttConnectOptions();
        own.setSocketFactory(observer.client().getSocketFactory());
        own.setUserName("observer");
        connect(port, own).close();

        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        SiteAuthority.open(elsewhere, new SecureRandom(), InstantSource.system())
                .issueClient(elsewhere, "observer", "observer");
        TlsIdentity forged =
                TlsIdentity.read(
                        site.keys().resolve("tls/ca.crt"),
                        elsewhere.resolve("observer.crt"),
                        elsewhere.resolve("observer.key"));
        assertThrows(MqttException.class, () -> BusClient.connect(port, "x", forged, List.of()));
        // the right password without a certificate
        MqttConnectOptions password = new MqttConnectOptions();
        password.setSocketFactory(trusting());
        password.setUserName("observer");
        password.setPassword(site.password("observer").toCharArray());
        assertThrows(MqttException.class, () -> connect(port, password));
        // a certificate for this booth's bus that is nobody's here
        site.clientsAuthority().issueClient(elsewhere, "nobody", "nobody");
        TlsIdentity nobody =
                TlsIdentity.read(
                        site.keys().resolve("tls/ca.crt"),
                        elsewhere.resolve("nobody.crt"),
                        elsewhere.resolve("nobody.key"));
        assertThrows(MqttException.class, () -> BusClient.connect(port, "y", nobody, List.of()));
        Await.until("counted", () -> site.status().number("bus.refused_login") >= 2);
    }

    @Test
    void anotherBoothsClientOfTheSameNameIsNotLetIn() throws Exception {
        int port = site.toml().busPort();
        Path neighbour = site.neighbour().resolve("tls");
        for (String name : List.of("terminal-1", "lpr-1", "observer")) {
            TlsIdentity own = site.showing(site.keys().resolve("tls/clients").resolve(name));
            BusClient.connect(port, name, own, List.of()).close();
            TlsIdentity other = site.showing(neighbour.resolve("clients").resolve(name));
            assertEquals(own.commonName(), other.commonName());
            assertThrows(
                    MqttException.class, () -> BusClient.connect(port, name, other, List.of()));
        }
        // nor does the site's root, which signs booths and central, name anybody here
        SiteAuthority.open(
                        site.centralHome().resolve("tls"),
                        new SecureRandom(),
                        InstantSource.system())
                .issueClient(folder, "observer", "observer");
        TlsIdentity ofTheSite = site.showing(folder.resolve("observer"));
        assertThrows(
                MqttException.class,
                () -> BusClient.connect(port, "observer", ofTheSite, List.of()));
        TlsIdentity booth = site.showing(neighbour.resolve("booth"));
        assertThrows(MqttException.class, () -> BusClient.connect(port, "booth", booth, List.of()));
    }

    private static BusClient connect(int port, MqttConnectOptions options) throws MqttException {
        return BusClient.connect("ssl://127.0.0.1:" + port, "client", options, List.of());
    }

    /// Knows the site's root and has no certificate of its own.
    private SSLSocketFactory trusting() throws Exception {
        var trusted = java.security.KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var in = Files.newInputStream(site.keys().resolve("tls/ca.crt"))) {
            trusted.setCertificateEntry(
                    "root",
                    java.security.cert.CertificateFactory.getInstance("X.509")
                            .generateCertificate(in));
        }
        var trust = javax.net.ssl.TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        var context = javax.net.ssl.SSLContext.getInstance("TLSv1.3");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    @Test
    void whoIsTakenOutOfTheFileIsOutAtOnce() throws Exception {
        BusClient observer = site.client("observer", ALERT);
        BusClient display = site.client("display", Site.topic("status"));
        Path file = site.keys().resolve("principals");
        Path fresh = file.resolveSibling("principals.new");
        Files.write(
                fresh,
                Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("observer "))
                        .toList());
        Files.move(
                fresh,
                file,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Await.until("its connection ends", () -> !observer.isConnected());
        assertThrows(MqttException.class, () -> site.client("observer", ALERT));
        assertTrue(display.isConnected());
    }
}
