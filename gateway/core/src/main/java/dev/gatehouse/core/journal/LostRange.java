package dev.gatehouse.core.journal;

/// A stretch of a segment that could not be read as records. Nothing was deleted: its bytes are in
/// the quarantine file.
///
/// @param recordClass class of the log
/// @param file segment file
/// @param offsetBytes where the stretch begins
/// @param lengthBytes its length, 0 when a whole segment is missing behind `file`
/// @param firstMissing first sequence that is lost
/// @param missingCount sequences lost, an upper bound where not even headers could be read; 0 when
///   none
/// @param quarantineFile copy of the bytes, empty when there is none (full disk, or the limit of
///   copies is reached)
public record LostRange(
        RecordClass recordClass,
        String file,
        long offsetBytes,
        long lengthBytes,
        long firstMissing,
        long missingCount,
        String quarantineFile) {}
