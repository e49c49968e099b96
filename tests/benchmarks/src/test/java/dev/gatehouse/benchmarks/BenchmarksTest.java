package dev.gatehouse.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The short form of `deploy-scripts/prove bench`: each benchmark still measures what it says. What
/// it finds is a matter of the machine, so no time is asserted. `-Dgatehouse.seed=S` takes the seed
/// back.
final class BenchmarksTest {
    @TempDir private Path folder;

    private Report brief(Benchmark benchmark) throws Exception {
        Long given = Long.getLong("gatehouse.seed");
        long seed = given == null ? ThreadLocalRandom.current().nextLong(1, 1L << 32) : given;
        System.out.println(benchmark.name() + ": -Dgatehouse.seed=" + seed);
        Run run =
                new Run(
                        true,
                        0,
                        seed,
                        Files.createDirectories(folder.resolve(benchmark.name())),
                        new Programs(Optional.empty()),
                        System.out::println);
        Report report = benchmark.run(run);
        assertEquals(benchmark.name(), report.name());
        assertFalse(report.figures().isEmpty());
        assertTrue(report.markdown().contains(Report.HEAD));
        return report;
    }

    @Test
    void replay() throws Exception {
        Report report = brief(new ReplayBenchmark());
        assertTrue(report.value("changed_ms") > 0);
        assertTrue(report.value("bytes_per_passage") < 200);
    }

    @Test
    void dmr() throws Exception {
        Report report = brief(new DmrBenchmark());
        assertEquals(12, report.figures().size());
        assertTrue(report.value("header_per_s") > 0);
    }

    @Test
    void sensors() throws Exception {
        Report report = brief(new SensorsBenchmark());
        assertEquals(List.of(), report.missed(), report.markdown());
        assertTrue(report.value("camera_reads_sent") > 0);
        assertEquals(report.value("camera_reads_sent"), report.value("camera_reads_taken"));
        assertTrue(report.value("portal_lines_sent") > 0);
        assertEquals(report.value("portal_lines_sent"), report.value("portal_lines_taken"));
        assertTrue(report.value("tag_reports_sent") > 0);
        assertEquals(report.value("tag_reports_sent"), report.value("tag_reports_taken"));
        assertTrue(report.value("plate_alerts") > 0);
        assertTrue(report.value("radiation_alerts") > 0);
        assertTrue(report.value("tag_alerts") > 0);
    }

    @Test
    void journal() throws Exception {
        Report report = brief(new JournalBenchmark());
        assertTrue(report.value("singly_per_s") > 0);
        assertTrue(report.value("sqlite_groups_per_s") > 0);
        if (DeviceBytes.below(folder).isPresent()) {
            // a record on its own is at least its own octets
            assertTrue(report.value("bytes_per_record") > JournalBenchmark.BODY_BYTES);
        }
    }

    @Test
    void alert() throws Exception {
        Report report = brief(new AlertBenchmark());
        for (AlertBenchmark.Way way : AlertBenchmark.Way.values()) {
            String key = way.name().toLowerCase(Locale.ROOT);
            double median = report.value(key + "_idle_p50_ms");
            assertTrue(median > 0 && median <= report.value(key + "_idle_max_ms"));
            assertTrue(report.value(key + "_load_p99_ms") > 0);
        }
    }

    @Test
    void wire() throws Exception {
        Report report = brief(new WireBenchmark());
        assertTrue(report.value("slow_records") > 0);
        assertTrue(report.value("busy_records") > report.value("slow_records"));
        // a record cannot be smaller on the wire than what is in it
        assertTrue(report.value("busy_above_payload_bytes") > 0);
        assertTrue(report.value("busy_up_bytes") > report.value("busy_payload_bytes"));
    }

    @Test
    void footprint() throws Exception {
        Report report = brief(new FootprintBenchmark());
        assertTrue(report.value("plain_start_ms") >= report.value("plain_jvm_start_ms"));
        assertTrue(report.value("plain_list_rss_mb") > 1);
    }

    @Test
    void receiver() throws Exception {
        Report report = brief(new ReceiverBenchmark());
        assertTrue(report.value("records_per_s") > 0);
        assertTrue(report.value("payload_bytes") > 0);
    }

    @Test
    void match() throws Exception {
        Report report = brief(new MatchBenchmark());
        assertTrue(report.value("n1000_near_p50_us") > 0);
        assertTrue(report.value("n1000_near_p50_us") <= report.value("n1000_near_p999_us"));
    }

    @Test
    void plates() throws Exception {
        Report report = brief(new PlateBenchmark());
        assertEquals(report.value("seeded"), report.value("seeded_found"));
        assertEquals(50, report.value("equal_to_scan"));
        // both peers are asked the right question: they find what we do
        assertTrue(report.value("symspell_complete") > 95);
        assertTrue(report.value("lucene_complete") > 95);
        assertTrue(report.value("known_p50_us") <= report.value("known_p999_us"));
    }

    @Test
    void manyPlates() throws Exception {
        Report report = brief(new LargePlateBenchmark());
        assertEquals(report.value("seeded"), report.value("seeded_found"));
        assertTrue(report.value("bytes_per_entry") > 8);
    }

    @Test
    void platesChosenToBeSlow() throws Exception {
        Report report = brief(new AdversarialPlateBenchmark());
        for (String attack : List.of("same", "digits", "short")) {
            assertTrue(report.value(attack + "_lines") > 0);
        }
        assertEquals(List.of(), report.missed(), "a search exceeded the proven bound");
        assertTrue(report.value("same_cut_percent") > 0);
    }

    @Test
    void reads() throws Exception {
        Report report = brief(new ReadsBenchmark());
        assertTrue(report.value("n10000_two_unread") <= report.value("n10000_two_unread_unknown"));
    }

    @Test
    void names() throws Exception {
        Report report = brief(new NameBenchmark());
        assertTrue(report.value("hits_small") > 0);
        assertTrue(report.value("recall_small") > 0.9);
        assertTrue(report.value("recall_large") > 0.9);
        assertTrue(report.value("p50_us") > 0);
    }

    @Test
    void origins() throws Exception {
        Report report = brief(new NameOriginsBenchmark());
        assertTrue(report.value("worst_to_mean") >= 1);
        assertTrue(report.value("mean_per_1000") < 100);
    }

    @Test
    void namePairs() throws Exception {
        Report report = brief(new NamePairsBenchmark());
        assertTrue(report.value("scored_per_s") >= report.value("pairs_per_s"));
    }

    @Test
    void delta() throws Exception {
        Report report = brief(new DeltaBenchmark());
        assertTrue(report.value("load_ms") > 0);
        assertTrue(report.value("apply_ms") > 0);
        assertTrue(report.value("quiet_p999_us") > 0);
        assertTrue(report.value("bytes_per_lookout") > 20);
    }
}
