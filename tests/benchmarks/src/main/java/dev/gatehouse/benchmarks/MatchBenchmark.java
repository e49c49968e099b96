package dev.gatehouse.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/// How long a plate is searched for, by JMH in a process of its own.
final class MatchBenchmark implements Benchmark {
    private static final String SMALL = "100000";
    private static final String LARGE = "1000000";
    private static final String BRIEF = "1000";
    private static final String[] READS = {"near", "other"};
    private static final int FULL_SECONDS = 3;
    private static final double MEDIAN = 50;
    private static final double P99 = 99;
    private static final double P999 = 99.9;
    private static final double NANOS_A_US = 1e3;
    private static final double MEDIAN_AIM_US = 1;
    private static final double P999_AIM_US = 10;
    private static final double BYTES_AIM = 60;

    @Override
    public String name() {
        return "match";
    }

    @Override
    public String about() {
        return "one plate searched among 100,000 and 1,000,000 listed ones, p50 to p99.9 (JMH)";
    }

    @Override
    public Report run(Run run) throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (RunResult result : results(run)) {
            String entries = result.getParams().getParam("entries");
            String reads = result.getParams().getParam("reads");
            Statistics times = result.getPrimaryResult().getStatistics();
            String key = key(entries) + "_" + reads;
            String words =
                    (reads.equals("near") ? "one edit or confusion" : "unlisted plate")
                            + " among "
                            + Figure.number(Double.parseDouble(entries));
            boolean aimed = entries.equals(LARGE) && reads.equals("near");
            Figure median = us(key + "_p50_us", words + ", p50", times.getPercentile(MEDIAN));
            Figure p999 = us(key + "_p999_us", words + ", p99.9", times.getPercentile(P999));
            figures.add(aimed ? median.with(Aim.atMost(MEDIAN_AIM_US)) : median);
            figures.add(us(key + "_p99_us", words + ", p99", times.getPercentile(P99)));
            figures.add(aimed ? p999.with(Aim.atMost(P999_AIM_US)) : p999);
        }
        figures.add(
                Figure.of(
                                "bytes_per_entry",
                                "memory of the index at 1,000,000",
                                bytesPerEntry(run),
                                "B an entry")
                        .with(Aim.atMost(BYTES_AIM)));
        return new Report(
                "match",
                "JMH in sample mode, one thread, a process of its own; from the text of a read to its graded hits. A sample includes the clock's own 20 to 40 ns.",
                figures);
    }

    private static String key(String entries) {
        return switch (entries) {
            case SMALL -> "k100";
            case LARGE -> "m1";
            default -> "n" + entries;
        };
    }

    private static Figure us(String name, String metric, double nanos) {
        return Figure.of(name, metric, nanos / NANOS_A_US, "us");
    }

    private static double bytesPerEntry(Run run) {
        PlateSearch search = new PlateSearch();
        search.entries = Integer.parseInt(run.brief() ? BRIEF : LARGE);
        search.reads = "other";
        search.seed = run.seed();
        search.list();
        return search.bytesPerEntry();
    }

    private static List<RunResult> results(Run run) throws IOException {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(PlateSearch.class.getName() + ".search")
                        .verbosity(VerboseMode.SILENT)
                        .param("reads", READS)
                        .param("seed", "" + run.seed())
                        .threads(1)
                        .shouldFailOnError(true);
        if (run.brief()) {
            // within a test: no process of JMH's own
            options.param("entries", BRIEF)
                    .forks(0)
                    .warmupIterations(1)
                    .warmupTime(TimeValue.milliseconds(50))
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(50));
        } else {
            options.param("entries", SMALL, LARGE)
                    .forks(1)
                    .jvmArgs(
                            "-XX:+UseSerialGC",
                            "-XX:+UseCompactObjectHeaders",
                            "-Xmx512m",
                            "--sun-misc-unsafe-memory-access=allow")
                    .warmupIterations(2)
                    .warmupTime(TimeValue.seconds(FULL_SECONDS))
                    .measurementIterations(2)
                    .measurementTime(TimeValue.seconds(FULL_SECONDS));
        }
        try {
            return new ArrayList<>(new Runner(options.build()).run());
        } catch (RunnerException e) {
            throw new IOException("JMH failed", e);
        }
    }
}
