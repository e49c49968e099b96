package dev.gatehouse.core.journal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Live counters of a class; see [JournalStats.ClassStats] for each.
final class ClassCounters {
    final AtomicLong appends = new AtomicLong();
    final AtomicLong bytesAppended = new AtomicLong();
    final AtomicLong syncs = new AtomicLong();
    final AtomicLong fullRefusals = new AtomicLong();
    final AtomicLong bytesPrepared = new AtomicLong();
    final AtomicLong prepareFailures = new AtomicLong();
    final AtomicLong tagWindowShort = new AtomicLong();
    final AtomicLong evictedRecords = new AtomicLong();
    final AtomicLong evictedSegments = new AtomicLong();
    final AtomicLong holesRead = new AtomicLong();
    final AtomicInteger spares = new AtomicInteger();

    JournalStats.ClassStats snapshot(
            int segments, int quotaSegments, int backlogSegments, long durable, long cursor) {
        return new JournalStats.ClassStats(
                appends.get(),
                bytesAppended.get(),
                syncs.get(),
                fullRefusals.get(),
                bytesPrepared.get(),
                prepareFailures.get(),
                tagWindowShort.get(),
                evictedRecords.get(),
                evictedSegments.get(),
                holesRead.get(),
                segments,
                spares.get(),
                quotaSegments,
                backlogSegments,
                durable,
                cursor);
    }
}
