package dev.gatehouse.drivers.stream;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.ObservationSink;
import dev.gatehouse.protocols.observation.Observation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Reports on their way to the booth, which nobody would send again: what a full booth does not
/// take waits. Bounded; urgent ones stand in front and push the youngest of the others out. Owned
/// by the station's thread.
final class WaitingReports {

    static final int LIMIT = 1_024;

    private final ObservationSink sink;
    private final Deque<Observation> urgent = new ArrayDeque<>();
    private final Deque<Observation> others = new ArrayDeque<>();

    WaitingReports(ObservationSink sink) {
        this.sink = sink;
    }

    /// Hands it over or keeps it.
    ///
    /// @return how many were dropped for want of room, this one or another
    int offer(Observation observation, boolean first) {
        int dropped = 0;
        if (urgent.size() + others.size() >= LIMIT) {
            dropped = 1;
            if (!first || others.pollLast() == null) {
                return dropped;
            }
        }
        (first ? urgent : others).add(observation);
        offerAll();
        return dropped;
    }

    /// Hands over what the booth takes.
    void offerAll() {
        if (offerAll(urgent)) {
            var _ = offerAll(others);
        }
    }

    private boolean offerAll(Deque<Observation> from) {
        while (!from.isEmpty()) {
            if (!sink.offer(List.of(from.element()), Acknowledgement.none())) {
                return false;
            }
            from.remove();
        }
        return true;
    }
}
