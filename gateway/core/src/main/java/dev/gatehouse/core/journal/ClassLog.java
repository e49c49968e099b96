package dev.gatehouse.core.journal;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

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
        return withoutOldest(now, urgent) ? now.segments().getFirst() : null;
    }

    /// Takes the oldest segment out of the table.
    ///
    /// @return false when it holds tags of the window, which only an urgent need gives up
    private boolean withoutOldest(SegmentTable now, boolean urgent) {
        boolean holdsTags = holdsTags(now);
        if (holdsTags && !urgent) {
            return false;
        }
        if (holdsTags) {
            counters.tagWindowShort.incrementAndGet();
        }
        // The reader looks at the table again when it meets something bad, so it must see this
        // first.
        table = now.withoutOldest();
        return true;
    }

    private boolean holdsTags(SegmentTable now) {
        long before = now.segments().get(0).header().taggedBefore();
        long behind = now.segments().get(1).header().taggedBefore();
        return behind > before && taggedDurable - behind < context.limits().tagWindow();
    }

    @Override
    public @Nullable Segment evictOldest(boolean urgent) throws IOException {
        SegmentTable now = table;
        boolean wanted =
                recordClass.givesWay()
                        && context.eviction().isAllowed()
                        && now.size() >= 2
                        && (urgent || (isHalfFull() && !holdsTags(now)));
        if (!wanted) {
            return null;
        }
        SegmentHeader oldest = now.segments().get(0).header();
        long receipted = context.cursor().applyAsLong(recordClass);
        long first = Math.max(oldest.firstSequence(), receipted);
        long end = now.segments().get(1).header().firstSequence();
        if (first < end
                && context.eviction().declaredEnd(recordClass) < end
                && !declare(now, receipted, first)) {
            return null;
        }
        boolean _ = withoutOldest(now, true);
        counters.evictedSegments.incrementAndGet();
        return now.segments().getFirst();
    }

    /// Time to spare is used to give way before the segment in use is full, so that an event need
    /// not wait for it, but not much earlier: until then the uplink may come back.
    private boolean isHalfFull() {
        return active != null && active.positionBytes > active.header.segmentBytes() / 2;
    }

    /// Declares what stands before the next segment whose state is intact, for the chain goes on
    /// there.
    ///
    /// @return false when there is none
    private boolean declare(SegmentTable now, long receipted, long first) throws IOException {
        for (Segment next : now.segments().subList(1, now.size())) {
            Optional<byte[]> state = next.readState(disk);
            if (state.isPresent()) {
                long end = next.header().firstSequence();
                context.eviction().declare(recordClass, receipted, first, end, state.get());
                counters.evictedRecords.addAndGet(end - first);
                Logger.warn(
                        "JRN-018 no room: the oldest records were given up and declared: class={} first={} count={}",
                        recordClass,
                        first,
                        end - first);
                return true;
            }
        }
        Logger.error(
                "JRN-019 no room, and no segment whose state is intact to go on from: class={}",
                recordClass);
        return false;
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
