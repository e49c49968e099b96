package dev.gatehouse.benchmarks;

import java.util.List;

/// `deploy-scripts/prove radio-bench`: what the radio bridge takes on one core.
public final class RadioBench {
    /// In the order of the report.
    static final List<Benchmark> ALL = List.of(new DmrBenchmark(), new StormBenchmark());

    private RadioBench() {}

    /// Runs it and ends the process.
    public static void main(String[] arguments) {
        System.exit(Bench.execute("radio-bench", ALL, arguments));
    }
}
