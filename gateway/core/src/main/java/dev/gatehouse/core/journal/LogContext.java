package dev.gatehouse.core.journal;

import dev.gatehouse.core.disk.Disk;
import java.nio.ByteBuffer;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/// What the logs of all classes share. `frame` is the one encoding buffer: direct, so that a write
/// copies nothing, and used only within an append of the owner thread.
record LogContext(
        Disk disk,
        JournalLimits limits,
        NanoClock clock,
        RandomGenerator salts,
        SegmentState state,
        Eviction eviction,
        ToLongFunction<RecordClass> cursor,
        ByteBuffer frame) {

    static ByteBuffer frameBuffer(JournalLimits limits) {
        return ByteBuffer.allocateDirect(
                Frame.SALT_BYTES
                        + Frame.lengthBytes(
                                JournalLimits.ANNEX_BYTES_MAX, limits.maxRecordBytes()));
    }
}
