package dev.gatehouse.drivers.gpio;

import dev.gatehouse.protocols.gpio.LineState;
import java.util.ArrayDeque;
import java.util.Optional;

/// Whether a line can be believed: a loose contact chatters, a broken loop sticks. Time is that of
/// the events. Owned by the driver's thread.
final class LineHealth {

    /// More edges a second than any vehicle, door or hand makes.
    static final int CHATTER_EDGES_A_SECOND = 50;

    /// For so long, until it is a fault.
    static final long CHATTER_NANOS = 2_000_000_000L;

    /// Without that many edges for so long, until it is none any more.
    static final long CALM_NANOS = 5_000_000_000L;

    /// Edges of the other lines of the lane, until one that stands still is suspect.
    static final int OTHERS_MOVED = 20;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /// How a line is.
    enum Condition {
        GOOD,
        CHATTERING,
        STUCK
    }

    private final long stuckAfterNanos;
    private final ArrayDeque<Long> lastSecond = new ArrayDeque<>();
    private Condition condition = Condition.GOOD;
    private boolean busy;
    private long busySinceNanos;
    private long lastBusyNanos;
    private boolean anyEdge;
    private long lastEdgeNanos;
    private long beganNanos;
    private boolean began;

    /// @param stuckAfterNanos how long a line may stand still while others move; 0 for ever
    LineHealth(long stuckAfterNanos) {
        this.stuckAfterNanos = stuckAfterNanos;
    }

    Condition condition() {
        return condition;
    }

    /// Takes an edge.
    ///
    /// @return the condition when it changed
    Optional<Condition> edge(long atNanos) {
        anyEdge = true;
        lastEdgeNanos = atNanos;
        lastSecond.add(atNanos);
        forget(atNanos);
        boolean now = lastSecond.size() > CHATTER_EDGES_A_SECOND;
        if (now) {
            // a bound for a line that toggles as fast as the kernel can tell
            lastSecond.removeFirst();
            lastBusyNanos = atNanos;
            if (!busy) {
                busySinceNanos = atNanos - SECOND_NANOS;
            }
        }
        busy = now;
        return switch (condition) {
            case GOOD ->
                    busy && atNanos - busySinceNanos >= CHATTER_NANOS
                            ? change(Condition.CHATTERING)
                            : Optional.empty();
            case CHATTERING -> calm(atNanos);
            case STUCK -> change(Condition.GOOD);
        };
    }

    /// Takes a level that was read, and with it the time that has passed.
    ///
    /// @return the condition when it changed
    Optional<Condition> state(LineState state) {
        long nowNanos = state.readNanos();
        if (!began || state.cause() == LineState.Cause.BEGIN) {
            began = true;
            beganNanos = nowNanos;
        }
        forget(nowNanos);
        busy = busy && lastSecond.size() >= CHATTER_EDGES_A_SECOND;
        return switch (condition) {
            case GOOD ->
                    stuckAfterNanos > 0
                                    && state.others() >= OTHERS_MOVED
                                    && nowNanos - stillSinceNanos() >= stuckAfterNanos
                            ? change(Condition.STUCK)
                            : Optional.empty();
            case CHATTERING -> calm(nowNanos);
            case STUCK -> Optional.empty();
        };
    }

    private long stillSinceNanos() {
        return anyEdge ? Math.max(lastEdgeNanos, beganNanos) : beganNanos;
    }

    private Optional<Condition> calm(long nowNanos) {
        return nowNanos - lastBusyNanos >= CALM_NANOS ? change(Condition.GOOD) : Optional.empty();
    }

    private Optional<Condition> change(Condition to) {
        condition = to;
        return Optional.of(to);
    }

    private void forget(long nowNanos) {
        while (!lastSecond.isEmpty() && nowNanos - lastSecond.getFirst() >= SECOND_NANOS) {
            lastSecond.removeFirst();
        }
    }
}
