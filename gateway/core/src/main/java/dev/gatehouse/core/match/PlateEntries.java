package dev.gatehouse.core.match;

/// Listed plates by rank: the place in the order (priority, number given when added).
///
/// @param rawOfRank packed raw forms, see [PlateFold]
/// @param jurisdictionOfRank ids
/// @param priorityOfRank 1 to 5
/// @param untilMinuteOfRank first minute since the epoch at which the entry no longer matches
/// @param entryOfRank number given when added
@SuppressWarnings("ArrayRecordComponent") // internal, never compared, never handed out
record PlateEntries(
        long[] rawOfRank,
        byte[] jurisdictionOfRank,
        byte[] priorityOfRank,
        int[] untilMinuteOfRank,
        int[] entryOfRank) {

    private static final int BYTES_PER_ENTRY = 8 + 1 + 1 + 4 + 4;

    int size() {
        return rawOfRank.length;
    }

    long memoryBytes() {
        return (long) BYTES_PER_ENTRY * size();
    }

    /// What the verifier says of one entry; nothing when it has expired.
    int verify(int rank, PlateQuery query) {
        return PlateVerifier.active(untilMinuteOfRank[rank], query.nowMinute())
                ? PlateVerifier.verify(query, rawOfRank[rank], jurisdictionOfRank[rank])
                : PlateVerifier.NONE;
    }

    @Override
    public String toString() {
        return "PlateEntries[size=" + size() + "]";
    }
}
