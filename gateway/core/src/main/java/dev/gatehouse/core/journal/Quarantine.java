package dev.gatehouse.core.journal;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.tinylog.Logger;

/// Copies of damaged bytes, one file per stretch, made once and never deleted by the journal. Any
/// thread.
final class Quarantine {
    /// More damage than this is not copied any further; the segments themselves still hold it.
    static final int FILES_MAX = 256;

    private static final String PREFIX = "quarantine-";

    private final Disk disk;

    Quarantine(Disk disk) {
        this.disk = disk;
    }

    /// Copies a stretch of a segment.
    ///
    /// @return name of the copy, empty when none could be made: a full disk must not stop the start
    synchronized String keep(Segment segment, ByteBuffer image, int from, int to) {
        SegmentHeader header = segment.header();
        String name =
                PREFIX
                        + header.recordClass().prefix()
                        + "-"
                        + header.number()
                        + "-"
                        + from
                        + "-"
                        + (to - from);
        try {
            if (disk.exists(name)) {
                return name;
            }
            if (disk.freeBytes() < 2L * (to - from)
                    || disk.list().stream().filter(n -> n.startsWith(PREFIX)).count()
                            >= FILES_MAX) {
                return "";
            }
            try (DiskFile copy = disk.open(name, true)) {
                copy.write(0, image.duplicate().limit(to).position(from));
                copy.dataSync();
            }
            disk.syncDirectory();
            return name;
        } catch (IOException e) {
            Logger.warn(
                    "JRN-011 damaged bytes not copied: file={} offset={} cause={}",
                    segment.file(),
                    from,
                    e.getMessage());
            return "";
        }
    }
}
