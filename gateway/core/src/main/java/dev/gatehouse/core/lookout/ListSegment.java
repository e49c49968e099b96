package dev.gatehouse.core.lookout;

import java.util.BitSet;
import java.util.OptionalInt;

/// One layer of the lookouts in force: a list, and which of its rows a newer layer has replaced or
/// withdrawn. Immutable.
///
/// @param dead rows that no longer count; never changed after construction
record ListSegment(LookoutList list, BitSet dead) {

    static ListSegment of(LookoutList list) {
        return new ListSegment(list, new BitSet());
    }

    boolean isLive(int row) {
        return !dead.get(row);
    }

    int live() {
        return list.size() - dead.cardinality();
    }

    /// The row that an id has here, if it still counts.
    OptionalInt liveRow(String id) {
        OptionalInt row = list.table().row(id);
        return row.isPresent() && isLive(row.getAsInt()) ? row : OptionalInt.empty();
    }

    ListSegment without(BitSet more) {
        if (more.isEmpty()) {
            return this;
        }
        BitSet all = (BitSet) dead.clone();
        all.or(more);
        return new ListSegment(list, all);
    }

    @Override
    public String toString() {
        return "ListSegment[live=" + live() + "]";
    }
}
