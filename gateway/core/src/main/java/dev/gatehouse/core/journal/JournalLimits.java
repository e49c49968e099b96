package dev.gatehouse.core.journal;

/// Every bound of a journal.
///
/// @param segmentBytes size of each segment file, a multiple of 4,096, at most [#SEGMENT_BYTES_MAX]
/// @param maxRecordBytes longest body
/// @param tagsInMemory tags [Journal#hasTag] remembers per class
/// @param tagWindow tagged records per class that stay on disk, so that a restart remembers at
///   least these
/// @param p0 space of alarms
/// @param p1 space of records
/// @param p2 space of telemetry
public record JournalLimits(
        int segmentBytes,
        int maxRecordBytes,
        int tagsInMemory,
        int tagWindow,
        Quota p0,
        Quota p1,
        Quota p2) {

    /// 64 MiB of alarms, 1 GiB of records (about 1.4 million of 700 octets), 128 MiB of telemetry.
    public static final JournalLimits DEFAULTS =
            new JournalLimits(
                    4 << 20,
                    64 << 10,
                    20_000,
                    1_000,
                    new Quota(16, 2),
                    new Quota(256, 2),
                    new Quota(32, 1));

    /// A segment is scanned in memory when it is salvaged.
    public static final int SEGMENT_BYTES_MAX = 64 << 20;

    /// Longest annex: local to the booth, never sent.
    public static final int ANNEX_BYTES_MAX = 64;

    /// Space of one class.
    ///
    /// @param segments files at most, spare ones included
    /// @param reserveSegments spare files kept zero-filled ahead, which stay writable when others
    ///   have filled the disk
    public record Quota(int segments, int reserveSegments) {
        /// Files a class may have at most; their names carry the number.
        public static final int SEGMENTS_MAX = 10_000;

        public Quota {
            if (reserveSegments < 1 || segments <= reserveSegments || segments > SEGMENTS_MAX) {
                throw new IllegalArgumentException(
                        "quota: expected 1 <= reserve < segments <= "
                                + SEGMENTS_MAX
                                + ", found reserve "
                                + reserveSegments
                                + ", segments "
                                + segments);
            }
        }
    }

    public JournalLimits {
        int smallest =
                SegmentHeader.DATA_OFFSET_MAX
                        + Frame.lengthBytes(
                                ANNEX_BYTES_MAX,
                                Math.max(0, Math.min(maxRecordBytes, SEGMENT_BYTES_MAX)))
                        + SegmentHeader.TRAILER_BYTES;
        if (maxRecordBytes < 1
                || segmentBytes % SegmentHeader.PAGE_BYTES != 0
                || segmentBytes < smallest
                || segmentBytes > SEGMENT_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "segmentBytes: expected a multiple of "
                            + SegmentHeader.PAGE_BYTES
                            + " from "
                            + smallest
                            + " to "
                            + SEGMENT_BYTES_MAX
                            + " for records of "
                            + maxRecordBytes
                            + ", found "
                            + segmentBytes);
        }
        if (tagWindow < 0
                || tagsInMemory < Math.max(1, tagWindow)
                || tagsInMemory > TagWindow.CAPACITY_MAX) {
            throw new IllegalArgumentException(
                    "tags: expected 0 <= tagWindow <= tagsInMemory <= "
                            + TagWindow.CAPACITY_MAX
                            + ", found "
                            + tagWindow
                            + " and "
                            + tagsInMemory);
        }
    }

    /// Space of a class.
    public Quota quota(RecordClass recordClass) {
        return switch (recordClass) {
            case P0 -> p0;
            case P1 -> p1;
            case P2 -> p2;
        };
    }
}
