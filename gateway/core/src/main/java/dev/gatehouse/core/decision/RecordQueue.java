package dev.gatehouse.core.decision;

import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.tinylog.Logger;

/// The way to the journal. What cannot be asked for again waits here, in order, while the store is
/// full; the rest is refused, so that its sender keeps it.
final class RecordQueue {
    /// Records of one class that wait for room.
    static final int MAX_WAITING = 4_096;

    private static final class Waiting {
        final byte[] tag;
        final Record record;

        Waiting(byte[] tag, Record record) {
            this.tag = tag;
            this.record = record;
        }
    }

    private final Outbox out;
    private final BoothClock clock;
    private final Map<RecordClass, Deque<Waiting>> waiting = new EnumMap<>(RecordClass.class);
    private final Set<RecordClass> refused = EnumSet.noneOf(RecordClass.class);
    private long lost;

    RecordQueue(Outbox out, BoothClock clock) {
        this.out = out;
        this.clock = clock;
        for (RecordClass each :
                new RecordClass[] {
                    RecordClass.RECORD_CLASS_P0,
                    RecordClass.RECORD_CLASS_P1,
                    RecordClass.RECORD_CLASS_P2
                }) {
            waiting.put(each, new ArrayDeque<>());
        }
    }

    /// Appends one record behind those that wait.
    ///
    /// @param keep let it wait here if the store is full
    /// @return false when the store is full and it was not to be kept
    boolean offer(RecordClass recordClass, byte[] tag, Record.Builder body, boolean keep) {
        Record record = body.setAt(Wire.stamp(clock)).build();
        Deque<Waiting> queue = queue(recordClass);
        flush(recordClass, queue);
        if (queue.isEmpty() && out.record(recordClass, tag, record)) {
            refused.remove(recordClass);
            return true;
        }
        refused.add(recordClass);
        if (keep && queue.size() < MAX_WAITING) {
            queue.addLast(new Waiting(tag, record));
        } else if (keep) {
            lost++;
            if (Long.bitCount(lost) == 1) { // at 1, 2, 4, 8 ...: told without flooding the log
                Logger.error(
                        "DEC-001 records given up, store and memory full: class={} count={}",
                        recordClass,
                        lost);
            }
        }
        return keep;
    }

    /// Tries again.
    void flush() {
        waiting.forEach(this::flush);
    }

    /// Alarms or records were refused when last offered.
    boolean full() {
        return refused.contains(RecordClass.RECORD_CLASS_P0)
                || refused.contains(RecordClass.RECORD_CLASS_P1);
    }

    long waiting() {
        return waiting.values().stream().mapToLong(Deque::size).sum();
    }

    long lost() {
        return lost;
    }

    private void flush(RecordClass recordClass, Deque<Waiting> queue) {
        while (!queue.isEmpty()) {
            Waiting first = queue.getFirst();
            if (!out.record(recordClass, first.tag, first.record)) {
                return;
            }
            queue.removeFirst();
            if (queue.isEmpty()) {
                refused.remove(recordClass);
            }
        }
    }

    private Deque<Waiting> queue(RecordClass recordClass) {
        Deque<Waiting> queue = waiting.get(recordClass);
        if (queue == null) {
            throw new IllegalArgumentException("record class: expected P0, P1 or P2");
        }
        return queue;
    }
}
