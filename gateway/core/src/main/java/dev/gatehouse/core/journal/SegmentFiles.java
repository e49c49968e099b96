package dev.gatehouse.core.journal;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import dev.gatehouse.core.disk.MediumRead;
import dev.gatehouse.core.journal.SegmentHeader.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The segment files of one class, told apart by their headers. A file that is none of the known
/// kinds and not empty is renamed, never overwritten.
final class SegmentFiles {
    static final String DAMAGED_SUFFIX = ".damaged";

    private final Disk disk;
    private final JournalLimits limits;
    private final RecordClass recordClass;
    final List<Segment> live = new ArrayList<>();
    final List<String> spare = new ArrayList<>();
    final List<String> unprepared = new ArrayList<>();
    final List<String> damaged = new ArrayList<>();
    final List<String> restoredHeaders = new ArrayList<>();
    private int nextSlot;

    private SegmentFiles(Disk disk, JournalLimits limits, RecordClass recordClass) {
        this.disk = disk;
        this.limits = limits;
        this.recordClass = recordClass;
    }

    /// Looks at every file of the class. Reads whole files only where a header is not intact.
    static SegmentFiles find(Disk disk, JournalLimits limits, RecordClass recordClass)
            throws IOException {
        SegmentFiles files = new SegmentFiles(disk, limits, recordClass);
        Pattern pattern = Pattern.compile(recordClass.prefix() + "-(\\d{5})\\.seg");
        for (String name : disk.list()) {
            Matcher matcher = pattern.matcher(name);
            if (matcher.matches()) {
                files.nextSlot = Math.max(files.nextSlot, Integer.parseInt(matcher.group(1)) + 1);
                files.sort(name);
            }
        }
        files.live.sort(Comparator.comparingLong(segment -> segment.header().number()));
        files.dropDuplicates();
        files.dropUnfinished();
        return files;
    }

    int nextSlot() {
        return nextSlot;
    }

    private void sort(String name) throws IOException {
        try (DiskFile file = disk.open(name, false)) {
            SegmentHeader header = header(file, 0);
            if (header != null) {
                switch (header.kind()) {
                    case PREPARING -> unprepared.add(name);
                    case SPARE -> (isUsable(file, header) ? spare : unprepared).add(name);
                    case LIVE -> live.add(new Segment(name, header));
                }
                return;
            }
            SegmentHeader copy = header(file, file.size() - SegmentHeader.TRAILER_BYTES);
            if (copy != null && copy.kind() == Kind.LIVE) {
                live.add(new Segment(name, copy));
                restoredHeaders.add(name);
                return;
            }
            if (isZero(file, SegmentHeader.SECTOR_BYTES, file.size())) {
                unprepared.add(name);
                return;
            }
        }
        setAside(name);
    }

    private @Nullable SegmentHeader header(DiskFile file, long positionBytes) throws IOException {
        if (positionBytes < 0 || file.size() < positionBytes + SegmentHeader.BYTES) {
            return null;
        }
        ByteBuffer octets = ByteBuffer.allocate(SegmentHeader.BYTES);
        MediumRead.full(file, positionBytes, octets);
        SegmentHeader header = SegmentHeader.decode(octets);
        return header != null && header.recordClass() == recordClass ? header : null;
    }

    private boolean isUsable(DiskFile file, SegmentHeader header) throws IOException {
        return header.segmentBytes() == limits.segmentBytes()
                && file.size() == limits.segmentBytes();
    }

    private static boolean isZero(DiskFile file, long fromBytes, long toBytes) {
        ByteBuffer block = ByteBuffer.allocate(SpareSegments.STEP_BYTES);
        for (long at = fromBytes; at < toBytes; at += block.capacity()) {
            block.clear().limit((int) Math.min(block.capacity(), toBytes - at));
            MediumRead.full(file, at, block);
            block.flip();
            while (block.hasRemaining()) {
                if (block.get() != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Two segments of one number: somebody copied a file here. The first stays.
    private void dropDuplicates() throws IOException {
        for (int i = live.size() - 1; i > 0; i--) {
            if (live.get(i).header().number() == live.get(i - 1).header().number()) {
                setAside(live.remove(i).file());
            }
        }
    }

    /// The newest segment may have become LIVE only in part when the power went: its state does not
    /// fit, and no frame was written, because frames wait for that sync.
    private void dropUnfinished() throws IOException {
        if (live.isEmpty()) {
            return;
        }
        Segment newest = live.getLast();
        if (newest.readState(disk).isPresent()) {
            return;
        }
        try (DiskFile file = disk.open(newest.file(), false)) {
            if (isZero(file, newest.header().dataOffset(), newest.header().dataEnd())) {
                unprepared.add(newest.file());
                live.removeLast();
            }
        }
    }

    private void setAside(String name) throws IOException {
        String aside = name + DAMAGED_SUFFIX;
        for (int copy = 2; disk.exists(aside); copy++) {
            aside = name + "." + copy + DAMAGED_SUFFIX;
        }
        disk.rename(name, aside);
        disk.syncDirectory();
        damaged.add(aside);
    }
}
