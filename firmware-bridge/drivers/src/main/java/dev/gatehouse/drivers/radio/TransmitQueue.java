package dev.gatehouse.drivers.radio;

import dev.gatehouse.drivers.radio.Transmission.End;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/// Transmissions that wait for the air: by priority, then in the order they came. Bounded: when
/// full, the youngest of the least urgent gives way to a more urgent one. Owned by the driver's
/// thread.
public final class TransmitQueue {

    /// Transmissions that may wait.
    public static final int LIMIT = 64;

    private record Waiting(Transmission transmission, long order) {}

    private static final Comparator<Waiting> MOST_URGENT_FIRST =
            Comparator.comparing((Waiting waiting) -> waiting.transmission.priority())
                    .thenComparingLong(Waiting::order);

    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(MOST_URGENT_FIRST);
    private long taken;

    /// Adds one; whoever has to give way hears QUEUE_FULL.
    public void add(Transmission transmission) {
        waiting.add(new Waiting(transmission, taken++));
        if (waiting.size() > LIMIT) {
            Waiting last = waiting.stream().max(MOST_URGENT_FIRST).orElseThrow();
            waiting.remove(last);
            end(last.transmission, End.QUEUE_FULL);
        }
    }

    /// Puts one back in front of others of its priority: it was interrupted.
    public void putBack(Transmission transmission) {
        waiting.add(new Waiting(transmission, -1));
    }

    /// Takes the most urgent that may go now.
    ///
    /// @param fits whether it may
    public Optional<Transmission> next(Predicate<Transmission> fits) {
        List<Waiting> passed = new ArrayList<>();
        Transmission found = null;
        while (found == null && !waiting.isEmpty()) {
            Waiting first = waiting.remove();
            if (fits.test(first.transmission)) {
                found = first.transmission;
            } else {
                passed.add(first);
            }
        }
        waiting.addAll(passed);
        return Optional.ofNullable(found);
    }

    /// Ends those whose time has passed.
    public void expire(long nowNanos) {
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
            Transmission transmission = each.next().transmission;
            if (nowNanos - transmission.expiresNanos() >= 0) {
                each.remove();
                end(transmission, End.EXPIRED);
            }
        }
    }

    /// Ends all.
    public void clear(End end) {
        while (!waiting.isEmpty()) {
            end(waiting.remove().transmission, end);
        }
    }

    public int size() {
        return waiting.size();
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    private static void end(Transmission transmission, End end) {
        transmission.outcome().ended(transmission.id(), end);
    }
}
