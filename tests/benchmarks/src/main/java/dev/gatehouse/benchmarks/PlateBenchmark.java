package dev.gatehouse.benchmarks;

import dev.gatehouse.core.match.DeletionPlateIndex;
import dev.gatehouse.core.match.PlateIndexBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// A million plates: our index beside Lucene and jsymspell, same list, same reads, turn by turn.
final class PlateBenchmark implements Benchmark {
    private static final int ENTRIES = 1_000_000;
    private static final int BRIEF_ENTRIES = 5_000;
    private static final int READS = 20_000;
    private static final int BRIEF_READS = 500;
    private static final int ROUNDS = 6;
    private static final int ORACLE_READS = 200;
    private static final int NEAR_ONE_IN = 10;
    private static final double MIB = 1 << 20;

    @Override
    public String name() {
        return "plates";
    }

    @Override
    public String about() {
        return "1,000,000 plates: one read searched, beside Lucene FuzzyQuery(1) and jsymspell";
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
        List<ListedPlates.Read> near = list.near(run.choose(READS, BRIEF_READS));
        List<ListedPlates.Read> mixed = mixed(list, near);
        List<Figure> figures = new ArrayList<>();
        // built twice, so that the second time is that of compiled code
        for (int i = 0; i < run.choose(3, 1); i++) {
            var _ = list.index();
        }
        long empty = SearchTimes.heapBytes();
        PlateIndexBuilder builder = list.builder();
        long started = System.nanoTime();
        DeletionPlateIndex index = builder.build();
        double buildMs = (System.nanoTime() - started) / 1e6;
        double ourBytes = (double) (SearchTimes.heapBytes() - empty);
        figures.add(Figure.of("build_ms", "index built", buildMs, "ms").with(Aim.atMost(3_000)));
        figures.add(
                Figure.of(
                                "bytes_per_entry",
                                "memory of the index",
                                (double) index.memoryBytes() / index.size(),
                                "B an entry")
                        .with(Aim.atMost(60)));
        figures.add(
                Figure.of(
                        "most_lines",
                        "lines of 64 octets that a read without unread characters costs, at most",
                        (double) index.bound(0).lines(),
                        ""));
        figures.add(
                Figure.of(
                        "most_candidates",
                        "plates compared for such a read, at most",
                        (double) index.bound(0).candidates(),
                        ""));
        long before = SearchTimes.heapBytes();
        run.say("Lucene's index is made");
        try (PlateFinder lucene = new LucenePlates(list)) {
            double luceneBytes = (double) (SearchTimes.heapBytes() - before);
            run.say("jsymspell's index is made");
            before = SearchTimes.heapBytes();
            try (PlateFinder symSpell = new SymSpellPlates(list)) {
                double symSpellBytes = (double) (SearchTimes.heapBytes() - before);
                compare(run, index, lucene, symSpell, near, mixed, figures);
                figures.add(mib("gatehouse_mb", "heap, Gatehouse", ourBytes));
                figures.add(mib("lucene_mb", "heap, Lucene", luceneBytes));
                figures.add(mib("symspell_mb", "heap, jsymspell", symSpellBytes));
                figures.add(
                        Figure.of(
                                        "symspell_memory_ratio",
                                        "jsymspell's heap / memory of the index",
                                        symSpellBytes / index.memoryBytes(),
                                        "")
                                .with(Aim.atLeast(20)));
            }
        }
        oracle(run, list, index, near, figures);
        return new Report(
                "plates",
                "One JVM, one thread, "
                        + ROUNDS
                        + " rounds turn by turn, there and back, after one to warm up. Reads: nine of ten are plates that nobody lists, one is a"
                        + " listed plate with one edit. Ours from the text of a read to its graded hits; the peers are given the"
                        + " same folded plates and know no jurisdictions. Garbage that the peers make is theirs to collect.",
                figures);
    }

    private static List<ListedPlates.Read> mixed(ListedPlates list, List<ListedPlates.Read> near) {
        List<ListedPlates.Read> mixed = list.others(near.size());
        for (int i = 0; i < mixed.size(); i += NEAR_ONE_IN) {
            mixed.set(i, near.get(i));
        }
        return mixed;
    }

    private static void compare(
            Run run,
            DeletionPlateIndex index,
            PlateFinder lucene,
            PlateFinder symSpell,
            List<ListedPlates.Read> near,
            List<ListedPlates.Read> mixed,
            List<Figure> figures)
            throws IOException {
        PlateFinder known = new GatehousePlates(index, true);
        PlateFinder unknown = new GatehousePlates(index, false);
        SearchTimes[] times = {
            new SearchTimes(), new SearchTimes(), new SearchTimes(), new SearchTimes()
        };
        PlateFinder[] finders = {known, unknown, symSpell, lucene};
        for (int round = 0; round <= run.choose(ROUNDS, 1); round++) {
            for (int turn = 0; turn < finders.length; turn++) {
                // there and back, so that nobody always comes behind the one that fills the caches
                int i = round % 2 == 0 ? turn : finders.length - 1 - turn;
                (round == 0 ? new SearchTimes() : times[i]).measure(finders[i], mixed);
            }
            run.say("  round " + round + " is done");
        }
        figures.add(times(times[0], "known", "Gatehouse, p50", 50).with(Aim.atMost(1)));
        figures.add(times(times[0], "known", "Gatehouse, p99", 99));
        figures.add(times(times[0], "known", "Gatehouse, p99.9", 999).with(Aim.atMost(10)));
        figures.add(times(times[1], "unknown", "Gatehouse, jurisdiction unknown, p50", 50));
        figures.add(
                times(times[1], "unknown", "Gatehouse, jurisdiction unknown, p99", 99)
                        .with(Aim.atMost(100)));
        figures.add(times(times[1], "unknown", "Gatehouse, jurisdiction unknown, p99.9", 999));
        figures.add(times(times[2], "symspell", "jsymspell, p50", 50));
        figures.add(times(times[2], "symspell", "jsymspell, p99.9", 999));
        figures.add(times(times[3], "lucene", "Lucene, p50", 50));
        figures.add(times(times[3], "lucene", "Lucene, p99.9", 999));
        figures.add(
                Figure.of(
                                "symspell_p50_ratio",
                                "jsymspell / Gatehouse, p50",
                                times[2].p50Us() / times[0].p50Us(),
                                "")
                        .with(Aim.atLeast(3)));
        figures.add(
                Figure.of(
                                "lucene_p999_ratio",
                                "Lucene / Gatehouse, p99.9",
                                times[3].p999Us() / times[0].p999Us(),
                                "")
                        .with(Aim.atLeast(100)));
        figures.add(
                Figure.of(
                        "symspell_unknown_p50_ratio",
                        "jsymspell / Gatehouse without jurisdiction, p50",
                        times[2].p50Us() / times[1].p50Us(),
                        ""));
        figures.add(hits(times[0], "known_hits", "reads with a hit, jurisdiction known"));
        figures.add(hits(times[1], "unknown_hits", "reads with a hit, jurisdiction unknown"));
        seeded(run, index, lucene, symSpell, near, figures);
    }

    private static void seeded(
            Run run,
            DeletionPlateIndex index,
            PlateFinder lucene,
            PlateFinder symSpell,
            List<ListedPlates.Read> near,
            List<Figure> figures)
            throws IOException {
        SearchTimes unread = new SearchTimes();
        ListedPlates unlisted = new ListedPlates(0, new SplittableRandom(run.seed() + 1));
        List<ListedPlates.Read> reads = new ArrayList<>();
        for (ListedPlates.Read read : unlisted.others(near.size())) {
            reads.add(unlisted.twoUnread(read));
        }
        GatehousePlates ours = new GatehousePlates(index, true);
        new SearchTimes().measure(ours, reads);
        unread.measure(ours, reads);
        figures.add(
                times(unread, "two_unread", "Gatehouse, two unread characters, p99", 99)
                        .with(Aim.atMost(100)));
        int found = 0;
        for (ListedPlates.Read read : near) {
            found += ours.entries(read).contains(read.entry()) ? 1 : 0;
        }
        figures.add(Figure.of("seeded", "seeded reads of one edit", near.size(), ""));
        figures.add(
                Figure.of("seeded_found", "found by Gatehouse", found, "")
                        .with(Aim.atLeast(near.size())));
        int sample = Math.min(near.size(), ORACLE_READS * 10);
        int byLucene = 0;
        int bySymSpell = 0;
        for (ListedPlates.Read read : near.subList(0, sample)) {
            Set<String> wanted = new HashSet<>();
            ours.found(read).forEach(plate -> wanted.add(OneEdit.folded(plate)));
            // what is within one edit whatever its jurisdiction holds what ours found
            byLucene += lucene.found(read).containsAll(wanted) ? 1 : 0;
            bySymSpell += symSpell.found(read).containsAll(wanted) ? 1 : 0;
        }
        figures.add(
                Figure.of(
                        "lucene_complete",
                        "seeded reads of which Lucene found all that Gatehouse did",
                        100.0 * byLucene / sample,
                        "%"));
        figures.add(
                Figure.of(
                        "symspell_complete",
                        "seeded reads of which jsymspell found all that Gatehouse did",
                        100.0 * bySymSpell / sample,
                        "%"));
    }

    /// All entries within one edit of the read's jurisdiction, and equal ones of any.
    private static void oracle(
            Run run,
            ListedPlates list,
            DeletionPlateIndex index,
            List<ListedPlates.Read> near,
            List<Figure> figures) {
        run.say("a sample is held against a scan of the whole list");
        List<String> folded = new ArrayList<>();
        for (int entry = 0; entry < list.size(); entry++) {
            folded.add(OneEdit.folded(list.plate(entry)));
        }
        GatehousePlates ours = new GatehousePlates(index, true);
        List<ListedPlates.Read> sample = near.subList(0, run.choose(ORACLE_READS, 50));
        int equal = 0;
        for (ListedPlates.Read read : sample) {
            String wanted = OneEdit.folded(read.plate());
            Set<Integer> expected = new HashSet<>();
            for (int entry = 0; entry < folded.size(); entry++) {
                String listed = folded.get(entry);
                if (listed.equals(wanted)
                        || (list.issuer(entry) == read.issuer()
                                && OneEdit.isWithin(listed, wanted))) {
                    expected.add(entry);
                }
            }
            equal += ours.entries(read).equals(expected) ? 1 : 0;
        }
        figures.add(
                Figure.of(
                                "equal_to_scan",
                                "of "
                                        + sample.size()
                                        + " reads, those with exactly the hits of a full scan",
                                equal,
                                "")
                        .with(Aim.atLeast(sample.size())));
    }

    static Figure times(SearchTimes of, String who, String words, int percentile) {
        return switch (percentile) {
            case 50 -> Figure.of(who + "_p50_us", words, of.p50Us(), "us");
            case 99 -> Figure.of(who + "_p99_us", words, of.p99Us(), "us");
            case 999 -> Figure.of(who + "_p999_us", words, of.p999Us(), "us");
            default -> throw new IllegalArgumentException("percentile " + percentile);
        };
    }

    private static Figure hits(SearchTimes times, String name, String words) {
        return Figure.of(name + "_percent", words, times.hitPercent(), "%");
    }

    private static Figure mib(String name, String words, double bytes) {
        return Figure.of(name, words, bytes / MIB, "MiB");
    }
}
