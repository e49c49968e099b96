package dev.gatehouse.core.journal;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import dev.gatehouse.core.disk.MediumRead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A segment that holds records: its file and its header.
record Segment(String file, SegmentHeader header) {

    /// The caller's state before the first record; empty when it is damaged.
    Optional<byte[]> readState(Disk disk) throws IOException {
        ByteBuffer state = ByteBuffer.allocate(header.stateBytes());
        try (DiskFile opened = disk.open(file, false)) {
            MediumRead.full(opened, SegmentHeader.STATE_OFFSET, state);
        }
        return SegmentHeader.crc(state.array()) == header.stateCrc()
                ? Optional.of(state.array())
                : Optional.empty();
    }

    /// The whole segment in memory, unreadable parts replaced by [MediumRead#UNREADABLE].
    ByteBuffer readImage(Disk disk) throws IOException {
        ByteBuffer image = ByteBuffer.allocate(header.segmentBytes());
        try (DiskFile opened = disk.open(file, false)) {
            MediumRead.full(opened, 0, image);
        }
        return image;
    }
}
