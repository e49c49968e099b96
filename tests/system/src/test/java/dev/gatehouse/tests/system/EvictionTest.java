package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.protocols.gpio.LineEvent;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Telemetry fills its space while central is away, on a bus whose one window all devices share (a
/// real Mosquitto): plate reads and alerts go on as before, and central later proves what was given
/// up.
@ExtendWith(LogsOnFailure.class)
final class EvictionTest {
    private static final String LIST = "E-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31";
    private static final String LOOP = Site.topic("device/lpr-2/input");
    private static final String READER = Site.topic("device/lpr-1/input");

    /// Edges in one message, as the kernel hands them over.
    private static final int EDGES = 16;

    /// Far more than the space below takes.
    private static final int MESSAGES_MAX = 20_000;

    private static final int READS = 25;

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    EvictionTest() {}

    /// Lane 2's device on MQTT is a loop; telemetry has two segments.
    private static String withLoop(String toml) {
        String reader = "id = \"lpr-2\"\nkind = \"plate-reader\"\nlane = \"2\"\nformat = \"rekor\"";
        assertTrue(toml.contains(reader) && toml.contains("p2_mib = 64"), toml);
        return toml.replace(
                        reader,
                        "id = \"lpr-2\"\nkind = \"presence\"\nlane = \"2\"\nformat = \"gpio-line\"")
                .replace("p2_mib = 64", "p2_mib = 8");
    }

    private static byte[] edges(int message) {
        ByteBuffer events = ByteBuffer.allocate(EDGES * LineEvent.LENGTH_BYTES);
        for (int i = 0; i < EDGES; i++) {
            int number = message * EDGES + i + 1;
            events.put(
                    new LineEvent(number * 1_000_000L, LineEvent.Edge.RISING, 17, number, number)
                            .encode());
        }
        return events.array();
    }

    /// A loop that never stops.
    private static final class Loop implements AutoCloseable {
        private final BusClient client;
        private final Thread thread;
        private volatile boolean end;
        private volatile int sent;

        Loop(BusClient client) {
            this.client = client;
            this.thread = Thread.ofPlatform().name("loop").start(this::work);
        }

        private void work() {
            try {
                for (int i = 0; i < MESSAGES_MAX && !end; i++) {
                    client.publish(LOOP, edges(i));
                    sent = i + 1;
                }
            } catch (MqttException e) {
                // seen in `sent`
            }
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

    @Test
    void readsAndAlertsGoOnWhenTelemetryHasNoRoom() throws Exception {
        try (Site site = Site.enrolled(folder, BusKind.MOSQUITTO, LIST)) {
            site.rewrite(EvictionTest::withLoop);
            Program central = site.startCentral();
            Program booth = site.startBooth();
            site.awaitReady();
            assertEquals(0, central.stop());
            BusClient observer = site.client("observer", Site.topic("lane/1/alert"));
            BusClient reader = site.client("lpr-1");
            List<String> events = new ArrayList<>();
            try (Loop loop = new Loop(site.client("lpr-2"))) {
                Await.until(
                        "telemetry gives way",
                        () -> site.status().number("journal.p2.evicted_segments") >= 3);
                for (int i = 0; i < READS; i++) {
                    String event = "evict-" + i;
                    events.add(event);
                    reader.publish(READER, Rekor.of(event, "AAA%04d".formatted(i)).json());
                }
                events.add("evict-hit");
                reader.publish(READER, Rekor.of("evict-hit", "TESTA01").json());
                observer.await("the alert", m -> m.text().contains("codeWord"));
                assertTrue(loop.sent < MESSAGES_MAX, "the loop had ended before");
            }
            Await.until("all taken", () -> site.status().number("journal.p1.durable") > READS);
            FlatJson status = site.status();
            assertEquals(0, status.number("journal.refused_busy"), site.statusText());
            assertEquals(0, status.number("journal.p2.full_refusals"), site.statusText());
            assertEquals(0, status.number("bus.refused_now"), site.statusText());
            assertTrue(status.number("journal.p2.evicted_untold") > 0, site.statusText());
            Program doctor =
                    site.run(
                            "doctor",
                            Program.gatehouse(
                                    "doctor", "--json", "--config", site.writeConfig().toString()));
            var _ = doctor.end();
            assertTrue(doctor.out().contains("JRN-EVICTED"), doctor.out());
            assertFalse(doctor.out().contains("BUS-WINDOW"), doctor.out());

            site.startCentral();
            site.awaitReceipted();
            List<String> arrived = site.eventsAtCentral();
            assertTrue(new HashSet<>(arrived).containsAll(events), "a read is missing");
            Program verify = site.central("verify", "--json");
            assertEquals(0, verify.end(), verify.out());
            FlatJson proof = FlatJson.parse(verify.out());
            assertEquals(
                    site.status().number("journal.p2.evicted_records"), proof.number("evicted"));
            assertEquals(proof.number("lost"), proof.number("evicted"));
            assertEquals(0, site.status().number("journal.p2.evicted_untold"));
            assertEquals(0, booth.stop(), booth.err());
        }
    }
}
