package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.central.ledger.LedgerFiles;
import dev.gatehouse.central.prove.OpenedRecords;
import dev.gatehouse.central.prove.Summary;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.proto.v1.Record;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The demonstration, as a new user runs it.
@ExtendWith(LogsOnFailure.class)
final class DemoTest {
    /// The names and their order are promised (issue 2, part 9).
    private static final List<String> KEYS =
            List.of(
                    "passages",
                    "checked",
                    "not_checked",
                    "hits",
                    "referrals",
                    "referrals_open",
                    "referrals_closed",
                    "released_without_referral",
                    "checks_document",
                    "checks_person",
                    "checks_organisation",
                    "checks_container",
                    "radio_events",
                    "radio_emergencies",
                    "radio_texts",
                    "radio_texts_acknowledged",
                    "records_sealed",
                    "records_at_central",
                    "lost",
                    "match_us_p50",
                    "match_us_p99",
                    "alert_ms_p50",
                    "alert_ms_p99",
                    "rss_mb",
                    "start_ms");

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    DemoTest() {}

    /// Launchers like those of deploy-scripts, on the classes under test.
    private Path launcher(String name, List<String> command) throws Exception {
        String quoted =
                command.stream()
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "));
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\nexec " + quoted + " \"$@\"\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    private FlatJson demo(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(Program.gatehouse("demo"));
        command.addAll(Arrays.asList(arguments));
        Map<String, String> launchers =
                Map.of(
                        "GATEHOUSE",
                        launcher("gatehouse", Program.gatehouse()).toString(),
                        "GATEHOUSE_CENTRAL",
                        launcher("gatehouse-central", Program.central()).toString());
        try (Program demo = Program.start(folder.resolve("logs"), "demo", command, launchers)) {
            assertEquals(0, demo.end(), () -> "the demonstration's exit code");
            List<String> lines = demo.out().lines().toList();
            assertEquals(1, lines.size(), "one line on standard output");
            FlatJson line = FlatJson.parse(lines.getFirst());
            assertEquals(KEYS, List.copyOf(line.values().keySet()));
            assertEquals(0, line.number("lost"));
            assertEquals(line.number("records_sealed"), line.number("records_at_central"));
            assertEquals(
                    line.number("passages"), line.number("checked") + line.number("not_checked"));
            return line;
        }
    }

    @Test
    void simulatedVehiclesGoAllTheWay() throws Exception {
        Path kept = folder.resolve("kept");
        FlatJson line = demo("--seconds", "12", "--seed", "5", "--keep", kept.toString());
        assertTrue(line.number("passages") > 0);
        assertTrue(line.number("checked") > 0);
        assertTrue(line.number("checks_document") > 0);
        assertTrue(line.number("checks_person") > 0);
        assertTrue(line.number("checks_container") > 0);
        assertTrue(line.number("radio_events") > 0);
        assertTrue(line.number("start_ms") > 0);
        assertTrue(line.number("rss_mb") > 0);
        Summary summary = new Summary();
        new OpenedRecords(
                        new LedgerFiles(kept.resolve("central/ledger")),
                        CentralKeys.open(kept.resolve("central/keys")))
                .visit(summary);
        assertNotEquals(
                0, summary.json().get("late_hits"), "found although its lookout came too late");
    }

    @Test
    void everyListedPlateThatWasReadExactlyRaisesAReferral() throws Exception {
        Random random = new Random(4_711);
        int rows = 300;
        List<String> reads = new ArrayList<>(List.of("captured_at,state,truth,ocr"));
        List<String> lookouts = new ArrayList<>(List.of("id,kind,jurisdiction,plate"));
        Set<String> expected = new TreeSet<>();
        String[] states = {"NY", "MI", "ON", "QC", "VT"};
        for (int i = 0; i < rows; i++) {
            // far apart, so that a misread of one is no read of another
            String truth =
                    "%c%c%c%04d".formatted('A' + i % 23, 'C' + i % 17, 'H' + i % 11, 137 + 29 * i);
            String state = states[i % states.length];
            boolean listed = i % 10 == 0;
            String ocr = random.nextInt(4) == 0 ? misread(truth, random) : truth;
            reads.add("," + state + "," + truth + "," + ocr);
            if (listed) {
                String id = "EVERY-TENTH-" + i;
                String country = state.equals("ON") || state.equals("QC") ? "CA-" : "US-";
                lookouts.add(id + ",PLATE," + country + state + "," + truth);
                if (ocr.equals(truth)) {
                    expected.add(id);
                }
            }
        }
        Path readsFile = Files.write(folder.resolve("reads.csv"), reads);
        Path list = Files.write(folder.resolve("list.csv"), lookouts);
        Path kept = folder.resolve("kept");
        FlatJson line =
                demo(
                        "--seconds",
                        "10",
                        "--reads",
                        readsFile.toString(),
                        "--lookouts",
                        list.toString(),
                        "--keep",
                        kept.toString());

        assertEquals(rows, line.number("passages"));
        assertTrue(line.number("referrals") >= expected.size());
        Set<String> referred = new TreeSet<>();
        new OpenedRecords(
                        new LedgerFiles(kept.resolve("central/ledger")),
                        CentralKeys.open(kept.resolve("central/keys")))
                .visit((_, opened) -> {
                    Record record = opened.orElseThrow();
                    if (record.hasReferral() && record.getReferral().hasHit()) {
                        referred.add(record.getReferral().getHit().getLookoutId());
                    }
                });
        expected.removeAll(referred);
        assertEquals(Set.of(), expected, "listed, read exactly, and not referred");
    }

    private static String misread(String truth, Random random) {
        int at = random.nextInt(truth.length());
        return switch (random.nextInt(3)) {
            case 0 -> truth.substring(0, at) + truth.substring(at + 1);
            case 1 ->
                    truth.substring(0, at)
                            + (char) ('A' + random.nextInt(26))
                            + truth.substring(at + 1);
            default -> truth.substring(0, at) + "?" + truth.substring(at + 1);
        };
    }
}
