package dev.gatehouse.drivers.dispatch;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.ObservationSink;
import dev.gatehouse.protocols.observation.Observation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Reports that a full booth did not take and that nobody would send again. Bounded; calls for help
/// stand in front and push the youngest out. Owned by the system's thread.
final class HeldReports {

    static final int LIMIT = 256;

    private final Deque<Observation> emergencies = new ArrayDeque<>();
    private final Deque<Observation> others = new ArrayDeque<>();

    boolean isEmpty() {
        return emergencies.isEmpty() && others.isEmpty();
    }

    /// Keeps one; false when there was no room.
    boolean keep(Observation observation, boolean emergency) {
        if (emergencies.size() + others.size() >= LIMIT
                && (!emergency || others.pollLast() == null)) {
            return false;
        }
        (emergency ? emergencies : others).add(observation);
        return true;
    }

    void offerAll(ObservationSink sink) {
        if (offerAll(emergencies, sink)) {
            var _ = offerAll(others, sink);
        }
    }

    private static boolean offerAll(Deque<Observation> from, ObservationSink sink) {
        while (!from.isEmpty()) {
            if (!sink.offer(List.of(from.element()), Acknowledgement.none())) {
                return false;
            }
            from.remove();
        }
        return true;
    }
}
