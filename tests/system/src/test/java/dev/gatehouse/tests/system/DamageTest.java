package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.proto.v1.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A card that lost bits: the booth starts, says so, goes on, and central learns what is missing.
@ExtendWith(LogsOnFailure.class)
final class DamageTest {
    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    DamageTest() {}

    private static void read(Site site, String event) throws Exception {
        site.postUntilTaken(
                "1", Rekor.of(event, "DMG" + Integer.toHexString(event.hashCode() & 0xffff)));
    }

    @Test
    void aDamagedJournalIsReportedDeclaredAndNeverStuck() throws Exception {
        try (Site site =
                Site.enrolled(folder, "D-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31")) {
            Program central = site.startCentral();
            Program booth = site.startBooth();
            site.awaitReady();
            for (int i = 0; i < 8; i++) {
                read(site, "receipted-" + i);
            }
            site.awaitReceipted();
            long receipted = site.status().number("journal.p1.receipted");
            assertEquals(0, central.stop());
            for (int i = 0; i < 12; i++) {
                read(site, "waiting-" + i);
            }
            booth.kill();
            Path journal = site.data().resolve("journal");
            List<SegmentFile.Frame> frames = SegmentFile.of(journal, "p1").getLast().frames();
            long last = frames.getLast().sequence();
            assertTrue(last > receipted + 8, () -> last + " records, " + receipted + " receipted");
            SegmentFile.damage(journal, "p1", receipted - 3);
            SegmentFile.damage(journal, "p1", receipted + 4);
            SegmentFile.damage(journal, "p1", receipted + 5);

            booth = site.startBooth();
            assertTrue(booth.err().contains("JRN-010"), booth.err());
            read(site, "without-central");
            site.startCentral();
            site.awaitReceipted();
            read(site, "with-central");
            site.awaitReceipted();
            assertEquals("DEGRADED", site.status().text("condition"));
            FlatJson status = site.centralJson("status");
            // the two, and the empty record with which the booth declares the tree behind them
            assertEquals(3, sum(status, "lost"), () -> status.values().toString());
            assertEquals(0, sum(status, "gaps"), () -> status.values().toString());
            List<String> events = site.eventsAtCentral();
            assertTrue(events.contains("without-central") && events.contains("with-central"));
            for (int i = 0; i < 8; i++) {
                assertTrue(events.contains("receipted-" + i));
            }
            assertEquals(10, events.stream().filter(event -> event.startsWith("waiting-")).count());
            assertEquals(events.size(), events.stream().distinct().count());
            assertEquals(0, booth.stop(), booth.err());
            // a further start finds its place behind the hole, and a declared loss is no open
            // question
            booth = site.startBooth();
            read(site, "a-start-later");
            site.awaitReceipted();
            assertEquals(0, booth.stop(), booth.err());
            FlatJson proof = site.centralJson("verify");
            assertEquals(3, proof.number("lost"), () -> proof.values().toString());
            assertEquals("true", proof.text("proved"), () -> proof.values().toString());
        }
    }

    private static long sum(FlatJson status, String what) {
        return status.values().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("." + what))
                .mapToLong(entry -> Long.parseLong(entry.getValue()))
                .sum();
    }

    @Test
    void aDamagedReferralFileIsKeptAsideAndTheLaneGoesOn() throws Exception {
        try (Site site =
                Site.enrolled(folder, "D-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31")) {
            site.startCentral();
            Program booth = site.startBooth();
            site.awaitReady();
            assertEquals(200, site.post("1", Rekor.of("vault-1", "TESTA01")));
            booth.kill();
            List<Path> vault =
                    Site.files(site.data().resolve("state")).stream()
                            .filter(file -> file.getFileName().toString().startsWith("referrals"))
                            .toList();
            assertFalse(vault.isEmpty());
            for (Path file : vault) {
                byte[] bytes = Files.readAllBytes(file);
                for (int i = 8; i < bytes.length; i++) {
                    bytes[i] ^= 0x21;
                }
                Files.write(file, bytes);
            }
            booth = site.startBooth();
            assertTrue(booth.err().contains("STO-001"), booth.err());
            assertTrue(
                    Site.files(site.data().resolve("state")).stream()
                            .anyMatch(file -> file.toString().endsWith(".damaged")));
            site.awaitReady();
            assertEquals(200, site.post("1", Rekor.of("vault-2", "UNLIST1")));
            assertEquals(Verdict.VERDICT_CLEAR, site.checkAtCentral("vault-2").getVerdict());
            // the vehicle is still there, and the reader tells of it again
            assertEquals(200, site.post("1", Rekor.of("vault-3", "TESTA01")));
            assertEquals(Verdict.VERDICT_REFER, site.checkAtCentral("vault-3").getVerdict());
            assertEquals(0, booth.stop(), booth.err());
        }
    }

    @Test
    void cursorsAndSegmentHeadsMayBeGone() throws Exception {
        try (Site site = Site.enrolled(folder)) {
            site.startCentral();
            Program booth = site.startBooth();
            for (int i = 0; i < 5; i++) {
                read(site, "head-" + i);
            }
            site.awaitReceipted();
            booth.kill();
            for (Path file : Site.files(site.data().resolve("journal"))) {
                String name = file.getFileName().toString();
                byte[] bytes = Files.readAllBytes(file);
                if (name.endsWith(".seg")) {
                    java.util.Arrays.fill(bytes, 0, 512, (byte) 0);
                } else {
                    java.util.Arrays.fill(bytes, (byte) 0x77);
                }
                Files.write(file, bytes);
            }
            booth = site.startBooth();
            read(site, "head-after");
            Await.until("it arrives", () -> site.eventsAtCentral().contains("head-after"));
            site.awaitReceipted();
            List<String> events = site.eventsAtCentral();
            assertEquals(6, events.size(), events::toString);
            assertEquals(0, booth.stop(), booth.err());
            site.requireProved();
        }
    }
}
