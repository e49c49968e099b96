package dev.gatehouse.core.match;

/// Listed plates by entry, the number given when added.
///
/// @param raws packed raw forms, see [PlateFold]
/// @param jurisdictions ids
/// @param priorities 1 to 5
/// @param untilMinutes first minute since the epoch at which the entry no longer matches; empty
///   when no entry expires
@SuppressWarnings("ArrayRecordComponent") // internal, never compared, never handed out
record PlateEntries(long[] raws, byte[] jurisdictions, byte[] priorities, int[] untilMinutes) {
    private static final int BYTES_PER_ENTRY = 8 + 1 + 1;

    int size() {
        return raws.length;
    }

    long memoryBytes() {
        return (long) BYTES_PER_ENTRY * size() + 4L * untilMinutes.length;
    }

    /// What the verifier says of one entry; nothing when it has expired.
    int verify(int entry, PlateQuery query) {
        int result = PlateVerifier.verify(query, raws[entry], jurisdictions[entry]);
        boolean expires = result != PlateVerifier.NONE && untilMinutes.length > 0;
        return expires && !PlateVerifier.active(untilMinutes[entry], query.nowMinute())
                ? PlateVerifier.NONE
                : result;
    }

    @Override
    public String toString() {
        return "PlateEntries[size=" + size() + "]";
    }
}
