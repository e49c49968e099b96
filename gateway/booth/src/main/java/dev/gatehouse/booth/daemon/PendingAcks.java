package dev.gatehouse.booth.daemon;

import dev.gatehouse.core.journal.RecordClass;
import java.util.ArrayDeque;

/// Acknowledgements that wait for the group commit. Owned by the booth thread.
///
/// Each waits until the classes it depends on are durable up to a mark. Alarms and records are
/// committed together soon, telemetry later; two queues keep the slow from holding up the fast.
/// Within a queue the order is kept; the link puts the answers of one client in order.
final class PendingAcks {
    /// Acknowledgements that may wait in each queue; more than all links together have in flight.
    static final int WAITING_MAX = 16_384;

    /// How far each class must be durable before `then` may run.
    private record Pending(long p0, long p1, long p2, Runnable then) {}

    /// What is on disk now.
    @FunctionalInterface
    interface Durable {
        long of(RecordClass recordClass);
    }

    private final ArrayDeque<Pending> records = new ArrayDeque<>();
    private final ArrayDeque<Pending> telemetry = new ArrayDeque<>();

    /// Lets one wait.
    ///
    /// @param p2 0 when nothing of the telemetry class is waited for
    /// @return false when too many wait already: the sender must send again
    boolean await(long p0, long p1, long p2, Runnable then) {
        ArrayDeque<Pending> queue = p2 == 0 ? records : telemetry;
        return queue.size() < WAITING_MAX && queue.add(new Pending(p0, p1, p2, then));
    }

    boolean recordsWaiting() {
        return !records.isEmpty();
    }

    /// Runs what has become durable, in order.
    void release(Durable durable) {
        long p0 = durable.of(RecordClass.P0);
        long p1 = durable.of(RecordClass.P1);
        long p2 = durable.of(RecordClass.P2);
        release(records, p0, p1, p2);
        release(telemetry, p0, p1, p2);
    }

    private static void release(ArrayDeque<Pending> queue, long p0, long p1, long p2) {
        for (Pending next = queue.peek(); next != null; next = queue.peek()) {
            if (next.p0() > p0 || next.p1() > p1 || next.p2() > p2) {
                return;
            }
            queue.remove();
            next.then().run();
        }
    }
}
