package dev.gatehouse.core.match;

/// Listed plates with unread characters, compared with every read one by one (fact sheet, section
/// 3.4).
final class PartialPlates {
    private static final int BYTES_PER_ENTRY = 8 + 8 + 1 + 4;

    private final int[] places;
    private final long[] folded;
    private final long[] masks;
    private final byte[] lengths;

    PartialPlates(int[] places, PlateEntries entries) {
        this.places = places;
        folded = new long[places.length];
        masks = new long[places.length];
        lengths = new byte[places.length];
        for (int i = 0; i < places.length; i++) {
            long raw = entries.raw(places[i]);
            folded[i] = PlateFold.fold(raw);
            masks[i] = PlateFold.readMask(raw);
            lengths[i] = (byte) PlateFold.length(raw);
        }
    }

    int size() {
        return places.length;
    }

    long memoryBytes() {
        return (long) BYTES_PER_ENTRY * places.length;
    }

    void scan(PlateQuery query, PlateAnswer answer) {
        answer.beginPhase();
        long read = query.folded();
        long readMask = query.readMask();
        for (int i = 0; i < places.length; i++) {
            boolean consistent =
                    lengths[i] == query.length() && ((folded[i] ^ read) & masks[i] & readMask) == 0;
            if (consistent && !answer.offer(places[i])) {
                return;
            }
        }
    }
}
