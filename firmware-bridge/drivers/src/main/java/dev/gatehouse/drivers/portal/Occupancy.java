package dev.gatehouse.drivers.portal;

import dev.gatehouse.protocols.observation.RadiationReport.Figures;
import dev.gatehouse.protocols.observation.RadiationReport.Mark;
import dev.gatehouse.protocols.portal.DetectorCounts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// One conveyance in the portal, while it lasts: what was counted, and what follows from it (clause
/// 3). All of it is information; the alarm flags alone are the portal's decision, and are never
/// taken back. Owned by the machine's thread.
final class Occupancy {
    /// Intervals of 200 ms in a second.
    static final int INTERVALS = 5;

    private static final int MAX_SPEEDS = 512;
    private static final double NANOS_PER_MS = 1e6;

    private final long number;
    private final long startNanos;
    private final OptionalDouble gammaBackground;
    private final OptionalDouble neutronBackground;
    private final Set<Mark> marks = EnumSet.noneOf(Mark.class);
    private final Deque<Long> lastFive = new ArrayDeque<>();
    private final List<Double> speeds = new ArrayList<>();
    private long lastScanNanos;
    private long bestSum = -1;
    private long peakInterval = -1;
    private long peakNanos;
    private long neutronPeak = -1;
    private DetectorCounts most = DetectorCounts.ZERO;
    private int gammaLines;
    private int neutronLines;
    private int speedLines;
    private int above;
    private boolean stalled;
    private boolean disagreed;
    private long longMinutes;

    /// @param gammaBackground frozen: total of all detectors a second
    Occupancy(
            long number,
            long startNanos,
            OptionalDouble gammaBackground,
            OptionalDouble neutronBackground) {
        this.number = number;
        this.startNanos = startNanos;
        this.lastScanNanos = startNanos;
        this.peakNanos = startNanos;
        this.gammaBackground = gammaBackground;
        this.neutronBackground = neutronBackground;
    }

    long number() {
        return number;
    }

    long startNanos() {
        return startNanos;
    }

    long lastScanNanos() {
        return lastScanNanos;
    }

    Set<Mark> marks() {
        return Collections.unmodifiableSet(marks);
    }

    void mark(Mark mark) {
        marks.add(mark);
    }

    /// Sets an alarm flag.
    ///
    /// @return whether it is the first of its kind
    boolean alarm(Mark kind) {
        return marks.add(kind);
    }

    boolean alarmed() {
        return marks.contains(Mark.GAMMA) || marks.contains(Mark.NEUTRON);
    }

    /// Whatever is said of the occupancy shows that it goes on.
    void scanned(long nanos) {
        lastScanNanos = nanos;
        stalled = false;
    }

    /// Counts of 200 ms.
    void gamma(DetectorCounts counts, long nanos) {
        gammaLines++;
        most = most.most(counts);
        if (counts.total() > peakInterval) {
            peakInterval = counts.total();
            peakNanos = nanos;
        }
        lastFive.addLast(counts.total());
        if (lastFive.size() > INTERVALS) {
            lastFive.removeFirst();
        }
        if (lastFive.size() == INTERVALS) {
            bestSum = Math.max(bestSum, sum());
        }
    }

    private long sum() {
        return lastFive.stream().mapToLong(Long::longValue).sum();
    }

    /// Counts of 1 s.
    void neutron(DetectorCounts counts) {
        neutronLines++;
        neutronPeak = Math.max(neutronPeak, counts.total());
    }

    void speedLine() {
        speedLines++;
    }

    void speed(double kmh) {
        if (speeds.size() < MAX_SPEEDS) {
            speeds.add(kmh);
        }
    }

    /// Standard deviations of the last second above the background; empty before there is a second,
    /// or a background.
    OptionalDouble sigmas() {
        return lastFive.size() == INTERVALS ? sigmas(sum()) : OptionalDouble.empty();
    }

    private OptionalDouble sigmas(long sum) {
        if (gammaBackground.isEmpty() || gammaBackground.getAsDouble() < 1 || sum < 0) {
            return OptionalDouble.empty();
        }
        double background = gammaBackground.getAsDouble();
        return OptionalDouble.of((sum - background) / Math.sqrt(background));
    }

    /// Whether the portal should have said alarm by now: `intervals` in a row at or above `limit`,
    /// and it has not. True once.
    boolean disagrees(double limit, int intervals) {
        above = sigmas().isPresent() && sigmas().getAsDouble() >= limit ? above + 1 : 0;
        boolean now = above >= intervals && !marks.contains(Mark.GAMMA) && !disagreed;
        disagreed |= now;
        return now;
    }

    /// True once for each stall.
    boolean stalls() {
        boolean now = !stalled;
        stalled = true;
        return now;
    }

    /// True once in each `minutes`.
    boolean lasts(long nanos, long minutes) {
        long whole = (nanos - startNanos) / (minutes * 60_000_000_000L);
        boolean now = whole > longMinutes;
        longMinutes = Math.max(longMinutes, whole);
        return now;
    }

    /// What is known so far.
    ///
    /// @param endNanos of the occupancy; of one that goes on, now
    Figures figures(long endNanos, boolean ended) {
        double length = Math.max(1, endNanos - startNanos);
        long nowSum = ended ? bestSum : lastFive.size() == INTERVALS ? sum() : -1;
        return new Figures(
                nowSum < 0 ? OptionalDouble.empty() : OptionalDouble.of((double) nowSum),
                neutronPeak < 0 ? OptionalDouble.empty() : OptionalDouble.of((double) neutronPeak),
                sigmas(nowSum),
                peakInterval < 0 || !ended
                        ? OptionalDouble.empty()
                        : OptionalDouble.of((peakNanos - startNanos) / length),
                medianSpeed(),
                ended
                        ? OptionalLong.of(Math.round((endNanos - startNanos) / NANOS_PER_MS))
                        : OptionalLong.empty());
    }

    private OptionalDouble medianSpeed() {
        if (speeds.isEmpty()) {
            return OptionalDouble.empty();
        }
        double[] sorted = speeds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return OptionalDouble.of(
                sorted.length % 2 == 1
                        ? sorted[middle]
                        : (sorted[middle - 1] + sorted[middle]) / 2);
    }

    /// What a test holds against a capture.
    ///
    /// @param most largest count of each detector in an interval
    record Sums(
            int gammaLines,
            int neutronLines,
            int speedLines,
            long bestSum,
            long peakInterval,
            long peakNanos,
            long neutronPeak,
            DetectorCounts most,
            OptionalDouble gammaBackground,
            OptionalDouble neutronBackground) {}

    Sums sums() {
        return new Sums(
                gammaLines,
                neutronLines,
                speedLines,
                bestSum,
                peakInterval,
                peakNanos,
                neutronPeak,
                most,
                gammaBackground,
                neutronBackground);
    }
}
