package dev.gatehouse.core.journal;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The log of one class: the segment being written, and the others. Owner: the booth thread, except
/// for what is volatile.
final class ClassLog implements SpareSegments.Source {
    private final LogContext context;
    private final Disk disk;
    private final RecordClass recordClass;
    private final TagWindow tags;
    private final SpareSegments spares;
    private final CRC32C crc = new CRC32C();
    final ClassCounters counters = new ClassCounters();

    private volatile SegmentTable table;
    private volatile long durable;
    private @Nullable Active active;
    private long nextSequence;
    private long taggedTotal;

    /// Of these, the durable ones: the others may be gone tomorrow, and must not push a tag out of
    /// the window.
    private long taggedDurable;

    private boolean dirty;
    private long dirtySinceNanos;

    /// The segment that takes frames.
    private static final class Active {
        final DiskFile file;
        final SegmentHeader header;
        int positionBytes;

        Active(DiskFile file, SegmentHeader header, int positionBytes) {
            this.file = file;
            this.header = header;
            this.positionBytes = positionBytes;
        }
    }

    ClassLog(LogContext context, RecordClass recordClass, Salvage.Salvaged found)
            throws IOException {
        this.context = context;
        this.disk = context.disk();
        this.recordClass = recordClass;
        this.tags = found.tags();
        this.table = found.table();
        this.nextSequence = found.nextSequence();
        this.durable = nextSequence;
        this.taggedTotal = found.taggedTotal();
        this.taggedDurable = taggedTotal;
        SegmentFiles files = found.files();
        this.spares =
                new SpareSegments(
                        context,
                        recordClass,
                        counters,
                        files.spare,
                        files.unprepared,
                        files.nextSlot());
        if (found.appendOffset() > 0) {
            Segment newest = table.segments().getLast();
            active =
                    new Active(
                            disk.openForCommits(newest.file()),
                            newest.header(),
                            found.appendOffset());
        }
    }

    SegmentTable table() {
        return table;
    }

    long durable() {
        return durable;
    }

    long nextSequence() {
        return nextSequence;
    }

    boolean hasTag(Tag16 tag) {
        return tags.contains(tag);
    }

    boolean isDirty() {
        return dirty;
    }

    long syncDueNanos() {
        return dirtySinceNanos + recordClass.commitWindowNanos();
    }

    /// Makes sure that the first record finds a segment without waiting for 4 MiB of zeros.
    void prepareFirst() {
        if (active == null && !spares.isReady()) {
            boolean _ = spares.makeReady(this, context.clock().nanoTime());
        }
    }

    /// Whether a record of this size would be taken.
    boolean hasRoom(int annexBytes, int bodyBytes) {
        return fits(Frame.lengthBytes(annexBytes, bodyBytes))
                || spares.isReady()
                || spares.makeReady(this, context.clock().nanoTime());
    }

    /// Whether a record of this size would begin a new segment.
    boolean startsSegment(int annexBytes, int bodyBytes) {
        return !fits(Frame.lengthBytes(annexBytes, bodyBytes));
    }

    private boolean fits(int frameBytes) {
        return active != null && active.positionBytes + frameBytes <= active.header.dataEnd();
    }

    /// Takes a record.
    ///
    /// @return the sequence, or [Journal#FULL]
    long append(byte[] annex, byte[] body) throws IOException {
        int frameBytes = Frame.lengthBytes(annex.length, body.length);
        Active segment = fits(frameBytes) ? active : next();
        if (segment == null) {
            counters.fullRefusals.incrementAndGet();
            return Journal.FULL;
        }
        long sequence = nextSequence;
        ByteBuffer frame = context.frame();
        Frame.encode(frame, segment.header.salt(), sequence, durable, annex, body, crc);
        segment.file.write(segment.positionBytes, frame);
        segment.positionBytes += frameBytes;
        nextSequence = sequence + 1;
        if (!dirty) {
            dirty = true;
            dirtySinceNanos = context.clock().nanoTime();
        }
        Tag16 tag = Tag16.of(annex);
        if (!tag.isNone()) {
            tags.add(tag);
            taggedTotal++;
        }
        counters.appends.incrementAndGet();
        counters.bytesAppended.addAndGet(frameBytes);
        return sequence;
    }

    /// Makes every record durable, then tells.
    void sync() throws IOException {
        if (dirty && active != null) {
            active.file.dataSync();
            dirty = false;
            durable = nextSequence;
            taggedDurable = taggedTotal;
            counters.syncs.incrementAndGet();
            if (active.positionBytes > active.header.segmentBytes() / 2 && !spares.isReady()) {
                // Nobody found time for prepare(): pay in small coin before the roll has to pay at
                // once.
                boolean _ = spares.step(this, context.clock().nanoTime(), false);
            }
        }
    }

    /// Begins a new segment.
    ///
    /// @return false when there is none: the class is full
    boolean roll() throws IOException {
        return next() != null;
    }

    /// Closes the active segment for writing and opens the next; null when there is none.
    private @Nullable Active next() throws IOException {
        if (!spares.isReady() && !spares.makeReady(this, context.clock().nanoTime())) {
            return null;
        }
        // All segments but the newest are durable in whole; only there can a tail be torn.
        sync();
        byte[] state = context.state().stateAt(recordClass);
        if (state.length > SegmentState.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "state: expected at most "
                            + SegmentState.MAX_BYTES
                            + " octets, found "
                            + state.length);
        }
        if (active != null) {
            active.file.close();
            active = null;
        }
        List<Segment> before = table.segments();
        SegmentHeader header =
                new SegmentHeader(
                        SegmentHeader.Kind.LIVE,
                        recordClass,
                        context.limits().segmentBytes(),
                        before.isEmpty() ? 0 : before.getLast().header().number() + 1,
                        nextSequence,
                        taggedTotal,
                        context.salts().nextLong(),
                        state.length,
                        SegmentHeader.crc(state));
        String name = spares.take();
        DiskFile file = disk.openForCommits(name);
        active = new Active(file, header, header.dataOffset());
        file.write(SegmentHeader.STATE_OFFSET, ByteBuffer.wrap(state));
        file.write(header.dataEnd(), header.encode());
        file.write(0, header.encode());
        // Its own sync, so that no frame is ever on disk under a header that is not.
        file.dataSync();
        table = table.plus(new Segment(name, header));
        return active;
    }

    boolean prepare() {
        return spares.step(this, context.clock().nanoTime(), false);
    }

    @Override
    public int liveSegments() {
        return table.size();
    }

    @Override
    public @Nullable Segment releaseOldest(boolean urgent) {
        SegmentTable now = table;
        if (now.size() < 2) {
            return null;
        }
        SegmentHeader next = now.segments().get(1).header();
        if (next.firstSequence() > context.cursor().applyAsLong(recordClass)) {
            return null;
        }
        Segment oldest = now.segments().getFirst();
        boolean holdsTags =
                next.taggedBefore() > oldest.header().taggedBefore()
                        && taggedDurable - next.taggedBefore() < context.limits().tagWindow();
        if (holdsTags && !urgent) {
            return null;
        }
        if (holdsTags) {
            counters.tagWindowShort.incrementAndGet();
        }
        // The reader looks at the table again when it meets something bad, so it must see this
        // first.
        table = now.withoutOldest();
        return oldest;
    }

    JournalStats.ClassStats stats() {
        int quota = context.limits().quota(recordClass).segments();
        SegmentTable now = table;
        long cursor = context.cursor().applyAsLong(recordClass);
        long onDisk = durable;
        int backlog = cursor < onDisk ? now.sizeFrom(cursor) : 0;
        return counters.snapshot(now.size(), quota, backlog, onDisk, cursor);
    }

    void close() throws IOException {
        spares.close();
        if (active != null) {
            active.file.close();
            active = null;
        }
    }
}
