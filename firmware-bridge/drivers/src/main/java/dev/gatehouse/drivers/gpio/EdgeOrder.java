package dev.gatehouse.drivers.gpio;

import dev.gatehouse.protocols.gpio.LineEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Puts edges of different lines into the order in which they happened. The kernel numbers an edge
/// in the interrupt, and queues it in a thread of its line: of two lines the later edge may come
/// out first. The edges of one line never overtake each other. Owned by the group's thread.
final class EdgeOrder {

    /// Edges that wait for one that is missing, at most.
    static final int WAITING_MAX = 64;

    private final TreeMap<Long, LineEvent> waiting = new TreeMap<>();
    private long next = 1;

    /// Takes an edge as it comes out.
    ///
    /// @return what may be handed on now, in order
    List<LineEvent> add(LineEvent event) {
        // the number is 32 bits wide and wraps; here it goes on
        long at = next + (int) (event.seqno() - next);
        if (at < next) {
            // it was given up already; of its own line it is the next all the same
            return List.of(event);
        }
        waiting.put(at, event);
        return ready();
    }

    /// Whether edges wait for one that is missing.
    boolean waits() {
        return !waiting.isEmpty();
    }

    /// Whether no more may wait.
    boolean full() {
        return waiting.size() >= WAITING_MAX;
    }

    /// How many are missing before the first that waits.
    long missing() {
        return waiting.isEmpty() ? 0 : waiting.firstKey() - next;
    }

    /// Waits no longer for those that are missing.
    ///
    /// @return what may be handed on now, in order
    List<LineEvent> giveUp() {
        if (!waiting.isEmpty()) {
            next = waiting.firstKey();
        }
        return ready();
    }

    private List<LineEvent> ready() {
        List<LineEvent> ready = new ArrayList<>();
        while (!waiting.isEmpty() && waiting.firstKey() == next) {
            ready.add(waiting.pollFirstEntry().getValue());
            next++;
        }
        return ready;
    }
}
