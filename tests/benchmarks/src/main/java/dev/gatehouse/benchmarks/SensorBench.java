package dev.gatehouse.benchmarks;

import java.util.List;

/// `deploy-scripts/prove sensor-bench`: a booth whose lanes are full of sensors.
public final class SensorBench {
    static final List<Benchmark> ALL = List.of(new SensorsBenchmark());

    private SensorBench() {}

    /// Runs it and ends the process.
    public static void main(String[] arguments) {
        System.exit(Bench.execute("sensor-bench", ALL, arguments));
    }
}
