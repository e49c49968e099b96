package dev.gatehouse.proofs.gpio;

import java.util.Arrays;
import java.util.Map;

/// How long things took, as the figures of a proof.
final class Latencies {

    private static final double NANOS_A_MS = 1_000_000;

    private final long[] nanos;
    private int count;

    Latencies(int capacity) {
        this.nanos = new long[capacity];
    }

    void add(long value) {
        nanos[count++] = value;
    }

    /// Puts the median, the 99th percentile and the longest under a name, in milliseconds.
    ///
    /// @return the 99th percentile, in milliseconds
    double into(Map<String, Number> figures, String name) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        figures.put(name + "_p50", rounded(sorted[count / 2]));
        double late = rounded(sorted[count * 99 / 100 - 1]);
        figures.put(name + "_p99", late);
        figures.put(name + "_max", rounded(sorted[count - 1]));
        return late;
    }

    private static double rounded(long nanos) {
        return Math.round(nanos / NANOS_A_MS * 100) / 100.0;
    }
}
