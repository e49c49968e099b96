package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The board's clock jumps ten years under the running booth (libfaketime): verdicts stay, the step
/// is on record, and stamps follow central's confirmed time.
@ExtendWith(LogsOnFailure.class)
final class ClockJumpTest {
    private static final long YEAR_MS = 365L * 86_400_000L;

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    ClockJumpTest() {}

    private static Optional<Path> library() throws IOException {
        Path root = Path.of("/usr/lib");
        if (!Files.isDirectory(root)) {
            return Optional.empty();
        }
        try (var walk =
                Files.find(root, 3, (file, _) -> file.endsWith("faketime/libfaketimeMT.so.1"))) {
            return walk.findFirst();
        }
    }

    private void setClock(String offset) throws IOException {
        Path fresh = Files.writeString(folder.resolve("clock.new"), offset + "\n");
        Files.move(
                fresh,
                folder.resolve("clock"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void tenYearsForthAndBackChangeNoVerdict() throws Exception {
        Optional<Path> library = library();
        Components.missing(library.isPresent(), "not installed: libfaketime");
        setClock("+0");
        Map<String, String> faked =
                Map.of(
                        "LD_PRELOAD",
                        library.orElseThrow().toString(),
                        "FAKETIME_TIMESTAMP_FILE",
                        folder.resolve("clock").toString(),
                        "FAKETIME_CACHE_DURATION",
                        "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1",
                        "FAKETIME_FORCE_MONOTONIC_FIX",
                        "0");
        try (Site site =
                Site.enrolled(folder, "T-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2027-12-31")) {
            site.startCentral();
            Program booth = site.startBooth(faked);
            site.awaitReady();
            String[] clocks = {"+0", "+3650d", "-3650d", "+0"};
            for (int i = 0; i < clocks.length; i++) {
                long steps = steps(site);
                setClock(clocks[i]);
                if (i > 0) {
                    Await.until("the step is on record", () -> steps(site) > steps);
                }
                String event = "clock-" + i;
                site.postUntilTaken("1", Rekor.of(event, "CLOCK" + (char) ('P' + 3 * i)));
                assertEquals(Verdict.VERDICT_CLEAR, site.checkAtCentral(event).getVerdict());
                assertEquals(200, site.get("/livez").statusCode());
            }
            site.postUntilTaken("2", Rekor.of("clock-hit", "TESTA01"));
            assertEquals(Verdict.VERDICT_REFER, site.checkAtCentral("clock-hit").getVerdict());
            long now = System.currentTimeMillis();
            for (Record record : site.records()) {
                if (record.hasCheckedObservation()) {
                    long off = Math.abs(record.getAt().getWallMs() - now);
                    assertTrue(off < YEAR_MS, () -> "a stamp is off by " + off + " ms");
                }
            }
            assertEquals(0, booth.stop(), booth.err());
            List<Record> jumps =
                    site.records().stream()
                            .filter(record ->
                                    record.hasClockChange()
                                            && Math.abs(record.getClockChange().getStepMs())
                                                    > YEAR_MS)
                            .toList();
            assertEquals(3, jumps.size(), () -> "steps of years on record");
            site.requireProved();
        }
    }

    private static long steps(Site site) throws Exception {
        return site.records().stream()
                .filter(record ->
                        record.hasClockChange()
                                && Math.abs(record.getClockChange().getStepMs()) > YEAR_MS)
                .count();
    }
}
