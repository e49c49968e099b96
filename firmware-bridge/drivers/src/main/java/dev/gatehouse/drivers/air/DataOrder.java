package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.radio.AirEvent.Burst;
import dev.gatehouse.drivers.radio.AirEvent.Claim;
import dev.gatehouse.drivers.radio.AirEvent.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Puts data bursts that a network numbered back in their order: a block that overtook another
/// would cost the whole packet. Speech is never held. Owned by the station's thread.
final class DataOrder {

    /// Bursts that may wait for one that is late.
    static final int MAX_HELD = 3;

    /// Longest wait.
    static final long HOLD_MS = 200;

    private static final int SEQUENCES = 256;

    private final AirCounters counters;
    private final List<Burst> held = new ArrayList<>();
    private boolean started;
    private int stream;
    private int next;
    private long heldSinceMs;

    DataOrder(AirCounters counters) {
        this.counters = counters;
    }

    /// Takes a burst; answers those whose turn it is.
    List<Burst> take(Burst burst, long nowMs) {
        if (burst.route().isEmpty() || burst.claim().kind() != Claim.Kind.DATA) {
            started = false;
            return flush(burst);
        }
        Route route = burst.route().get();
        if (!started || route.stream() != stream) {
            List<Burst> ready = flush(burst);
            started = true;
            stream = route.stream();
            next = (route.sequence() + 1) % SEQUENCES;
            return ready;
        }
        int ahead = Math.floorMod(route.sequence() - next, SEQUENCES);
        if (ahead == 0) {
            return inTurn(burst);
        }
        if (ahead <= MAX_HELD && held.size() < MAX_HELD) {
            if (held.isEmpty()) {
                heldSinceMs = nowMs;
            }
            held.add(burst);
            return List.of();
        }
        List<Burst> ready = flush(burst);
        next = (route.sequence() + 1) % SEQUENCES;
        return ready;
    }

    private List<Burst> inTurn(Burst burst) {
        List<Burst> ready = new ArrayList<>();
        ready.add(burst);
        next = (next + 1) % SEQUENCES;
        sort();
        while (!held.isEmpty() && ahead(held.getFirst()) == 0) {
            ready.add(held.removeFirst());
            next = (next + 1) % SEQUENCES;
            counters.add(AirCounter.BURSTS_REORDERED);
        }
        return ready;
    }

    /// Those that have waited long enough.
    List<Burst> due(long nowMs) {
        return held.isEmpty() || nowMs - heldSinceMs <= HOLD_MS ? List.of() : flush();
    }

    private List<Burst> flush(Burst last) {
        List<Burst> ready = flush();
        ready.add(last);
        return ready;
    }

    private List<Burst> flush() {
        sort();
        List<Burst> ready = new ArrayList<>(held);
        held.clear();
        if (!ready.isEmpty()) {
            next = (ready.getLast().route().orElseThrow().sequence() + 1) % SEQUENCES;
        }
        return ready;
    }

    private void sort() {
        held.sort(Comparator.comparingInt(this::ahead));
    }

    private int ahead(Burst burst) {
        return Math.floorMod(burst.route().orElseThrow().sequence() - next, SEQUENCES);
    }
}
