package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.bus.Topics;
import dev.gatehouse.proto.v1.Check;
import dev.gatehouse.proto.v1.Hit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Seeded plates, document numbers and names go in by every door, and may come out by one only: the
/// lane's own terminal.
@ExtendWith(LogsOnFailure.class)
final class CanaryTest {
    private static final String SEED_PROPERTY = "gatehouse.canary.seed";

    /// Characters that no fold confuses with another, so that what is searched is what was sent.
    private static final String LETTERS = "ACDEFHJKLMNPRTUVWXY";

    private static final String DIGITS = "34679";

    @TempDir private Path folder;

    private final long seed = Long.getLong(SEED_PROPERTY, new Random().nextLong(1_000_000_000L));
    private final Random random = new Random(seed);

    @SuppressWarnings("NullAway.Init")
    CanaryTest() {}

    private String plate() {
        StringBuilder plate = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            plate.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        for (int i = 0; i < 3; i++) {
            plate.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return plate.toString();
    }

    private String name() {
        StringBuilder name = new StringBuilder("Q");
        for (int i = 0; i < 9; i++) {
            name.append((char) ('a' + random.nextInt(26)));
        }
        return name.toString();
    }

    @Test
    void whatWasReadOrListedIsReadableNowhere() throws Exception {
        System.err.println("canaries: -D" + SEED_PROPERTY + "=" + seed);
        String listedHttp = plate();
        String listedMqtt = plate();
        String silent = plate();
        String unlisted = plate();
        String keyed = plate();
        String keyedUnlisted = plate();
        String malformed = plate();
        String neverSeen = plate();
        String document = plate() + plate();
        String person = name();
        String family = name();
        String idText = name();
        Canaries canaries =
                new Canaries(
                        List.of(
                                listedHttp,
                                listedMqtt,
                                silent,
                                unlisted,
                                keyed,
                                keyedUnlisted,
                                malformed,
                                neverSeen,
                                document,
                                person,
                                family,
                                idText));
        // the list lies outside of what is searched: it is the one file that must be readable
        Site site =
                Site.enrolled(
                        folder,
                        idText + ",PLATE,US-NY," + listedHttp + ",1,REFER_MANDATORY,2099-12-31",
                        "C-2,PLATE,US-NY," + listedMqtt + ",1,REFER_MANDATORY,2099-12-31",
                        "C-3,PLATE,US-NY," + silent + ",1,SILENT,2099-12-31",
                        "C-4,PLATE,US-NY," + keyed + ",1,REFER_MANDATORY,2099-12-31",
                        "C-5,PLATE,US-NY," + neverSeen + ",1,REFER_MANDATORY,2099-12-31",
                        "C-6,DOCUMENT,," + document + ",1,REFER_MANDATORY,2099-12-31",
                        "C-7,PERSON,," + person + " " + family + ",1,REFER_MANDATORY,2099-12-31",
                        "C-8," + person + ",not-a-kind," + family + ",9,NO_ACTION,never");
        try (site;
                WireTap tap = new WireTap(site.upstreamPort())) {
            site.configure(site.toml().withUpstream(tap.port()));
            site.startCentral();
            Program booth = site.startBooth();
            site.awaitReady();
            BusClient spy = site.client("observer", "gatehouse/#");
            BusClient terminal = site.client("terminal-1", "gatehouse/#");
            BusClient officer = site.client("officer-1001", "gatehouse/#");
            BusClient reader = site.client("lpr-1");

            assertEquals(200, site.post("1", Rekor.of("canary-http", listedHttp)));
            assertEquals(200, site.post("1", Rekor.of("canary-silent", silent)));
            assertEquals(200, site.post("1", Rekor.of("canary-unlisted", unlisted)));
            assertEquals(
                    400,
                    site.post(
                            "1",
                            ("{\"data_type\":\"alpr_group\",\"best_plate_number\":\""
                                            + malformed
                                            + "\",,")
                                    .getBytes(StandardCharsets.UTF_8)));
            reader.publish(
                    Site.topic("device/lpr-1/input"), Rekor.of("canary-mqtt", listedMqtt).json());
            reader.publish(Site.topic("device/lpr-1/input"), "{\"best_plate\": " + malformed);
            for (String plate : List.of(keyed, keyedUnlisted)) {
                officer.publish(
                        Commands.TOPIC, Commands.manualEntry("key-" + plate.hashCode(), plate));
            }
            officer.publish(Commands.TOPIC, "{\"plate\":\"" + malformed + "\",");

            // the one door
            for (String plate : List.of(listedHttp, listedMqtt, keyed)) {
                terminal.await("comparison", m -> m.json().text("comparison.read").equals(plate));
            }
            Check silentCheck = site.checkAtCentral("canary-silent");
            assertEquals(
                    List.of(true), silentCheck.getHitsList().stream().map(Hit::getSilent).toList());
            site.awaitReceipted();
            List<String> status = new ArrayList<>();
            for (String page : List.of("/status", "/livez", "/readyz")) {
                status.add(site.get(page).body());
            }

            // a silent hit shows on no topic of any kind, the lane's own terminal included
            Supplier<Stream<BusClient.Heard>> allHeard =
                    () -> Stream.of(spy, terminal, officer).flatMap(c -> c.heard().stream());
            assertTrue(allHeard.get().noneMatch(m -> m.text().contains(silent)));
            for (BusClient.Heard message : allHeard.get().toList()) {
                assertTrue(Topics.parse(message.topic()).isPresent(), message.topic());
            }

            List<String> found = new ArrayList<>();
            // while it runs: SQLite's write-ahead log and the open segments are there now
            found.addAll(canaries.inFiles(Site.files(site.data(), site.centralHome())));
            for (BusClient client : List.of(spy, officer)) {
                client.heard().forEach(m -> found.addAll(canaries.in(m.topic(), m.payload())));
            }
            for (int i = 0; i < status.size(); i++) {
                found.addAll(canaries.in("status page " + i, status.get(i)));
            }
            assertEquals(0, booth.stop());
            for (String command : List.of("status", "summary", "verify")) {
                found.addAll(canaries.in("central " + command, site.central(command).out()));
            }
            found.addAll(
                    canaries.inFiles(Site.files(site.data(), site.centralHome(), site.logs())));
            tap.up().forEach(octets -> found.addAll(canaries.in("upstream wire", octets)));
            tap.down().forEach(octets -> found.addAll(canaries.in("downstream wire", octets)));
            assertEquals(List.of(), found, "seed " + seed);

            // the search can find: the terminal's own messages, and planted ones
            assertFalse(
                    terminal.heard().stream()
                            .flatMap(m -> canaries.in(m.topic(), m.payload()).stream())
                            .toList()
                            .isEmpty());
            assertFalse(tap.up().stream().mapToInt(octets -> octets.length).sum() == 0);
            plantedAreFound(canaries, site, listedHttp);
        }
    }

    private static void plantedAreFound(Canaries canaries, Site site, String canary)
            throws Exception {
        Path planted = site.data().resolve("planted");
        List<byte[]> forms = new ArrayList<>();
        for (String text : List.of("x" + canary + "y", "xy" + canary, canary + "z", canary)) {
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            forms.add(octets);
            forms.add(text.toLowerCase(java.util.Locale.ROOT).getBytes(StandardCharsets.UTF_16LE));
            forms.add(Base64.getEncoder().encode(octets));
            forms.add(HexFormat.of().formatHex(octets).getBytes(StandardCharsets.US_ASCII));
        }
        for (byte[] form : forms) {
            Files.write(planted, form);
            assertFalse(
                    canaries.inFiles(Site.files(site.data())).isEmpty(),
                    () -> "not found: " + HexFormat.of().formatHex(form));
        }
        Files.delete(planted);
    }
}
