package dev.gatehouse.benchmarks;

import dev.gatehouse.core.match.DeletionPlateIndex;
import dev.gatehouse.core.match.PlateIndexBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Ten million plates.
final class LargePlateBenchmark implements Benchmark {
    private static final int ENTRIES = 10_000_000;
    private static final int BRIEF_ENTRIES = 20_000;
    private static final int READS = 100_000;
    private static final int BRIEF_READS = 1_000;
    private static final int NEAR_ONE_IN = 10;
    private static final int ROUNDS = 3;
    private static final double MB = 1e6;

    @Override
    public String name() {
        return "plates-10m";
    }

    @Override
    public String about() {
        return "10,000,000 plates: memory, and one read searched";
    }

    @Override
    public boolean isOfDisk() {
        return false;
    }

    @Override
    public Report run(Run run) throws IOException {
        ListedPlates list =
                new ListedPlates(
                        run.choose(ENTRIES, BRIEF_ENTRIES), new SplittableRandom(run.seed()));
        List<ListedPlates.Read> near = list.near(run.choose(READS, BRIEF_READS) / NEAR_ONE_IN);
        List<ListedPlates.Read> mixed = list.others(run.choose(READS, BRIEF_READS));
        for (int i = 0; i < near.size(); i++) {
            mixed.set(i * NEAR_ONE_IN, near.get(i));
        }
        PlateIndexBuilder builder = list.builder();
        long started = System.nanoTime();
        DeletionPlateIndex index = builder.build();
        double buildMs = (System.nanoTime() - started) / 1e6;
        run.say("indexed");
        GatehousePlates ours = new GatehousePlates(index, true);
        SearchTimes times = new SearchTimes();
        new SearchTimes().measure(ours, mixed);
        for (int round = 0; round < run.choose(ROUNDS, 1); round++) {
            times.measure(ours, mixed);
        }
        GatehousePlates unknown = new GatehousePlates(index, false);
        SearchTimes unknownTimes = new SearchTimes();
        new SearchTimes().measure(unknown, mixed);
        unknownTimes.measure(unknown, mixed);
        int found = 0;
        for (ListedPlates.Read read : near) {
            found += ours.entries(read).contains(read.entry()) ? 1 : 0;
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("build_ms", "index built", buildMs, "ms"));
        figures.add(
                Figure.of("index_mb", "memory of the index", index.memoryBytes() / MB, "MB")
                        .with(Aim.atMost(600)));
        figures.add(
                Figure.of(
                        "bytes_per_entry",
                        "memory of the index",
                        (double) index.memoryBytes() / index.size(),
                        "B an entry"));
        figures.add(PlateBenchmark.times(times, "known", "p50", 50).with(Aim.atMost(3)));
        figures.add(PlateBenchmark.times(times, "known", "p99", 99).with(Aim.atMost(10)));
        figures.add(PlateBenchmark.times(times, "known", "p99.9", 999).with(Aim.atMost(20)));
        figures.add(Figure.of("known_hits_percent", "reads with a hit", times.hitPercent(), "%"));
        figures.add(PlateBenchmark.times(unknownTimes, "unknown", "jurisdiction unknown, p50", 50));
        figures.add(
                PlateBenchmark.times(unknownTimes, "unknown", "jurisdiction unknown, p99.9", 999));
        figures.add(Figure.of("seeded", "seeded reads of one edit", near.size(), ""));
        figures.add(Figure.of("seeded_found", "found", found, "").with(Aim.atLeast(near.size())));
        return new Report(
                "plates-10m",
                "One thread; nine of ten reads are plates that nobody lists, one is a listed plate with one edit. At this size most hits"
                        + " are chance: see hits.",
                figures);
    }
}
