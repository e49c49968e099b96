package dev.gatehouse.core.journal;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import dev.gatehouse.core.journal.SegmentHeader.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// The files of a class that hold no records: zero-filled ones, ready for use, and the one being
/// made. Making one is cut into steps, because 4 MiB on a worn card take a good part of a second.
/// Owner: the booth thread.
final class SpareSegments {
    /// Zeros written, and synced, in one step.
    static final int STEP_BYTES = 128 << 10;

    /// Wait after a failed attempt: a full disk does not empty itself within microseconds.
    static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// A new file must leave room for another one; the last space of a disk is not ours.
    private static final long FREE_FACTOR = 2;

    private static final ByteBuffer ZEROS =
            ByteBuffer.allocateDirect(SegmentHeader.PAGE_BYTES).asReadOnlyBuffer();

    private final Disk disk;
    private final JournalLimits limits;
    private final RecordClass recordClass;
    private final ClassCounters counters;
    private final Deque<String> ready;
    private final Deque<String> unprepared;
    private int nextSlot;
    private @Nullable Preparation current;
    private boolean failed;

    /// The last failure was that of a new file: there is no room, whatever the disk says of itself,
    /// and what is there already can still be used again.
    private boolean creationFailed;

    private long retryAtNanos;

    /// Where old segments come from.
    interface Source {
        /// Takes the oldest live segment out of use, if the cursor has passed it.
        ///
        /// @param urgent also one that holds tags of the window
        @Nullable Segment releaseOldest(boolean urgent);

        /// Gives up the oldest live segment, declared, if the class gives way.
        ///
        /// @param urgent now, and not only once the segment in use is half full
        @Nullable Segment evictOldest(boolean urgent) throws IOException;

        int liveSegments();
    }

    private static final class Preparation {
        final String name;
        final DiskFile file;
        final boolean created;
        int positionBytes = SegmentHeader.SECTOR_BYTES;

        Preparation(String name, DiskFile file, boolean created) {
            this.name = name;
            this.file = file;
            this.created = created;
        }
    }

    SpareSegments(
            LogContext context,
            RecordClass recordClass,
            ClassCounters counters,
            Collection<String> ready,
            Collection<String> unprepared,
            int nextSlot) {
        this.disk = context.disk();
        this.limits = context.limits();
        this.recordClass = recordClass;
        this.counters = counters;
        this.ready = new ArrayDeque<>(ready);
        this.unprepared = new ArrayDeque<>(unprepared);
        this.nextSlot = nextSlot;
        counters.spares.set(this.ready.size());
    }

    static String fileName(RecordClass recordClass, int slot) {
        return String.format(Locale.ROOT, "%s-%05d.seg", recordClass.prefix(), slot);
    }

    boolean isReady() {
        return !ready.isEmpty();
    }

    /// Takes a zero-filled file out; there must be one.
    String take() {
        String name = ready.remove();
        counters.spares.set(ready.size());
        return name;
    }

    /// Works until a spare file is ready.
    ///
    /// @return false when there can be none now
    boolean makeReady(Source source, long nowNanos) {
        int stepsMax = limits.segmentBytes() / STEP_BYTES + 2;
        for (int step = 0; step < stepsMax && ready.isEmpty(); step++) {
            boolean before = creationFailed;
            if (!step(source, nowNanos, true) && (before || !creationFailed)) {
                return false;
            }
        }
        return !ready.isEmpty();
    }

    /// Does one bounded piece of the work that keeps the reserve filled.
    ///
    /// @param urgent the class has nothing left to write to: sync once at the end, and give up the
    ///   tag window if need be
    /// @return false when there was nothing to do or nothing can be done now
    boolean step(Source source, long nowNanos, boolean urgent) {
        if (current == null && ready.size() >= limits.quota(recordClass).reserveSegments()) {
            return false;
        }
        boolean pause = failed && nowNanos - retryAtNanos < 0;
        if (pause && !(urgent && creationFailed)) {
            return false;
        }
        try {
            if (current == null) {
                current = begin(source, urgent, !pause);
            }
            if (current == null) {
                return false;
            }
            fill(current, urgent);
            failed = false;
            creationFailed = false;
            return true;
        } catch (IOException e) {
            abandon(e, nowNanos);
            return false;
        }
    }

    /// @param anew whether a further file may be tried now
    private @Nullable Preparation begin(Source source, boolean urgent, boolean anew)
            throws IOException {
        if (unprepared.isEmpty()) {
            Segment old = source.releaseOldest(false);
            if (old == null && anew && mayCreate(source)) {
                return create();
            }
            if (old == null && urgent) {
                old = source.releaseOldest(true);
            }
            if (old == null) {
                old = source.evictOldest(urgent);
            }
            if (old == null) {
                return null;
            }
            unprepared.add(old.file());
        }
        // It leaves the queue only when it is open, so that a failure does not lose sight of it.
        DiskFile file = disk.open(unprepared.element(), false);
        Preparation preparation = new Preparation(unprepared.remove(), file, false);
        current = preparation;
        if (file.size() > limits.segmentBytes()) {
            file.resize(limits.segmentBytes());
        }
        file.write(
                0,
                SegmentHeader.empty(Kind.PREPARING, recordClass, limits.segmentBytes()).encode());
        // Before anything is overwritten the file must be known, across a power cut, to hold
        // nothing.
        file.dataSync();
        return preparation;
    }

    private boolean mayCreate(Source source) throws IOException {
        int files = source.liveSegments() + ready.size() + unprepared.size();
        return files < limits.quota(recordClass).segments()
                && disk.freeBytes() >= FREE_FACTOR * limits.segmentBytes();
    }

    private Preparation create() throws IOException {
        while (disk.exists(fileName(recordClass, nextSlot))) {
            nextSlot++;
        }
        String name = fileName(recordClass, nextSlot);
        nextSlot++;
        Preparation preparation = new Preparation(name, disk.open(name, true), true);
        current = preparation;
        preparation.file.write(
                0,
                SegmentHeader.empty(Kind.PREPARING, recordClass, limits.segmentBytes()).encode());
        return preparation;
    }

    /// Zeros go out page by page: one large write makes one large folio in the page cache, and the
    /// kernel then accounts all of it for every small commit into it (seen on Linux 6.18: 131,731
    /// octets a commit instead of 4,849).
    private void fill(Preparation preparation, boolean urgent) throws IOException {
        int end = Math.min(preparation.positionBytes + STEP_BYTES, limits.segmentBytes());
        while (preparation.positionBytes < end) {
            int toPage =
                    SegmentHeader.PAGE_BYTES - preparation.positionBytes % SegmentHeader.PAGE_BYTES;
            int count = Math.min(toPage, end - preparation.positionBytes);
            preparation.file.write(preparation.positionBytes, ZEROS.duplicate().limit(count));
            preparation.positionBytes += count;
            counters.bytesPrepared.addAndGet(count);
        }
        boolean complete = preparation.positionBytes == limits.segmentBytes();
        if (complete || !urgent) {
            preparation.file.dataSync();
        }
        if (complete) {
            finish(preparation);
        }
    }

    private void finish(Preparation preparation) throws IOException {
        // Only now, with every zero durable, may the header say so.
        preparation.file.write(
                0, SegmentHeader.empty(Kind.SPARE, recordClass, limits.segmentBytes()).encode());
        preparation.file.dataSync();
        if (preparation.created) {
            disk.syncDirectory();
        }
        preparation.file.close();
        current = null;
        ready.add(preparation.name);
        counters.spares.set(ready.size());
    }

    private void abandon(IOException cause, long nowNanos) {
        counters.prepareFailures.incrementAndGet();
        if (!failed) {
            Logger.warn(
                    "JRN-012 no segment prepared: class={} cause={}",
                    recordClass,
                    cause.getMessage());
        }
        failed = true;
        creationFailed = current != null && current.created;
        retryAtNanos = nowNanos + RETRY_NANOS;
        Preparation given = current;
        current = null;
        if (given == null) {
            return;
        }
        try {
            given.file.close();
            if (given.created) {
                // Nothing but zeros, and the disk wants the space.
                disk.delete(given.name);
            }
        } catch (IOException e) {
            Logger.warn(
                    "JRN-012 no segment prepared: class={} cause={}", recordClass, e.getMessage());
        }
        if (!given.created) {
            unprepared.add(given.name);
        }
    }

    void close() throws IOException {
        if (current != null) {
            current.file.close();
            current = null;
        }
    }
}
