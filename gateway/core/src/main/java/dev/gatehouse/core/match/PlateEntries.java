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

    /// Verifies one candidate and adds it to the answer when it matches.
    ///
    /// @return false when the answer takes no more candidates
    boolean offer(int rank, PlateQuery query, PlateAnswer answer) {
        if (!answer.spend()) {
            return false;
        }
        if (PlateVerifier.active(untilMinuteOfRank[rank], query.nowMinute())) {
            int result = PlateVerifier.verify(query, rawOfRank[rank], jurisdictionOfRank[rank]);
            if (result != PlateVerifier.NONE) {
                answer.add(rank, priorityOfRank[rank], result);
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "PlateEntries[size=" + size() + "]";
    }
}
