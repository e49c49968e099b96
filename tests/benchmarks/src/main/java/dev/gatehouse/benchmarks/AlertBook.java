package dev.gatehouse.benchmarks;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// Which hit of which lane was due when, and how long its alert took. An alert names no plate and
/// no event, so hits of a lane are told apart by their order, which the booth keeps. Any thread.
///
/// @param <W> ways in, each measured on its own
final class AlertBook<W> {
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;

    private final Map<String, Deque<Sent<W>>> waiting = new HashMap<>();
    private final Map<W, Times> times = new HashMap<>();
    private long alerts;
    private long unexpected;

    private record Sent<W>(W way, long dueNanos, long sentNanos, boolean counts) {}

    /// What was measured of one way in.
    ///
    /// @param sinceDue from when a hit was due, so that a stall counts for every hit it held up
    /// @param sinceSent from when it was in fact sent
    record Times(Histogram sinceDue, Histogram sinceSent) {
        Times() {
            this(new Histogram(LONGEST_NANOS, DIGITS), new Histogram(LONGEST_NANOS, DIGITS));
        }
    }

    /// A hit leaves now.
    ///
    /// @param counts false while warming up
    synchronized void sent(W way, String lane, long dueNanos, boolean counts) {
        waiting.computeIfAbsent(lane, _ -> new ArrayDeque<>())
                .add(new Sent<>(way, dueNanos, System.nanoTime(), counts));
    }

    /// The alert of a referral came.
    synchronized void alerted(String lane, long nowNanos) {
        Deque<Sent<W>> hits = waiting.get(lane);
        Sent<W> hit = hits == null ? null : hits.poll();
        if (hit == null) {
            unexpected++;
            return;
        }
        alerts++;
        if (hit.counts()) {
            Times own = times.computeIfAbsent(hit.way(), _ -> new Times());
            own.sinceDue.recordValue(Math.clamp(nowNanos - hit.dueNanos(), 0, LONGEST_NANOS));
            own.sinceSent.recordValue(Math.clamp(nowNanos - hit.sentNanos(), 0, LONGEST_NANOS));
        }
    }

    /// Hits without an alert yet.
    synchronized long missing() {
        return waiting.values().stream().mapToLong(Deque::size).sum();
    }

    /// Alerts for which no hit was sent.
    synchronized long unexpected() {
        return unexpected;
    }

    synchronized long alerts() {
        return alerts;
    }

    /// Read when all have arrived.
    synchronized Times of(W way) {
        return times.getOrDefault(way, new Times());
    }
}
