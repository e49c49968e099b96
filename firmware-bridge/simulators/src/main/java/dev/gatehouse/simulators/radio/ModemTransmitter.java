package dev.gatehouse.simulators.radio;

import dev.gatehouse.protocols.mmdvm.HostMessage.SendBurst;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The sending half of a modem: a queue for each slot that empties by one burst in 60 ms once the
/// start delay is over. Owned by the modem's thread.
final class ModemTransmitter {

    /// What an idle modem says it has room for.
    static final int ROOM = 10;

    /// What it takes in truth.
    static final int TAKES = 11;

    private static final long BURST_NANOS = 60_000_000L;
    private static final long SIMPLEX_START_NANOS = 500_000_000L;
    private static final long DUPLEX_START_NANOS = 600_000_000L;
    private static final long DELAY_UNIT_NANOS = 10_000_000L;
    private static final int KEPT = 10_000;

    private final Deque<SendBurst> slot1 = new ArrayDeque<>();
    private final Deque<SendBurst> slot2 = new ArrayDeque<>();
    private final List<SendBurst> sent = new ArrayList<>();
    private boolean on;
    private boolean repeating;
    private long nextNanos;

    private Deque<SendBurst> queue(int slot) {
        return slot == 1 ? slot1 : slot2;
    }

    boolean add(SendBurst burst, long nowNanos, int delayUnits, int takes) {
        Deque<SendBurst> queue = queue(burst.slot());
        if (queue.size() >= takes) {
            return false;
        }
        queue.add(burst);
        if (!on && !repeating) {
            on = true;
            nextNanos = nowNanos + SIMPLEX_START_NANOS + delayUnits * DELAY_UNIT_NANOS;
        }
        return true;
    }

    /// A repeater goes on the air, or leaves it.
    void start(boolean wanted, long nowNanos) {
        if (wanted && !repeating) {
            nextNanos = nowNanos + DUPLEX_START_NANOS;
        }
        repeating = wanted;
        on = wanted;
    }

    void abort(int slot) {
        queue(slot).clear();
    }

    void clear() {
        slot1.clear();
        slot2.clear();
        on = false;
        repeating = false;
    }

    void tick(long nowNanos, boolean simplex) {
        while (on && nowNanos - nextNanos >= 0) {
            nextNanos += BURST_NANOS;
            boolean first = send(slot1);
            boolean second = send(slot2);
            if (!first && !second && (simplex || !repeating)) {
                on = false;
            }
        }
    }

    private boolean send(Deque<SendBurst> queue) {
        SendBurst burst = queue.poll();
        if (burst != null && sent.size() < KEPT) {
            sent.add(burst);
        }
        return burst != null;
    }

    boolean on() {
        return on;
    }

    int space(int slot) {
        return Math.max(0, ROOM - queue(slot).size());
    }

    List<SendBurst> sent() {
        return List.copyOf(sent);
    }
}
