package dev.gatehouse.benchmarks;

import dev.gatehouse.core.name.NameAnswer;
import dev.gatehouse.core.name.NameForm;
import dev.gatehouse.core.name.NameIndex;
import dev.gatehouse.core.name.NameScorer;
import dev.gatehouse.core.name.NameSearch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// The index of names: what it finds of what a full scan finds, how long a search takes, and what
/// it weighs.
final class NameBenchmark implements Benchmark {
    private static final int SMALL = 50_000;
    private static final int SMALL_QUERIES = 2_000;
    private static final int LARGE = 1_000_000;
    private static final int LARGE_QUERIES = 200;
    private static final int SEARCHES = 20_000;
    private static final int WARM_UP = 5_000;
    private static final int DELTA = 10_000;
    private static final int SAMPLE = 2_000;
    private static final int BRIEF = 600;
    private static final int BRIEF_QUERIES = 40;
    private static final int LISTED_OF_TEN = 1;
    private static final double RECALL_AIM = 0.995;
    private static final double MEDIAN_AIM_US = 1_000;
    private static final double P999_AIM_US = 5_000;
    private static final double CAPPED_AIM = 10;
    private static final double THOUSAND = 1_000;
    private static final double MILLION = 1e6;
    private static final double BILLION = 1e9;
    private static final double WHOLE = 10_000;
    private static final double MEDIAN = 50;
    private static final double P99 = 99;
    private static final double P999 = 99.9;

    /// Hits of full scans, and how many of them the index had.
    private record Recall(long hits, long found) {
        Recall plus(Recall other) {
            return new Recall(hits + other.hits, found + other.found);
        }

        double share() {
            return hits == 0 ? 1 : found / (double) hits;
        }
    }

    @Override
    public String name() {
        return "names";
    }

    @Override
    public String about() {
        return "names found of those a full scan finds, time of a search among 1,000,000, memory";
    }

    @Override
    public Report run(Run run) {
        List<Figure> figures = new ArrayList<>();
        MadeUpNameList small = new MadeUpNameList(run.seed(), run.choose(SMALL, BRIEF));
        recall(small, small.index(), run.choose(SMALL_QUERIES, BRIEF_QUERIES), "small", figures);
        MadeUpNameList large = new MadeUpNameList(run.seed() + 2, run.choose(LARGE, BRIEF));
        long from = System.nanoTime();
        NameIndex index = large.index();
        figures.add(
                Figure.of(
                        "build_s",
                        "reading and building " + large.size() + " names",
                        (System.nanoTime() - from) / BILLION,
                        "s"));
        figures.add(Figure.of("parts", "different parts of these names", index.partCount(), ""));
        figures.add(
                Figure.of(
                        "bytes_per_name",
                        "memory of the index",
                        index.bytes() / (double) index.size(),
                        "B a name"));
        int perturbation = index.recall(run.choose(SAMPLE, BRIEF), new Random(run.seed())).recall();
        figures.add(
                Figure.of(
                                "built_in_recall",
                                "recall that the build measures, by ways of writing otherwise",
                                perturbation / WHOLE,
                                "")
                        .with(Aim.atLeast(RECALL_AIM)));
        speed(run, large, index, figures);
        recall(large, index, run.choose(LARGE_QUERIES, BRIEF_QUERIES), "large", figures);
        delta(run, figures);
        return new Report(
                "names",
                "Made-up people of 19 origins in equal shares, names by Zipf's law (seeded). Recall: half of the queries are unlisted"
                        + " travellers, half are listed ones written otherwise (letter, sound, part dropped or added, order, initial, glue);"
                        + " all hits at 0.70 of a scan of every name, without the cap. Time: one thread, each traveller once, one of ten is"
                        + " listed; surname and given names as a document tells them.",
                figures);
    }

    private static void recall(
            MadeUpNameList list, NameIndex index, int queries, String key, List<Figure> figures) {
        NameForm[] forms = new NameForm[index.size()];
        for (int i = 0; i < forms.length; i++) {
            forms[i] = index.form(i);
        }
        NameSearch search = NameSearch.uncapped(index, NameScorer.DEFAULT_THRESHOLD);
        Recall all = new Recall(0, 0);
        for (int i = 0; i < queries; i++) {
            NameForm query = i % 2 == 0 ? list.unlisted() : list.perturbed();
            Set<Integer> hits = new HashSet<>();
            search.search(query, OptionalInt.empty()).hits().forEach(hit -> hits.add(hit.name()));
            all = all.plus(scan(forms, query, hits));
        }
        String words = " of full scans of " + queries + " queries among " + list.size();
        figures.add(
                Figure.of("recall_" + key, "found of the hits" + words, all.share(), "")
                        .with(Aim.atLeast(RECALL_AIM)));
        figures.add(Figure.of("hits_" + key, "hits" + words, (double) all.hits(), ""));
    }

    private static Recall scan(NameForm[] forms, NameForm query, Set<Integer> found) {
        int slices = Runtime.getRuntime().availableProcessors();
        return IntStream.range(0, slices)
                .parallel()
                .mapToObj(slice -> {
                    NameScorer scorer = new NameScorer();
                    long hits = 0;
                    long there = 0;
                    for (int name = slice; name < forms.length; name += slices) {
                        if (scorer.score(query, forms[name]) >= NameScorer.DEFAULT_THRESHOLD) {
                            hits++;
                            there += found.contains(name) ? 1 : 0;
                        }
                    }
                    return new Recall(hits, there);
                })
                .reduce(new Recall(0, 0), Recall::plus);
    }

    private static void speed(Run run, MadeUpNameList list, NameIndex index, List<Figure> figures) {
        NameSearch search = new NameSearch(index, NameScorer.DEFAULT_THRESHOLD);
        Histogram times = new Histogram(60_000_000_000L, 3);
        int searches = run.choose(SEARCHES, BRIEF_QUERIES);
        int warmUp = run.choose(WARM_UP, BRIEF_QUERIES);
        long hits = 0;
        int capped = 0;
        for (int i = 0; i < warmUp + searches; i++) {
            NameForm query = i % 10 < LISTED_OF_TEN ? list.perturbed() : list.unlisted();
            long from = System.nanoTime();
            NameAnswer answer = search.search(query, OptionalInt.empty());
            long nanos = System.nanoTime() - from;
            if (i >= warmUp) {
                times.recordValue(nanos);
                hits += answer.hits().size();
                capped += answer.capReached() ? 1 : 0;
            }
        }
        String words = "a search among " + index.size() + " names, ";
        figures.add(
                us("p50_us", words + "p50", times.getValueAtPercentile(MEDIAN))
                        .with(Aim.atMost(MEDIAN_AIM_US)));
        figures.add(us("p99_us", words + "p99", times.getValueAtPercentile(P99)));
        figures.add(
                us("p999_us", words + "p99.9", times.getValueAtPercentile(P999))
                        .with(Aim.atMost(P999_AIM_US)));
        figures.add(us("max_us", words + "longest", times.getMaxValue()));
        figures.add(
                Figure.of(
                        "hits_per_search",
                        "names at 0.70 and above, birth dates not yet looked at",
                        hits / (double) searches,
                        ""));
        figures.add(
                Figure.of(
                                "capped_per_1000",
                                "searches of a thousand that reach the cap: query by hand",
                                capped * THOUSAND / searches,
                                "")
                        .with(Aim.atMost(CAPPED_AIM)));
    }

    private static Figure us(String name, String metric, long nanos) {
        return Figure.of(name, metric, nanos / THOUSAND, "us");
    }

    private static void delta(Run run, List<Figure> figures) {
        int names = run.choose(DELTA, BRIEF);
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            MadeUpNameList list = new MadeUpNameList(run.seed() + 3, names);
            long from = System.nanoTime();
            NameIndex index = list.index();
            best = Math.min(best, index.size() == names ? System.nanoTime() - from : best);
        }
        figures.add(
                Figure.of(
                        "delta_ms",
                        "reading and building a delta of " + names + " names",
                        best / MILLION,
                        "ms"));
    }
}
