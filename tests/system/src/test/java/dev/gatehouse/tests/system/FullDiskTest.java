package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A disk without space: refused and shown, never silently lost; and well again when there is
/// space.
@ExtendWith(LogsOnFailure.class)
final class FullDiskTest {
    private static final int DISK_MIB = 40;
    private static final int CANDIDATES = 10;
    private static final int BATCH = 100;
    private static final int READS_MAX = 20_000;
    private static final int QUIET_LOOKS = 40;

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path disk;

    @SuppressWarnings("NullAway.Init")
    FullDiskTest() {}

    @BeforeEach
    void mount() throws Exception {
        Components.require("mount", "umount");
        disk = Files.createDirectory(folder.resolve("disk"));
        int exit =
                shell(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=" + DISK_MIB + "m",
                        "tmpfs",
                        disk.toString());
        boolean root = "root".equals(System.getProperty("user.name"));
        if (exit != 0 && !root) {
            org.junit.jupiter.api.Assumptions.abort("only root may mount a small file system");
        }
        Components.missing(exit == 0, "a small file system cannot be mounted here");
    }

    @AfterEach
    void unmount() throws Exception {
        var _ = shell("umount", "--lazy", disk.toString());
    }

    private static int shell(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    /// Takes all the space there is, and again what the booth gives back when it notices: the
    /// segment that it was just preparing.
    private void fill() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        Await.until(
                "full",
                () -> {
                    boolean took = takeWhatIsThere();
                    return (took ? looks.getAndSet(0) : looks.incrementAndGet()) >= QUIET_LOOKS;
                });
    }

    /// @return whether there was space
    private boolean takeWhatIsThere() throws IOException {
        byte[] block = new byte[64 << 10];
        Path file = disk.resolve("filler");
        long before = Files.exists(file) ? Files.size(file) : 0;
        try (OutputStream filler =
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                filler.write(block);
            }
        } catch (IOException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("space"), e::toString);
        }
        return Files.size(file) > before;
    }

    @Test
    void fullMeansRefusedAndQueryByHandAndEndsWithTheSpace() throws Exception {
        try (Site site =
                Site.enrolled(
                        folder,
                        "F-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31",
                        "F-0,PLATE,US-NY,QUITE77,1,REFER_MANDATORY,2099-12-31",
                        "F-2,PLATE,US-NY,TESTB02,1,REFER_MANDATORY,2099-12-31")) {
            site.configure(site.toml().withDataDir(disk.resolve("data")));
            Program central = site.startCentral();
            Program booth = site.startBooth();
            site.awaitReady();
            assertEquals(200, site.post("2", Rekor.of("space-first", "SPACE01")));
            // an uplink that is down for long: nothing is receipted, so nothing can be reused
            assertEquals(0, central.stop());
            fill();
            BusClient lane = site.client("terminal-2", "gatehouse/#");
            // space that was taken beforehand is left: a hit goes its whole way, referral included
            assertEquals(200, site.post("2", Rekor.of("space-hit-0", "QUITE77")));
            assertEquals(200, site.post("2", Rekor.of("space-none", "SPACE00")));
            List<String> acknowledged = fillJournal(site);
            acknowledged.addAll(List.of("space-hit-0", "space-none"));
            assertTrue(booth.isAlive(), "the booth must not die of a full disk");

            // the reader hears 503 and keeps its read; the lane says query by hand
            Await.until(
                    "503",
                    () -> {
                        // each a record of its own: what still fits is taken, until nothing fits
                        String event = "space-last-" + acknowledged.size();
                        int answer = site.post("2", Rekor.of(event, "SPACE02"));
                        if (answer == 200) {
                            acknowledged.add(event);
                        }
                        return answer == 503;
                    });
            Await.until(
                    "query by hand",
                    () ->
                            !lane.heard(m ->
                                            m.topic().equals(Site.topic("lane/2/output"))
                                                    && m.text()
                                                            .contains("LANE_SIGNAL_QUERY_BY_HAND"))
                                    .isEmpty());
            // a hit is alerted all the same: whoever stands at the booth must know
            int hit = site.post("2", Rekor.of("space-hit", "TESTA01"));
            lane.await("comparison", m -> m.json().text("comparison.read").equals("TESTA01"));
            assertEquals(200, site.get("/livez").statusCode());
            assertTrue(booth.isAlive(), "the booth must not die of a full disk");

            Files.delete(disk.resolve("filler"));
            site.postUntilTaken("2", Rekor.of("space-again", "SPACE03"));
            site.postUntilTaken("2", Rekor.of("space-hit-2", "TESTB02"));
            site.startCentral();
            acknowledged.addAll(List.of("space-first", "space-again", "space-hit-2"));
            if (hit == 200) {
                acknowledged.add("space-hit");
            }
            if (site.toml().bus() == BusKind.MOSQUITTO) {
                // what the broker acknowledged may still wait there
                Await.until(
                        "everything taken over from the broker",
                        () -> Set.copyOf(site.eventsAtCentral()).containsAll(acknowledged));
            }
            site.awaitReceipted();
            List<String> events = site.eventsAtCentral();
            List<String> missing =
                    acknowledged.stream().filter(event -> !events.contains(event)).toList();
            assertEquals(List.of(), missing);
            assertEquals(events.size(), events.stream().distinct().count());
            assertEquals(0, booth.stop(), booth.err());
            site.requireProved();
        }
    }

    /// Sends reads with QoS 1 until the booth takes no more.
    ///
    /// @return events that were acknowledged
    private static List<String> fillJournal(Site site) throws Exception {
        List<String> acknowledged = new ArrayList<>();
        BusClient reader = site.client("lpr-1");
        String topic = Site.topic("device/lpr-1/input");
        int sent = 0;
        while (sent < READS_MAX && refusals(site) == 0) {
            if (!reader.isConnected()) {
                reader.close();
                reader = site.client("lpr-1");
            }
            List<IMqttDeliveryToken> tokens = new ArrayList<>();
            int first = sent;
            for (int i = 0; i < BATCH && reader.isConnected(); i++) {
                String event = "fill-" + sent;
                tokens.add(
                        reader.begin(
                                topic,
                                new Rekor(event, "FILL%03d".formatted(sent % 1_000), "us-ny")
                                        .json(CANDIDATES)));
                sent++;
            }
            BusClient now = reader;
            Await.until(
                    "answered or refused",
                    () ->
                            tokens.stream().allMatch(IMqttDeliveryToken::isComplete)
                                    || !now.isConnected()
                                    || refusals(site) > 0);
            for (int i = 0; i < tokens.size(); i++) {
                if (tokens.get(i).isComplete() && tokens.get(i).getException() == null) {
                    acknowledged.add("fill-" + (first + i));
                }
            }
        }
        assertFalse(refusals(site) == 0, "the journal took " + sent + " reads and was not full");
        reader.close();
        return acknowledged;
    }

    private static long refusals(Site site) throws Exception {
        return site.status().number("journal.refused_busy");
    }

    @Test
    void aDiskThatIsFullAtTheStartIsAClearError() throws Exception {
        try (Site site = Site.enrolled(folder)) {
            site.configure(site.toml().withDataDir(disk.resolve("data")));
            Files.createDirectories(disk.resolve("data"));
            fill();
            Program booth = site.run("booth", site.boothCommand());
            assertEquals(1, booth.end(), booth.err());
            assertTrue(booth.err().contains("space"), booth.err());
            assertFalse(booth.err().contains("\tat "), booth.err());
        }
    }
}
