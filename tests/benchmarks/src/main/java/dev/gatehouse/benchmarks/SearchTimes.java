package dev.gatehouse.benchmarks;

import java.io.IOException;
import java.util.List;
import org.HdrHistogram.Histogram;

/// How long searches took, one by one, on one thread.
final class SearchTimes {
    private static final long LONGEST_NS = 60_000_000_000L;
    private static final double NANOS_A_US = 1e3;
    private static final double P999 = 99.9;

    private final Histogram times = new Histogram(LONGEST_NS, 3);
    private long hits;

    /// Searches each read once.
    void measure(PlateFinder finder, List<ListedPlates.Read> reads) throws IOException {
        for (ListedPlates.Read read : reads) {
            long from = System.nanoTime();
            int found = finder.find(read);
            long nanos = System.nanoTime() - from;
            times.recordValue(Math.min(nanos, LONGEST_NS));
            hits += found > 0 ? 1 : 0;
        }
    }

    double p50Us() {
        return us(50);
    }

    double p99Us() {
        return us(99);
    }

    double p999Us() {
        return us(P999);
    }

    double maxUs() {
        return times.getMaxValue() / NANOS_A_US;
    }

    /// Searches that found something, in a hundred.
    double hitPercent() {
        return 100.0 * hits / Math.max(1, times.getTotalCount());
    }

    private double us(double percentile) {
        return times.getValueAtPercentile(percentile) / NANOS_A_US;
    }

    /// Heap in use after collecting all that is garbage.
    static long heapBytes() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
