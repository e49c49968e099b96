package dev.gatehouse.core.journal;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import dev.gatehouse.core.disk.MediumRead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// Reads one class: keeps the segment open and its place in it, and a window of octets ahead.
/// Owner: the reading thread.
final class ClassReader {
    private static final int WINDOW_BYTES = 128 << 10;

    private final Disk disk;
    private final Quarantine quarantine;
    private final RecordClass recordClass;
    private final ClassLog log;
    private final CursorFile cursors;
    private final int windowBytes;
    private @Nullable ByteBuffer window;
    private long windowAt;
    private @Nullable Segment segment;
    private @Nullable DiskFile file;
    private int position;

    /// Every frame before `position` has a lower sequence than this.
    private long passed;

    ClassReader(
            Disk disk,
            JournalLimits limits,
            Quarantine quarantine,
            RecordClass recordClass,
            ClassLog log,
            CursorFile cursors) {
        this.disk = disk;
        this.quarantine = quarantine;
        this.recordClass = recordClass;
        this.log = log;
        this.cursors = cursors;
        int longest = Frame.lengthBytes(JournalLimits.ANNEX_BYTES_MAX, limits.maxRecordBytes());
        this.windowBytes = Math.max(longest, Math.min(WINDOW_BYTES, limits.segmentBytes()));
    }

    ReadResult read(long sequence) throws IOException {
        long durable = log.durable();
        if (sequence >= durable) {
            return new ReadResult.NotYet(durable);
        }
        SegmentTable table = log.table();
        Segment holding = table.holding(sequence);
        if (holding == null) {
            return before(table, sequence, durable);
        }
        open(holding, sequence);
        ReadResult found = walk(holding, sequence, durable);
        if (found instanceof ReadResult.Found) {
            return found;
        }
        // What looks like damage may be a segment that was taken out of use under us.
        return log.table().contains(holding) ? found : before(log.table(), sequence, durable);
    }

    /// Nothing kept begins at or before the sequence.
    private ReadResult before(SegmentTable table, long sequence, long durable) throws IOException {
        boolean none = table.size() == 0;
        long firstKept = none ? durable : table.segments().getFirst().header().firstSequence();
        if (sequence < cursors.cursor(recordClass)) {
            return new ReadResult.Recycled(Math.min(firstKept, cursors.cursor(recordClass)));
        }
        Optional<byte[]> state =
                none ? Optional.empty() : table.segments().getFirst().readState(disk);
        return missing(sequence, firstKept, state);
    }

    private void open(Segment wanted, long sequence) throws IOException {
        if (!wanted.equals(segment)) {
            close();
            file = disk.open(wanted.file(), false);
            segment = wanted;
            rewind(wanted);
        } else if (sequence < passed) {
            rewind(wanted);
        }
    }

    private void rewind(Segment at) {
        position = at.header().dataOffset();
        passed = at.header().firstSequence();
        dropWindow();
    }

    private void dropWindow() {
        if (window != null) {
            window.clear().limit(0);
        }
    }

    private ReadResult walk(Segment in, long sequence, long durable) throws IOException {
        while (true) {
            int at = locate(in);
            if (at < 0) {
                return search(in, sequence, durable);
            }
            ByteBuffer octets = window();
            long found = Frame.sequence(octets, at);
            if (found > sequence) {
                return missing(sequence, Math.min(found, durable), Optional.empty());
            }
            position += Frame.lengthBytes(octets, at);
            passed = found + 1;
            if (found == sequence) {
                return new ReadResult.Found(
                        sequence, Frame.annex(octets, at), Frame.body(octets, at));
            }
        }
    }

    /// Where in the window the frame at `position` stands, -1 when no intact one does.
    private int locate(Segment in) throws IOException {
        ByteBuffer octets = window();
        long offset = position - windowAt;
        if (offset >= 0
                && offset < octets.limit()
                && Frame.isIntact(octets, (int) offset, octets.limit(), in.header().salt())) {
            return (int) offset;
        }
        // Beyond the window, or written since it was read.
        int count = Math.min(octets.capacity(), in.header().dataEnd() - position);
        if (count < Frame.MIN_BYTES) {
            return -1;
        }
        octets.clear().limit(count);
        windowAt = position;
        MediumRead.full(opened(), position, octets);
        octets.flip();
        return Frame.isIntact(octets, 0, octets.limit(), in.header().salt()) ? 0 : -1;
    }

    /// The slow way round something that is no frame: looks at the whole segment once, for the next
    /// frame at or behind the sequence.
    private ReadResult search(Segment in, long sequence, long durable) throws IOException {
        Segment next = log.table().after(in);
        long end = next == null ? durable : Math.min(durable, next.header().firstSequence());
        ByteBuffer image = in.readImage(disk);
        if (!log.table().contains(in)) {
            return new ReadResult.Recycled(sequence + 1);
        }
        SegmentScan scan = SegmentScan.of(image, in.header());
        for (SegmentScan.FrameAt frame : scan.frames()) {
            if (frame.sequence() >= sequence && frame.sequence() < end) {
                int at = frame.offset();
                position = at;
                passed = sequence;
                dropWindow();
                if (frame.sequence() == sequence) {
                    return new ReadResult.Found(
                            sequence, Frame.annex(image, at), Frame.body(image, at));
                }
                keepCopies(in, image, scan, sequence, frame.offset());
                return missing(sequence, frame.sequence(), Optional.empty());
            }
        }
        keepCopies(in, image, scan, sequence, scan.end());
        boolean resumes = next != null && end == next.header().firstSequence();
        return missing(
                sequence, end, resumes && next != null ? next.readState(disk) : Optional.empty());
    }

    private void keepCopies(
            Segment in, ByteBuffer image, SegmentScan scan, long sequence, int before) {
        for (SegmentScan.BadStretch stretch : scan.bad()) {
            if (stretch.from() < before && scan.expectedAt(stretch, in.header()) >= sequence) {
                String _ = quarantine.keep(in, image, stretch.from(), stretch.to());
            }
        }
    }

    private ReadResult missing(long first, long end, Optional<byte[]> resumeState) {
        log.counters.holesRead.incrementAndGet();
        Logger.error(
                "JRN-014 records missing: class={} first={} count={}",
                recordClass,
                first,
                end - first);
        return new ReadResult.Missing(first, end - first, resumeState);
    }

    private ByteBuffer window() {
        if (window == null) {
            window = ByteBuffer.allocate(windowBytes).limit(0);
        }
        return window;
    }

    private DiskFile opened() {
        if (file == null) {
            throw new AssertionError("no segment is open");
        }
        return file;
    }

    void close() throws IOException {
        segment = null;
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
