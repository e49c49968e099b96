package dev.gatehouse.core.journal;

import java.util.List;

/// What the start found in the log of one class.
///
/// @param recordsFound intact records in the segments that were read
/// @param segments live segments
/// @param segmentsRead of these, the ones read at the start
/// @param nextSequence first sequence to be given out
/// @param cursor where the uplink goes on
/// @param cursorDamaged the cursor was unreadable and begins at the oldest record kept, which sends
///   some again
/// @param tornBytes length of what was written but never synced, and is cut off
/// @param tornRecords intact records in it: they shared the sync of a torn one, so nobody was told
///   of them
/// @param lost damaged stretches
/// @param damagedFiles new names of files that are no segments any more
/// @param restoredHeaders files whose first sector is unreadable, used by the copy of the header at
///   their end
public record ClassRecovery(
        RecordClass recordClass,
        long recordsFound,
        int segments,
        int segmentsRead,
        long nextSequence,
        long cursor,
        boolean cursorDamaged,
        long tornBytes,
        int tornRecords,
        List<LostRange> lost,
        List<String> damagedFiles,
        List<String> restoredHeaders) {

    public ClassRecovery {
        lost = List.copyOf(lost);
        damagedFiles = List.copyOf(damagedFiles);
        restoredHeaders = List.copyOf(restoredHeaders);
    }

    /// Whether a technician has something to look at. A torn tail is none: power cuts leave them.
    public boolean isDamaged() {
        return cursorDamaged
                || !lost.isEmpty()
                || !damagedFiles.isEmpty()
                || !restoredHeaders.isEmpty();
    }
}
