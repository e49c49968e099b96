package dev.gatehouse.core.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The live segments of a class in order of their number: an immutable snapshot, published by the
/// writer to the reader.
record SegmentTable(List<Segment> segments) {
    static final SegmentTable EMPTY = new SegmentTable(List.of());

    SegmentTable {
        segments = List.copyOf(segments);
    }

    SegmentTable plus(Segment newest) {
        List<Segment> more = new ArrayList<>(segments);
        more.add(newest);
        return new SegmentTable(more);
    }

    SegmentTable withoutOldest() {
        return new SegmentTable(segments.subList(1, segments.size()));
    }

    int size() {
        return segments.size();
    }

    boolean contains(Segment segment) {
        return indexOf(segment) >= 0;
    }

    private int indexOf(Segment segment) {
        for (int i = segments.size() - 1; i >= 0; i--) {
            if (segments.get(i).header().number() == segment.header().number()) {
                return segments.get(i).equals(segment) ? i : -1;
            }
        }
        return -1;
    }

    /// The segment in which the record stands if it stands anywhere; null when all begin behind it.
    @Nullable Segment holding(long sequence) {
        int low = 0;
        int high = segments.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (segments.get(middle).header().firstSequence() <= sequence) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 ? null : segments.get(high);
    }

    /// How many segments hold this record and what comes behind it.
    int sizeFrom(long sequence) {
        Segment first = holding(sequence);
        return first == null ? segments.size() : segments.size() - indexOf(first);
    }

    @Nullable Segment after(Segment segment) {
        int next = indexOf(segment) + 1;
        return next > 0 && next < segments.size() ? segments.get(next) : null;
    }
}
