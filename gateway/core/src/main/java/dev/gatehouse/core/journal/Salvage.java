package dev.gatehouse.core.journal;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import dev.gatehouse.core.journal.Recovered.RecoveredAnnex;
import dev.gatehouse.core.journal.SegmentScan.FrameAt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the log of one class at the start: the headers of all segments, the content of the last
/// ones only. Leaves the disk so that everything it found is durable, and nothing it did not
/// understand is gone.
final class Salvage {
    private final Disk disk;
    private final JournalLimits limits;
    private final RecordClass recordClass;
    private final Quarantine quarantine;
    private final SegmentFiles files;
    private final SegmentTable table;
    private final boolean cursorDamaged;
    private final long cursor;

    /// End of what was given up for want of room.
    private final long declaredEnd;

    private final TagWindow tags;
    private final List<LostRange> lost = new ArrayList<>();
    private final List<RecoveredAnnex> annexes = new ArrayList<>();
    private Optional<byte[]> state = Optional.empty();
    private long stateSequence;
    private long recordsFound;
    private int segmentsRead;
    private long nextSequence;
    private int appendOffset;
    private long taggedTotal;
    private long tornBytes;
    private int tornRecords;

    /// What the log goes on with.
    ///
    /// @param appendOffset where the next frame goes in the newest segment; 0 when that takes no
    ///   more
    record Salvaged(
            SegmentTable table,
            int appendOffset,
            long nextSequence,
            long cursor,
            long taggedTotal,
            TagWindow tags,
            SegmentFiles files,
            Recovered recovered,
            ClassRecovery report) {}

    private Salvage(
            Disk disk,
            JournalLimits limits,
            RecordClass recordClass,
            CursorSlots cursors,
            long declaredEnd,
            Quarantine quarantine)
            throws IOException {
        this.disk = disk;
        this.limits = limits;
        this.recordClass = recordClass;
        this.declaredEnd = declaredEnd;
        this.quarantine = quarantine;
        this.tags = new TagWindow(limits.tagsInMemory());
        this.files = SegmentFiles.find(disk, limits, recordClass);
        this.table = new SegmentTable(files.live);
        boolean any = table.size() > 0;
        this.cursorDamaged = cursors.isDamaged(recordClass) || (cursors.isCreated() && any);
        this.cursor =
                cursorDamaged && any
                        ? oldest().header().firstSequence()
                        : cursors.cursor(recordClass);
    }

    static Salvaged run(
            Disk disk,
            JournalLimits limits,
            RecordClass recordClass,
            CursorSlots cursors,
            long declaredEnd,
            Quarantine quarantine)
            throws IOException {
        Salvage salvage = new Salvage(disk, limits, recordClass, cursors, declaredEnd, quarantine);
        int holes = salvage.findMissingSegments();
        if (salvage.table.size() > 0) {
            salvage.readNewest();
        }
        salvage.nextSequence =
                Math.max(salvage.nextSequence, salvage.firstOwed()) + salvage.unseenRecords(holes);
        if (salvage.table.size() == 0) {
            salvage.stateSequence = salvage.nextSequence;
        }
        return salvage.result();
    }

    /// Everything below is receipted, or was declared given up and may be gone.
    private long firstOwed() {
        return Math.max(cursor, declaredEnd);
    }

    private Segment oldest() {
        return table.segments().getFirst();
    }

    private Segment newest() {
        return table.segments().getLast();
    }

    /// Numbers are dense: a gap is a segment that was set aside or taken away.
    ///
    /// @return gaps found
    private int findMissingSegments() throws IOException {
        int gaps = 0;
        for (int i = 1; i < table.size(); i++) {
            Segment before = table.segments().get(i - 1);
            SegmentHeader after = table.segments().get(i).header();
            if (after.number() == before.header().number() + 1) {
                continue;
            }
            gaps++;
            SegmentScan scan = SegmentScan.of(before.readImage(disk), before.header());
            long first = scan.nextSequence(before.header());
            lost.add(
                    new LostRange(
                            recordClass,
                            before.file(),
                            scan.end(),
                            0,
                            first,
                            after.firstSequence() - first,
                            ""));
        }
        return gaps;
    }

    /// When a file was set aside that no gap accounts for, it may have been the newest: the
    /// sequences it may have held are never given out again.
    private long unseenRecords(int gaps) {
        boolean frontLost = table.size() > 0 && firstOwed() < oldest().header().firstSequence();
        int unexplained = files.damaged.size() - gaps - (frontLost ? 1 : 0);
        int most = limits.segmentBytes() / Frame.MIN_BYTES;
        long unseen = (long) Math.max(0, unexplained) * most;
        if (unseen > 0) {
            appendOffset = 0;
            lost.add(
                    new LostRange(
                            recordClass, files.damaged.getLast(), 0, 0, nextSequence, unseen, ""));
        }
        return unseen;
    }

    private void readNewest() throws IOException {
        Segment newest = newest();
        ByteBuffer image = newest.readImage(disk);
        SegmentScan scan = SegmentScan.of(image, newest.header());
        TailVerdict verdict = TailVerdict.of(image, newest.header(), scan, cursor);
        List<FrameAt> kept = scan.frames().subList(0, verdict.framesKept());
        settle(newest, image, verdict);
        writeAgain(
                newest,
                image,
                kept,
                TailVerdict.provenDurable(image, newest.header(), scan, cursor));
        taggedTotal =
                newest.header().taggedBefore()
                        + kept.stream().filter(f -> !tag(image, f).isNone()).count();
        readBack(image, kept);
        nextSequence = verdict.nextSequence();
        boolean takesMore = !verdict.sealed() && !files.restoredHeaders.contains(newest.file());
        appendOffset = takesMore ? verdict.appendOffset() : 0;
        tornBytes = verdict.tornBytes();
        tornRecords = verdict.tornFrames();
    }

    /// Copies what is bad and cuts off what is torn.
    private void settle(Segment newest, ByteBuffer image, TailVerdict verdict) throws IOException {
        for (TailVerdict.Damage damage : verdict.damaged()) {
            int from = damage.stretch().from();
            int to = damage.stretch().to();
            String copy = quarantine.keep(newest, image, from, to);
            lost.add(
                    new LostRange(
                            recordClass,
                            newest.file(),
                            from,
                            to - from,
                            damage.firstSequence(),
                            damage.count(),
                            copy));
        }
        try (DiskFile file = disk.open(newest.file(), false)) {
            int torn = verdict.tornBytes();
            if (torn > 0) {
                quarantine.keep(newest, image, verdict.tornFrom(), verdict.tornTo());
                file.write(verdict.tornFrom(), ByteBuffer.allocate(torn));
            }
        }
    }

    /// Writes again, and syncs, whatever a sync that failed may have lost: until the next power cut
    /// the kernel shows it, though it is nowhere on the medium, and takes its pages for clean, so
    /// that a sync alone would do nothing.
    ///
    /// @param proven records that no failed sync can have lost
    private void writeAgain(Segment newest, ByteBuffer image, List<FrameAt> kept, long proven)
            throws IOException {
        try (DiskFile file = disk.open(newest.file(), false)) {
            boolean headerProven = proven > newest.header().firstSequence();
            if (!headerProven && !files.restoredHeaders.contains(newest.file())) {
                file.write(0, image.slice(0, newest.header().dataOffset()));
                file.write(
                        newest.header().dataEnd(),
                        image.slice(newest.header().dataEnd(), SegmentHeader.TRAILER_BYTES));
            }
            for (FrameAt frame : kept) {
                if (frame.sequence() >= proven) {
                    int length = Frame.lengthBytes(image, frame.offset());
                    file.write(frame.offset(), image.slice(frame.offset(), length));
                }
            }
            file.dataSync();
        }
    }

    /// Reads older segments while the state is not found or the tag window not filled, then takes
    /// annexes and tags in order.
    private void readBack(ByteBuffer newestImage, List<FrameAt> newestFrames) throws IOException {
        int newest = table.size() - 1;
        int first = newest;
        int stateAt = readState(newest) ? newest : -1;
        while (first > 0 && (stateAt < 0 || needsTagsBefore(first))) {
            first--;
            if (stateAt < 0 && readState(first)) {
                stateAt = first;
            }
        }
        for (int i = first; i <= newest; i++) {
            Segment segment = table.segments().get(i);
            ByteBuffer image = i == newest ? newestImage : segment.readImage(disk);
            List<FrameAt> frames =
                    i == newest ? newestFrames : SegmentScan.of(image, segment.header()).frames();
            boolean wanted = i >= stateAt;
            for (FrameAt frame : frames) {
                tags.add(tag(image, frame));
                if (wanted) {
                    annexes.add(
                            new RecoveredAnnex(
                                    frame.sequence(), Frame.annex(image, frame.offset())));
                }
            }
            recordsFound += frames.size();
        }
        segmentsRead = newest - first + 1;
        stateSequence = table.segments().get(Math.max(first, stateAt)).header().firstSequence();
    }

    private boolean readState(int index) throws IOException {
        state = table.segments().get(index).readState(disk);
        return state.isPresent();
    }

    private boolean needsTagsBefore(int index) {
        long before = table.segments().get(index).header().taggedBefore();
        return taggedTotal - before < limits.tagWindow()
                && before > oldest().header().taggedBefore();
    }

    private static Tag16 tag(ByteBuffer image, FrameAt frame) {
        return Tag16.of(Frame.annex(image, frame.offset()));
    }

    private Salvaged result() {
        ClassRecovery report =
                new ClassRecovery(
                        recordClass,
                        recordsFound,
                        table.size(),
                        segmentsRead,
                        nextSequence,
                        cursor,
                        cursorDamaged,
                        tornBytes,
                        tornRecords,
                        lost,
                        files.damaged,
                        files.restoredHeaders);
        Recovered recovered = new Recovered(state, stateSequence, annexes);
        return new Salvaged(
                table,
                appendOffset,
                nextSequence,
                cursor,
                taggedTotal,
                tags,
                files,
                recovered,
                report);
    }
}
