package dev.gatehouse.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// How many bursts one core reads, by JMH in a process of its own.
final class DmrBenchmark implements Benchmark {
    private static final int FULL_SECONDS = 2;
    private static final String WRONG = " wrong bits";

    @Override
    public String name() {
        return "dmr";
    }

    @Override
    public String about() {
        return "bursts of digital mobile radio read a second on one core, by kind (JMH)";
    }

    @Override
    public boolean isOfDisk() {
        return false;
    }

    @Override
    public Report run(Run run) throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (RunResult result : results(run)) {
            String kind = result.getParams().getParam("kind");
            figures.add(
                    Figure.of(
                            kind.replace('-', '_') + "_per_s",
                            words(kind),
                            result.getPrimaryResult().getScore(),
                            "bursts/s"));
        }
        return new Report(
                "dmr",
                "JMH in throughput mode, one thread, a process of its own; from 33 octets to what is heard, the reader's state included. A slot on the air has 16.7 bursts a second.",
                figures);
    }

    private static String words(String kind) {
        String[] parts = kind.split("-", -1);
        String what =
                switch (parts[0]) {
                    case "header" -> "voice header, BPTC and Reed-Solomon";
                    case "csbk" -> "control block, BPTC and CRC";
                    case "speech" -> "speech with embedded control";
                    case "half" -> "text in rate 1/2 blocks";
                    case "three_quarters" -> "text in rate 3/4 blocks";
                    case "full" -> "text in rate 1 blocks";
                    case "call" -> "whole calls";
                    case "noise" -> "noise";
                    default -> parts[0];
                };
        return parts.length == 1 ? what : what + ", " + parts[1] + WRONG;
    }

    private static Collection<RunResult> results(Run run) throws IOException {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(BurstReading.class.getName() + ".read")
                        .verbosity(VerboseMode.SILENT)
                        .param("seed", "" + run.seed())
                        .threads(1)
                        .shouldFailOnError(true);
        if (run.brief()) {
            // within a test: no process of JMH's own
            options.forks(0)
                    .warmupIterations(1)
                    .warmupTime(TimeValue.milliseconds(20))
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(20));
        } else {
            options.forks(1)
                    .jvmArgs(
                            "-XX:+UseSerialGC",
                            "-XX:+UseCompactObjectHeaders",
                            "-Xmx128m",
                            "--sun-misc-unsafe-memory-access=allow")
                    .warmupIterations(2)
                    .warmupTime(TimeValue.seconds(FULL_SECONDS))
                    .measurementIterations(2)
                    .measurementTime(TimeValue.seconds(FULL_SECONDS));
        }
        try {
            return new Runner(options.build()).run();
        } catch (RunnerException e) {
            throw new IOException("JMH failed", e);
        }
    }
}
