package dev.gatehouse.benchmarks;

import java.util.List;

/// `deploy-scripts/prove lookout-bench`: the matching of lookouts beside its peers.
public final class LookoutBench {
    /// In the order of the report.
    static final List<Benchmark> ALL =
            List.of(
                    new PlateBenchmark(),
                    new LargePlateBenchmark(),
                    new AdversarialPlateBenchmark(),
                    new ReadsBenchmark(),
                    new NameBenchmark(),
                    new NameOriginsBenchmark(),
                    new NamePairsBenchmark(),
                    new DeltaBenchmark(),
                    new ReplayBenchmark());

    private LookoutBench() {}

    /// Runs it and ends the process.
    public static void main(String[] arguments) {
        System.exit(Bench.execute("lookout-bench", ALL, arguments));
    }
}
