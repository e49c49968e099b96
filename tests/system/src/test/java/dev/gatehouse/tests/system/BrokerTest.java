package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A booth whose bus is a real Mosquitto, when something goes wrong: whichever of the two is
/// killed, nothing that was acknowledged is missing or there twice; nothing of content rests.
@ExtendWith(LogsOnFailure.class)
final class BrokerTest {
    /// Reads between two faults.
    private static final int READS = 50;

    /// Between two reads, so that the booth, once it is back, is not behind by more than its
    /// window.
    private static final long PACE_MS = 5;

    private static final int READS_MAX = 20_000;
    private static final int FAULTS = 3;
    private static final String LIST = "B-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31";
    private static final String INPUT = Site.topic("device/lpr-1/input");
    private static final String ALERT = Site.topic("lane/1/alert");

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    BrokerTest() {}

    /// A plate reader that sends each read until its PUBACK has come, and then the next one.
    private static final class Reader implements AutoCloseable {
        private final Site site;
        private final List<String> acknowledged = new CopyOnWriteArrayList<>();
        private final Thread thread;
        private volatile boolean end;

        Reader(Site site) {
            this.site = site;
            this.thread = Thread.ofPlatform().name("reader").start(this::work);
        }

        private void work() {
            BusClient client = null;
            for (int i = 0; i < READS_MAX && !end; ) {
                String event = "read-" + i;
                try {
                    if (client == null) {
                        client = site.client("lpr-1");
                    }
                    var token =
                            client.begin(
                                    INPUT, Rekor.of(event, "LOAD%03d".formatted(i % 1_000)).json());
                    token.waitForCompletion(TimeUnit.SECONDS.toMillis(2));
                    if (token.isComplete() && token.getException() == null) {
                        acknowledged.add(event);
                        i++;
                        Thread.sleep(PACE_MS);
                        continue;
                    }
                } catch (Exception e) {
                    // the connection is gone: connect again and send it again
                }
                client = closed(client);
            }
            closed(client);
        }

        private static @org.jspecify.annotations.Nullable BusClient closed(
                @org.jspecify.annotations.Nullable BusClient client) {
            try {
                if (client != null) {
                    client.close();
                }
                Thread.sleep(20);
            } catch (MqttException e) {
                // it is gone
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return null;
        }

        /// Waits until some more reads have been acknowledged.
        void awaitReads() throws Exception {
            int count = acknowledged.size() + READS;
            Await.until(count + " reads acknowledged", () -> acknowledged.size() >= count);
        }

        void enough() {
            end = true;
        }

        @Override
        public void close() {
            end = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void requireEachOnce(Site site, List<String> acknowledged) throws Exception {
        List<String> missing = new ArrayList<>();
        try {
            Await.until(
                    "everything acknowledged is at central",
                    () -> {
                        missing.clear();
                        missing.addAll(acknowledged);
                        missing.removeAll(site.eventsAtCentral());
                        return missing.isEmpty();
                    });
        } catch (AssertionError e) {
            throw new AssertionError("missing at central: " + missing, e);
        }
        site.awaitReceipted();
        List<String> events = site.eventsAtCentral();
        assertEquals(new HashSet<>(events).size(), events.size(), "twice at central");
        site.requireProved();
    }

    @Test
    void aKilledBrokerLosesNothingThatItAcknowledged() throws Exception {
        try (Site site = Site.enrolled(folder, BusKind.MOSQUITTO, LIST)) {
            site.startCentral();
            Program booth = site.startBooth();
            site.awaitReady();
            try (Reader reader = new Reader(site)) {
                for (int i = 0; i < FAULTS; i++) {
                    // while the booth is away a killed broker may lose its last moment; see README
                    int before = i;
                    Await.until(
                            "the booth is there again",
                            () -> site.status().number("bus.reconnects") >= before);
                    reader.awaitReads();
                    site.broker().kill();
                    site.startBroker();
                }
                reader.awaitReads();
                reader.enough();
                requireEachOnce(site, reader.acknowledged);
            }
            assertTrue(site.status().number("bus.reconnects") >= FAULTS, site.statusText());
            assertEquals(0, booth.stop(), booth.err());
        }
    }

    @Test
    void aKilledBoothFindsWhatTheBrokerAcknowledgedMeanwhile() throws Exception {
        try (Site site = Site.enrolled(folder, BusKind.MOSQUITTO, LIST)) {
            site.startCentral();
            Program booth = site.startBooth();
            site.awaitReady();
            try (Reader reader = new Reader(site)) {
                for (int i = 0; i < FAULTS; i++) {
                    reader.awaitReads();
                    booth.kill();
                    booth = site.startBooth();
                }
                reader.awaitReads();
                reader.enough();
                requireEachOnce(site, reader.acknowledged);
            }
            assertEquals(0, booth.stop(), booth.err());
        }
    }

    @Test
    void aBoothStartsWithoutItsBrokerAndAnnouncesWhenItComes() throws Exception {
        try (Site site = Site.enrolled(folder, BusKind.MOSQUITTO, LIST)) {
            site.startCentral();
            Program booth = site.startBoothAlone(Map.of());
            Await.until(
                    "it says why", () -> site.status().text("bus.reason").equals("UNREACHABLE"));
            Await.until("ready but for it", () -> site.get("/readyz").statusCode() == 200);
            assertNotEquals("READY", site.status().text("condition"));
            assertEquals("broker", site.status().text("bus.kind"));
            // a hit while nobody can be told
            assertEquals(200, site.post("1", Rekor.of("alone-1", "TESTA01")));
            site.startBroker();
            BusClient observer = site.client("observer", ALERT, Site.topic("status"));
            BusClient terminal = site.client("terminal-1", Site.topic("lane/1/terminal"));
            BusClient.Heard alert = observer.await("the alert", m -> m.text().contains("codeWord"));
            terminal.await("the comparison", m -> m.text().contains("TESTA01"));
            observer.await("the status", m -> m.text().contains("BOOTH_CONDITION_READY"));
            site.awaitReady();

            // and again when the broker has been away: the same referral, unless somebody answers
            String referral = alert.json().text("referralId");
            site.broker().kill();
            Await.until("noticed", () -> !site.statusText().contains("\"connected\":true"));
            assertNotEquals("READY", site.status().text("condition"));
            site.startBroker();
            BusClient again = site.client("observer", ALERT);
            again.await("announced again", m -> m.json().text("referralId").equals(referral));
            assertTrue(site.status().number("bus.local_dropped") > 0);

            // the retained status says so when the booth is gone, killed or stopped
            BusClient display = site.client("display", Site.topic("status"));
            booth.kill();
            display.await("the will", m -> m.text().contains("BOOTH_CONDITION_STOPPED"));
        }
    }

    private static void persist(Site site) throws Exception {
        Path store = site.brokerStore().resolve("gatehouse-bus.db");
        Files.deleteIfExists(store);
        Program signal =
                site.run("kill", List.of("kill", "-USR1", String.valueOf(site.broker().pid())));
        assertEquals(0, signal.end());
        Await.until("written", () -> Files.exists(store) && Files.size(store) > 0);
    }

    /// A client with a session that the broker keeps, which never acknowledges anything.
    private static MqttAsyncClient stalled(Site site, String name, String filter) throws Exception {
        MqttAsyncClient client =
                new MqttAsyncClient(
                        "ssl://127.0.0.1:" + site.toml().busPort(), name, new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(false);
        options.setSocketFactory(site.identity(name).client().getSocketFactory());
        client.setManualAcks(true);
        client.connect(options).waitForCompletion(10_000);
        client.subscribe(filter, 1).waitForCompletion(10_000);
        return client;
    }

    @Test
    void nothingOfContentRestsInTheBroker() throws Exception {
        String listed = "KWRTXH743";
        String keyed = "VHLJPF369";
        String waiting = "YDCNRK947";
        Canaries canaries = new Canaries(List.of(listed, keyed, waiting));
        Path logging =
                Files.writeString(
                        folder.resolve("logging.properties"),
                        """
                        handlers=java.util.logging.ConsoleHandler
                        java.util.logging.ConsoleHandler.level=ALL
                        .level=ALL
                        org.eclipse.paho.client.mqttv3.level=ALL
                        """);
        Map<String, String> loud =
                Map.of("JDK_JAVA_OPTIONS", "-Djava.util.logging.config.file=" + logging);
        try (Site site =
                Site.enrolled(
                        folder,
                        BusKind.MOSQUITTO,
                        "B-1,PLATE,US-NY," + listed + ",1,REFER_MANDATORY,2099-12-31",
                        "B-2,PLATE,US-NY," + keyed + ",1,REFER_MANDATORY,2099-12-31")) {
            site.startCentral();
            Program booth = site.startBooth(loud);
            site.awaitReady();
            // one terminal is away with a session, another takes everything and acknowledges
            // nothing
            MqttAsyncClient away = stalled(site, "terminal-2", Site.topic("lane/2/#"));
            away.disconnect().waitForCompletion(10_000);
            away.close();
            MqttAsyncClient slow = stalled(site, "terminal-1", Site.topic("lane/1/#"));
            BusClient officer = site.client("officer-1001", "gatehouse/#");
            BusClient reader = site.client("lpr-2");
            reader.publish(Site.topic("device/lpr-2/input"), Rekor.of("rest-1", listed).json());
            officer.publish(Commands.TOPIC, Commands.manualEntry("rest-key", keyed));
            officer.await("reply", m -> m.json().text("commandId").equals("rest-key"));
            Await.until("taken", () -> site.eventsAtCentral().contains("rest-1"));
            assertEquals(200, site.post("2", Rekor.of("rest-2", listed)));

            persist(site);
            List<String> found = new ArrayList<>(canaries.inFiles(Site.files(site.brokerStore())));
            assertEquals(List.of(), found, "while the booth lives");

            // while the booth is away its input waits there, as is said: the search can find
            booth.kill();
            reader.publish(Site.topic("device/lpr-2/input"), Rekor.of("rest-3", waiting).json());
            persist(site);
            Set<String> there = new TreeSet<>(canaries.inFiles(Site.files(site.brokerStore())));
            assertFalse(there.isEmpty(), "the search finds nothing");
            assertTrue(there.stream().allMatch(one -> one.contains(waiting)), there::toString);

            // and does not when the booth has taken it over
            booth = site.startBooth(loud);
            Await.until("taken over", () -> site.eventsAtCentral().contains("rest-3"));
            // its PUBACK follows the record, and the broker saves a moment later
            Await.until(
                    "gone from the broker's store",
                    () -> {
                        persist(site);
                        try {
                            return canaries.inFiles(Site.files(site.brokerStore())).isEmpty();
                        } catch (NoSuchFileException | UncheckedIOException e) {
                            return false; // it was saving again
                        }
                    });

            slow.disconnectForcibly(0, 200);
            slow.close(true);
            assertEquals(0, booth.stop(), booth.err());
            assertTrue(booth.err().contains("FINE"), "the logging was not loud");
            site.broker().terminate();
            assertEquals(0, site.broker().end());
            assertEquals(
                    List.of(),
                    canaries.inFiles(
                            Site.files(
                                    site.logs(),
                                    site.brokerFolder(),
                                    site.brokerStore(),
                                    site.data())));
        }
    }
}
