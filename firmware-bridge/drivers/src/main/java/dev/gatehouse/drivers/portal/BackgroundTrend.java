package dev.gatehouse.drivers.portal;

import dev.gatehouse.protocols.portal.DetectorCounts;
import dev.gatehouse.protocols.portal.Radiation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/// The background of each detector and kind: the median of the last few counts (clause 2). Owned by
/// the machine's thread.
final class BackgroundTrend {
    /// A minute of a portal that says it every 5 s.
    static final int MOST = 12;

    private final int depth;
    private final Map<Radiation, Deque<DetectorCounts>> last = new EnumMap<>(Radiation.class);

    /// @param depth counts that the median is taken of, 1 to [#MOST]
    BackgroundTrend(int depth) {
        this.depth = depth;
        for (Radiation kind : Radiation.values()) {
            last.put(kind, new ArrayDeque<>());
        }
    }

    void add(Radiation kind, DetectorCounts counts) {
        Deque<DetectorCounts> known = of(kind);
        known.addLast(counts);
        if (known.size() > depth) {
            known.removeFirst();
        }
    }

    private Deque<DetectorCounts> of(Radiation kind) {
        return last.computeIfAbsent(kind, _ -> new ArrayDeque<>());
    }

    /// Sum over the detectors of each one's median; empty before the first count.
    OptionalDouble total(Radiation kind) {
        Deque<DetectorCounts> known = of(kind);
        if (known.isEmpty()) {
            return OptionalDouble.empty();
        }
        double total = 0;
        for (int detector = 0; detector < DetectorCounts.DETECTORS; detector++) {
            int one = detector;
            int[] sorted = known.stream().mapToInt(counts -> counts.at(one)).sorted().toArray();
            int middle = sorted.length / 2;
            total +=
                    sorted.length % 2 == 1
                            ? sorted[middle]
                            : (sorted[middle - 1] + (double) sorted[middle]) / 2;
        }
        return OptionalDouble.of(total);
    }
}
