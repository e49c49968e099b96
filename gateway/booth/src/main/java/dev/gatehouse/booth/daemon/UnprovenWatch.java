package dev.gatehouse.booth.daemon;

import dev.gatehouse.core.journal.RecordClass;
import java.util.EnumMap;
import java.util.Map;

/// How long records wait for a checkpoint that central has verified. A class that is proven to its
/// end, or whose proof moves, waits no longer. One thread.
final class UnprovenWatch {
    private static final long NANOS_A_S = 1_000_000_000L;

    private record Mark(long proven, long sinceNanos) {}

    private final Map<RecordClass, Mark> marks = new EnumMap<>(RecordClass.class);

    /// Takes one look.
    ///
    /// @param durable records on disk
    /// @param proven records covered by a verified checkpoint
    /// @return seconds since the proof last moved while records waited; 0 when none waits
    long ageS(RecordClass recordClass, long durable, long proven, long nowNanos) {
        Mark last = marks.get(recordClass);
        if (proven >= durable || last == null || last.proven() != proven) {
            last = new Mark(proven, nowNanos);
            marks.put(recordClass, last);
        }
        return (nowNanos - last.sinceNanos()) / NANOS_A_S;
    }
}
