package dev.gatehouse.core.match;

/// Listed plates with unread characters, compared with every read one by one (fact sheet, section
/// 3.4).
final class PartialPlates {
    private static final int BYTES_PER_ENTRY = 8 + 8 + 1 + 4;

    private final int[] ranks;
    private final long[] folded;
    private final long[] masks;
    private final byte[] lengths;

    PartialPlates(int[] ranks, long[] rawOfRank) {
        this.ranks = ranks;
        folded = new long[ranks.length];
        masks = new long[ranks.length];
        lengths = new byte[ranks.length];
        for (int i = 0; i < ranks.length; i++) {
            long raw = rawOfRank[ranks[i]];
            folded[i] = PlateFold.fold(raw);
            masks[i] = PlateFold.readMask(raw);
            lengths[i] = (byte) PlateFold.length(raw);
        }
    }

    int size() {
        return ranks.length;
    }

    long memoryBytes() {
        return (long) BYTES_PER_ENTRY * ranks.length;
    }

    void scan(PlateQuery query, PlateAnswer answer) {
        answer.beginPhase();
        long read = query.folded();
        long readMask = query.readMask();
        for (int i = 0; i < ranks.length; i++) {
            boolean consistent =
                    lengths[i] == query.length() && ((folded[i] ^ read) & masks[i] & readMask) == 0;
            if (consistent && !answer.offer(ranks[i])) {
                return;
            }
        }
    }
}
