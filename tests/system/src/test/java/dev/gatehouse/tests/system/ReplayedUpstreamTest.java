package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.bus.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Somebody on the way keeps what passes and sends it again, out of order, altered, cut, and also
/// what central answered: central has each record once and proves it, and the booth goes on.
@ExtendWith(LogsOnFailure.class)
final class ReplayedUpstreamTest {
    private static final String SEED_PROPERTY = "gatehouse.replay.seed";
    private static final int PUBLISH = 3;

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    ReplayedUpstreamTest() {}

    /// One PUBLISH as it went over the wire.
    private record Sent(String topic, byte[] payload) {}

    /// The PUBLISH packets of a recorded connection (MQTT 3.1.1, section 3.3).
    private static List<Sent> published(byte[] wire) {
        List<Sent> found = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(wire);
        while (bytes.remaining() > 2) {
            int first = bytes.get() & 0xff;
            int length = 0;
            int shift = 0;
            int digit;
            do {
                digit = bytes.get() & 0xff;
                length |= (digit & 0x7f) << shift;
                shift += 7;
            } while ((digit & 0x80) != 0);
            if (bytes.remaining() < length) {
                break;
            }
            byte[] body = new byte[length];
            bytes.get(body);
            if (first >> 4 == PUBLISH) {
                found.add(publish(first, ByteBuffer.wrap(body)));
            }
        }
        return found;
    }

    private static Sent publish(int first, ByteBuffer body) {
        byte[] topic = new byte[body.getShort() & 0xffff];
        body.get(topic);
        if ((first & 0x06) != 0) {
            body.getShort(); // packet id
        }
        byte[] payload = new byte[body.remaining()];
        body.get(payload);
        return new Sent(new String(topic, StandardCharsets.UTF_8), payload);
    }

    @Test
    void replayedReorderedAndAlteredMessagesAreHarmless() throws Exception {
        long seed = Long.getLong(SEED_PROPERTY, new Random().nextLong(1_000_000_000L));
        System.err.println("replay: -D" + SEED_PROPERTY + "=" + seed);
        Random random = new Random(seed);
        try (Site site =
                        Site.enrolled(
                                folder, "U-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31");
                WireTap tap = new WireTap(site.upstreamPort())) {
            // with TLS the tap sees only cipher text
            assumeTrue(site.upstream() != UpstreamKind.TLS);
            site.configure(site.toml().withUpstream(tap.port()));
            Program central = site.startCentral();
            BusClient insider =
                    site.upstream() == UpstreamKind.MOSQUITTO
                            ? site.upstreamClient(
                                    "central/tls/central", "central", "", "gatehouse/v1/+/up")
                            : null;
            Program booth = site.startBooth();
            site.awaitReady();
            for (int i = 0; i < 20; i++) {
                site.postUntilTaken("1", Rekor.of("replay-" + i, "REPLAY" + (char) ('A' + i)));
            }
            site.postUntilTaken("1", Rekor.of("replay-hit", "TESTA01"));
            site.awaitReceipted();
            // the connection breaks in the middle: sent again from the cursor, and taken once
            tap.cut();
            site.postUntilTaken("1", Rekor.of("replay-cut", "REPLAYZ"));
            site.awaitReceipted();
            long records = site.centralJson("summary").number("records_at_central");

            List<Sent> up = new ArrayList<>();
            if (insider == null) {
                tap.up().forEach(wire -> up.addAll(published(wire)));
            } else {
                // the wire is TLS; who holds the broker sees this
                insider.heard().forEach(m -> up.add(new Sent(m.topic(), m.payload())));
            }
            assertTrue(up.size() > 5, () -> up.size() + " messages recorded");
            List<Sent> hostile = new ArrayList<>(up.reversed());
            hostile.addAll(up);
            for (Sent sent : up) {
                byte[] altered = sent.payload().clone();
                if (altered.length > 0) {
                    altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(8));
                    hostile.add(new Sent(sent.topic(), altered));
                    hostile.add(
                            new Sent(
                                    sent.topic(),
                                    java.util.Arrays.copyOf(altered, altered.length / 2)));
                }
            }
            Collections.shuffle(hostile, random);
            replay(site, hostile);
            Await.until(
                    "the booth is connected again",
                    () -> site.status().text("uplink.stage").equals("LIVE"));
            site.postUntilTaken("1", Rekor.of("replay-after", "REPLAYY"));
            Await.until("it arrives", () -> site.eventsAtCentral().contains("replay-after"));
            site.awaitReceipted();

            List<String> events = site.eventsAtCentral();
            assertEquals(events.size(), events.stream().distinct().count());
            assertEquals(23, events.size(), events::toString);
            assertTrue(site.centralJson("summary").number("records_at_central") > records);
            assertEquals(0, booth.stop(), booth.err());
            FlatJson proof = site.centralJson("verify");
            assertEquals("true", proof.text("proved"), () -> "seed " + seed + proof.values());
            assertEquals(0, central.stop());
            assertTrue(central.err().contains("CEN-032"), central.err());
        }
    }

    /// As the booth itself, with its own password: what a thief of the card could do.
    private static void replay(Site site, List<Sent> messages) throws Exception {
        String pseudonym = site.pseudonym();
        String password = Files.readString(site.keys().resolve("upstream.password")).strip();
        BusClient thief = null;
        for (Sent sent : messages) {
            assertEquals(Topics.up(pseudonym), sent.topic());
            for (int attempt = 0; attempt < 3; attempt++) {
                try {
                    if (thief == null || !thief.isConnected()) {
                        thief = site.upstreamClient("keys/tls/booth", pseudonym, password);
                    }
                    var _ =
                            thief.begin(
                                    sent.topic(), new String(new byte[0], StandardCharsets.UTF_8));
                    thief.publish(sent.topic(), sent.payload());
                    break;
                } catch (MqttException e) {
                    // ended for what it sent; it comes again
                    thief = null;
                }
            }
        }
        if (thief != null) {
            thief.close();
        }
    }
}
