package dev.gatehouse.core.journal;

/// Counters since the start; a snapshot that any thread may take.
public record JournalStats(ClassStats p0, ClassStats p1, ClassStats p2) {

    public ClassStats of(RecordClass recordClass) {
        return switch (recordClass) {
            case P0 -> p0;
            case P1 -> p1;
            case P2 -> p2;
        };
    }

    /// One class.
    ///
    /// @param appends records taken
    /// @param bytesAppended octets of their frames
    /// @param syncs group commits
    /// @param fullRefusals appends refused because the class was full
    /// @param bytesPrepared zeros written to prepare segments
    /// @param prepareFailures attempts to prepare a segment that failed, mostly for want of space
    /// @param tagWindowShort segments used again although they held tags of the window, because the
    ///   class was full
    /// @param evictedRecords records given up, declared, to make room for newer ones
    /// @param evictedSegments segments they stood in
    /// @param holesRead holes the reader met
    /// @param segments live segments
    /// @param spareSegments segments ready for use
    /// @param quotaSegments most the class may have
    /// @param backlogSegments live segments that hold records past the cursor: space the cursor
    ///   does not give back
    /// @param durable records on disk
    /// @param cursor records receipted
    public record ClassStats(
            long appends,
            long bytesAppended,
            long syncs,
            long fullRefusals,
            long bytesPrepared,
            long prepareFailures,
            long tagWindowShort,
            long evictedRecords,
            long evictedSegments,
            long holesRead,
            int segments,
            int spareSegments,
            int quotaSegments,
            int backlogSegments,
            long durable,
            long cursor) {}
}
