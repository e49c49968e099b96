package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.bus.Topics;
import dev.gatehouse.bus.tls.TlsIdentity;
import dev.gatehouse.central.pki.SiteAuthority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Booth and central by way of a real Mosquitto with the profile that central writes: TLS,
/// certificates, rights, a central that is away, and what the broker keeps on its disk.
@ExtendWith(LogsOnFailure.class)
final class MosquittoUpstreamTest {
    private static final String OTHER_BOOTH = "0123456789abcdef";

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    MosquittoUpstreamTest() {}

    @Test
    void whatWaitsAtTheBrokerIsSealedAndArrivesOnce() throws Exception {
        List<String> plates = List.of("KRTWX47", "HYDPN93", "LMVCX63");
        Canaries canaries = new Canaries(plates);
        try (Site site =
                Site.enrolled(
                        folder,
                        UpstreamKind.MOSQUITTO,
                        "M-1,PLATE,US-NY," + plates.get(0) + ",1,REFER_MANDATORY,2099-12-31")) {
            Program central = site.startCentral();
            Program booth = site.startBooth();
            site.awaitReady();
            assertEquals("TLSv1.3", site.status().text("uplink.tls_protocol"));
            assertTrue(site.status().number("uplink.bytes_out") > 0);
            site.postUntilTaken("1", Rekor.of("before", plates.get(2)));
            site.awaitReceipted();

            assertEquals(0, central.stop());
            keepAtBroker(site);
            long published = site.status().number("uplink.published");
            site.postUntilTaken("1", Rekor.of("away-hit", plates.get(0)));
            site.postUntilTaken("1", Rekor.of("away", plates.get(1)));
            Await.until(
                    "the broker has it",
                    () -> site.status().number("uplink.published") > published);
            // the second of these leaves only after the broker took the first
            Await.until(
                    "and the next", () -> site.status().number("uplink.published") > published + 2);
            Program broker = broker(site);
            assertEquals(0, broker.stop());
            Path kept = site.upstreamBrokerFolder().resolve("mosquitto.db");
            assertTrue(Files.size(kept) > 1_000, "nothing waited");
            List<String> found =
                    new ArrayList<>(canaries.inFiles(Site.files(site.upstreamBrokerFolder())));
            for (Path log : broker.logs()) {
                found.addAll(canaries.in(log.toString(), Files.readAllBytes(log)));
            }
            assertEquals(List.of(), found);
            Path planted = site.upstreamBrokerFolder().resolve("planted");
            Files.writeString(planted, "x" + plates.get(1));
            assertFalse(canaries.inFiles(Site.files(site.upstreamBrokerFolder())).isEmpty());
            Files.delete(planted);

            site.startUpstreamBroker();
            site.startCentral();
            site.awaitReceipted();
            List<String> events = site.eventsAtCentral();
            assertEquals(3, events.size(), events::toString);
            assertEquals(3, events.stream().distinct().count());
            assertEquals(0, booth.stop(), booth.err());
            site.requireProved();
        }
    }

    /// A session that outlives its connection: the broker queues for it, on its disk too.
    private static void keepAtBroker(Site site) throws Exception {
        MqttClient client =
                new MqttClient(
                        "ssl://127.0.0.1:" + site.upstreamPort(),
                        "keeper",
                        new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(false);
        options.setSocketFactory(
                TlsIdentity.read(
                                site.centralHome().resolve("tls/ca.crt"),
                                site.centralHome().resolve("tls/central.crt"),
                                site.centralHome().resolve("tls/central.key"))
                        .client()
                        .getSocketFactory());
        client.connect(options);
        client.subscribe("gatehouse/v1/+/up", 1);
        client.disconnect();
        client.close();
    }

    private static Program broker(Site site) {
        return Program.started().reversed().stream()
                .filter(program -> program.name().equals("upstream-broker") && program.isAlive())
                .filter(program -> program.logs().getFirst().startsWith(site.logs()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aBoothReachesItsOwnTopicsAndNobodyComesWithoutACertificate() throws Exception {
        try (Site site =
                Site.enrolled(
                        folder,
                        UpstreamKind.MOSQUITTO,
                        "M-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31")) {
            site.startCentral();
            String own = site.pseudonym();
            BusClient central =
                    site.upstreamClient("central/tls/central", "central", "", "gatehouse/v1/+/up");
            BusClient booth = site.upstreamClient("keys/tls/booth", own, "", "gatehouse/#", "#");
            // the clients of a booth's bus are nobody here
            assertThrows(
                    MqttException.class,
                    () -> site.upstreamClient("keys/tls/clients/lpr-1", own, "", "gatehouse/#"));
            // the user name that a client claims does not count, its certificate does
            SiteAuthority.open(
                            site.centralHome().resolve("tls"),
                            new SecureRandom(),
                            InstantSource.system())
                    .issueClient(folder, "lpr-1", "lpr-1");
            BusClient device = site.upstreamClient("lpr-1", own, "", "gatehouse/#");
            byte[] nonsense = "nonsense".getBytes(StandardCharsets.UTF_8);
            booth.publish(Topics.up(OTHER_BOOTH), nonsense);
            booth.publish(Topics.down(own), nonsense);
            device.publish(Topics.up(own), nonsense);
            central.publish(Topics.down(OTHER_BOOTH), nonsense);
            booth.publish(Topics.up(own), nonsense);
            central.await("what the booth may say", m -> m.topic().equals(Topics.up(own)));
            central.publish(Topics.down(own), nonsense);
            booth.await("what it may hear", m -> m.topic().equals(Topics.down(own)));
            assertEquals(1, central.heard().size(), () -> central.heard().toString());
            assertEquals(1, booth.heard().size(), () -> booth.heard().toString());
            assertEquals(0, device.heard().size());
            MqttException refused = null;
            try {
                var _ =
                        BusClient.connect(
                                "tcp://127.0.0.1:" + site.upstreamPort(),
                                java.util.Optional.empty(),
                                "plain",
                                own,
                                "",
                                List.of());
            } catch (MqttException e) {
                refused = e;
            }
            assertTrue(refused != null, "plain MQTT was let in");
        }
    }

    @Test
    void overCentralsOwnListenerTheHybridGroupIsSettledAndShown() throws Exception {
        try (Site site =
                Site.enrolled(
                        folder,
                        UpstreamKind.TLS,
                        "M-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31")) {
            site.startCentral();
            Program booth = site.startBooth();
            site.awaitReady();
            assertEquals("X25519MLKEM768", site.status().text("uplink.tls_group"));
            site.postUntilTaken("1", Rekor.of("tls-hit", "TESTA01"));
            site.awaitReceipted();
            assertEquals(List.of("tls-hit"), site.eventsAtCentral());
            assertEquals(0, booth.stop(), booth.err());
            assertFalse(booth.err().contains("\tat "), booth.err());
            site.requireProved();
        }
    }
}
