package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.bus.Acl;
import dev.gatehouse.bus.Principal;
import dev.gatehouse.bus.PrincipalKind;
import dev.gatehouse.bus.Principals;
import dev.gatehouse.bus.Topic;
import dev.gatehouse.bus.TopicName;
import dev.gatehouse.bus.tls.TlsIdentity;
import dev.gatehouse.central.pki.SiteAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A real Mosquitto with the generated profile and the embedded listener's table of rights say the
/// same of every client and every topic.
@ExtendWith(LogsOnFailure.class)
final class BrokerRightsTest {
    /// Hears and says everything: added to the access list for this test.
    private static final String JUDGE = "judge";

    /// Has a certificate of the site and no line in the access list.
    private static final String STRANGER = "stranger";

    private static final String OTHER_BOOTH = "south-9";
    private static final List<String> IDS =
            List.of("1", "2", "9", "1001", "2001", "lpr-1", "lpr-2", "cam-1");

    @TempDir private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Site site;

    private final Acl acl = new Acl(Principal.booth("booth", Site.BOOTH));

    @SuppressWarnings("NullAway.Init")
    BrokerRightsTest() {}

    @BeforeAll
    static void start() throws Exception {
        site =
                Site.enrolled(
                        folder,
                        BusKind.MOSQUITTO,
                        "L-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31");
        SiteAuthority authority =
                SiteAuthority.open(
                        site.centralHome().resolve("tls"),
                        new SecureRandom(),
                        InstantSource.system());
        Path clients = site.keys().resolve("tls").resolve("clients");
        site.clientsAuthority().issueClient(clients, JUDGE, JUDGE);
        authority.issueClient(clients, STRANGER, STRANGER);
        site.makeProfile();
        Files.writeString(
                site.brokerFolder().resolve("acl"),
                "\nuser " + JUDGE + "\ntopic readwrite gatehouse/#\n",
                StandardOpenOption.APPEND);
        site.startBroker();
    }

    @AfterAll
    static void end() throws Exception {
        site.close();
    }

    /// Every instance of every topic that could matter, of this booth and another.
    private static List<TopicName> topics() {
        List<TopicName> all = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            for (String booth : List.of(Site.BOOTH, OTHER_BOOTH)) {
                if (topic.shape().indexOf('{') < 0) {
                    all.add(new TopicName(topic, booth, ""));
                } else {
                    IDS.forEach(id -> all.add(new TopicName(topic, booth, id)));
                }
            }
        }
        return all;
    }

    private static List<Principal> principals() throws IOException {
        return Principals.read(site.keys().resolve("principals")).all();
    }

    private static BusClient as(String name, String... filters) throws Exception {
        return site.client(name, filters);
    }

    @Test
    void whatIsPublishedPassesExactlyWhenTheTableSaysSo() throws Exception {
        BusClient judge = as(JUDGE, "gatehouse/#");
        List<TopicName> topics = topics();
        Map<String, Set<String>> expected = new LinkedHashMap<>();
        for (Principal principal : principals()) {
            try (BusClient client = as(principal.name())) {
                for (TopicName topic : topics) {
                    client.publish(topic.toString(), principal.name());
                }
                client.publish("$SYS/broker/uptime", principal.name());
                client.publish("elsewhere", principal.name());
            }
            expected.put(
                    principal.name(),
                    sorted(
                            topics.stream()
                                    .filter(topic -> acl.mayPublish(principal, topic))
                                    .map(TopicName::toString)));
        }
        try (BusClient stranger = as(STRANGER)) {
            for (TopicName topic : topics) {
                stranger.publish(topic.toString(), STRANGER);
            }
        }
        judge.publish(Site.topic("status"), "that was all");
        judge.await("the end", m -> m.text().equals("that was all"));
        for (Map.Entry<String, Set<String>> one : expected.entrySet()) {
            assertEquals(one.getValue(), heardOf(judge, one.getKey()), one.getKey());
        }
        assertEquals(Set.of(), heardOf(judge, STRANGER));
        assertTrue(expected.values().stream().anyMatch(topicsOfOne -> !topicsOfOne.isEmpty()));
        judge.close();
    }

    private static Set<String> heardOf(BusClient judge, String publisher) {
        return sorted(
                judge.heard(m -> m.text().equals(publisher)).stream().map(BusClient.Heard::topic));
    }

    private static Set<String> sorted(Stream<String> topics) {
        return topics.collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatIsSentArrivesExactlyWhereTheTableSaysSo() throws Exception {
        BusClient judge = as(JUDGE);
        List<TopicName> topics = topics();
        Map<Principal, BusClient> clients = new LinkedHashMap<>();
        for (Principal principal : principals()) {
            clients.put(principal, as(principal.name(), "#", "$SYS/#"));
        }
        BusClient stranger = as(STRANGER, "#", "gatehouse/#", Site.topic("lane/1/terminal"));
        for (TopicName topic : topics) {
            judge.publish(topic.toString(), "sent");
        }
        String status = Site.topic("status");
        judge.publish(status, "that was all");
        for (Map.Entry<Principal, BusClient> one : clients.entrySet()) {
            one.getValue().await("the end", m -> m.text().equals("that was all"));
            assertEquals(
                    sorted(
                            topics.stream()
                                    .filter(topic -> acl.mayReceive(one.getKey(), topic))
                                    .map(TopicName::toString)),
                    sorted(one.getValue().heard().stream().map(BusClient.Heard::topic)),
                    one.getKey().name());
            one.getValue().close();
        }
        assertEquals(List.of(), stranger.heard());
        stranger.close();
        judge.close();
    }

    @Test
    void theBoothItselfHearsWhatItMakesDurableAndSaysWhatIsItsOwn() throws Exception {
        BusClient judge = as(JUDGE, "gatehouse/#");
        TlsIdentity own =
                TlsIdentity.read(
                        site.keys().resolve("tls/ca.crt"),
                        site.keys().resolve("tls/booth.crt"),
                        site.keys().resolve("tls/booth.key"));
        BusClient booth = BusClient.connect(site.toml().busPort(), "any", own, List.of("#"));
        for (TopicName topic : topics()) {
            booth.publish(topic.toString(), "booth");
            judge.publish(topic.toString(), "to the booth");
        }
        judge.publish(Site.topic("device/lpr-1/input"), "that was all");
        booth.await("the end", m -> m.text().equals("that was all"));
        judge.publish(Site.topic("status"), "that was all");
        judge.await(
                "the end",
                m -> m.topic().equals(Site.topic("status")) && m.text().equals("that was all"));
        Set<String> says = new TreeSet<>();
        Set<String> hears = new TreeSet<>();
        for (TopicName topic : topics()) {
            boolean here =
                    topic.booth().equals(Site.BOOTH) && topic.topic().plane() == Topic.Plane.BOOTH;
            if (here && acl.mayPublish(Principal.booth("booth", Site.BOOTH), topic)) {
                says.add(topic.toString());
            }
            if (here && topic.topic().durable()) {
                hears.add(topic.toString());
            }
        }
        assertFalse(says.isEmpty() || hears.isEmpty());
        assertEquals(says, heardOf(judge, "booth"));
        assertEquals(hears, sorted(booth.heard().stream().map(BusClient.Heard::topic)));
        booth.close();
        judge.close();
    }

    @Test
    void anotherBoothsCertificatesOpenNothing() throws Exception {
        int port = site.toml().busPort();
        Path neighbour = site.neighbour().resolve("tls");
        for (String name : List.of("terminal-1", "lpr-1", "observer")) {
            TlsIdentity other = site.showing(neighbour.resolve("clients").resolve(name));
            assertEquals(site.identity(name).commonName(), other.commonName());
            assertThrows(
                    MqttException.class, () -> BusClient.connect(port, name, other, List.of()));
        }
        // the site vouches for the other booth as it does for this one: let in, without a right
        BusClient judge = as(JUDGE, "gatehouse/#");
        BusClient booth =
                BusClient.connect(
                        port,
                        "other",
                        site.showing(neighbour.resolve("booth")),
                        List.of("#", "gatehouse/#"));
        for (TopicName topic : topics()) {
            booth.publish(topic.toString(), "neighbour");
            judge.publish(topic.toString(), "to the neighbour");
        }
        judge.publish(Site.topic("status"), "that was all");
        judge.await("the end", m -> m.text().equals("that was all"));
        assertEquals(Set.of(), heardOf(judge, "neighbour"));
        assertEquals(List.of(), booth.heard());
        booth.close();
        judge.close();
    }

    @Test
    void onlyACertificateOfOneOfTheRootsOpensTheDoor() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        SiteAuthority other =
                SiteAuthority.open(elsewhere, new SecureRandom(), InstantSource.system());
        other.issueClient(elsewhere, "observer", "observer");
        TlsIdentity forged =
                TlsIdentity.read(
                        site.keys().resolve("tls/ca.crt"),
                        elsewhere.resolve("observer.crt"),
                        elsewhere.resolve("observer.key"));
        int port = site.toml().busPort();
        assertThrows(
                MqttException.class,
                () -> BusClient.connect(port, "observer", forged, List.of("gatehouse/#")));
        MqttConnectOptions nobody = new MqttConnectOptions();
        nobody.setUserName("observer");
        nobody.setPassword(site.password("observer").toCharArray());
        assertThrows(
                MqttException.class,
                () -> BusClient.connect("tcp://127.0.0.1:" + port, "observer", nobody, List.of()));
        assertTrue(
                principals().stream().anyMatch(p -> p.kind() == PrincipalKind.OFFICER)
                        && principals().stream().anyMatch(p -> p.kind() == PrincipalKind.TERMINAL));
    }
}
