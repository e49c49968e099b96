package dev.gatehouse.core.lookout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// What one list has and an earlier one had not, and the reverse; costs what the two hold apart
/// where one is the other with deltas on top, and one walk through both otherwise.
///
/// A lookout counts as changed when its version or anything else of it differs: lists without
/// versions change too.
public final class ListDifference {
    /// Changed lookouts that get a list of their own; with more, the whole list is searched, which
    /// finds the same and more.
    static final int MAX_OWN = 65_536;

    private final LookoutSnapshot before;
    private final LookoutSnapshot changed;
    private final int size;
    private final Map<String, Integer> withdrawn;

    private ListDifference(
            LookoutSnapshot before,
            LookoutSnapshot changed,
            int size,
            Map<String, Integer> withdrawn) {
        this.before = before;
        this.changed = changed;
        this.size = size;
        this.withdrawn = Map.copyOf(withdrawn);
    }

    /// What has changed from one to the other.
    public static ListDifference between(LookoutSnapshot before, LookoutSnapshot now) {
        if (before.size() == 0) {
            return new ListDifference(before, now, now.size(), Map.of());
        }
        LookoutTableBuilder own = new LookoutTableBuilder();
        int count = 0;
        Rows known = new Rows(before);
        for (ListSegment segment : now.segments()) {
            OptionalInt twin = twin(before, segment);
            LookoutTable table = segment.list().table();
            for (int row = 0; row < table.size(); row++) {
                boolean was =
                        twin.isPresent() && before.segments().get(twin.getAsInt()).isLive(row);
                if (segment.isLive(row) && !was && !known.hasSame(table, row)) {
                    count++;
                    if (count <= MAX_OWN) {
                        own.add(table.get(row));
                    }
                }
            }
        }
        boolean whole = count > MAX_OWN || count > now.size() / 2;
        LookoutSnapshot changed = whole ? now : now.only(LookoutList.of(own.build()));
        return new ListDifference(before, changed, count, gone(before, now));
    }

    private static Map<String, Integer> gone(LookoutSnapshot before, LookoutSnapshot now) {
        Map<String, Integer> gone = new HashMap<>();
        Rows there = new Rows(now);
        for (ListSegment segment : before.segments()) {
            OptionalInt twin = twin(now, segment);
            LookoutTable table = segment.list().table();
            for (int row = 0; row < table.size(); row++) {
                boolean is = twin.isPresent() && now.segments().get(twin.getAsInt()).isLive(row);
                if (segment.isLive(row) && !is && !there.has(table, row)) {
                    gone.put(table.id(row), table.untilMinute(row));
                }
            }
        }
        return gone;
    }

    /// The layer of a snapshot that is the same list.
    private static OptionalInt twin(LookoutSnapshot snapshot, ListSegment segment) {
        for (int i = 0; i < snapshot.segments().size(); i++) {
            if (snapshot.segments().get(i).list().equals(segment.list())) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /// The next minute at which a lookout of a list begins to count.
    ///
    /// @param minute since the epoch; only later ones count
    public static OptionalInt nextStart(LookoutSnapshot snapshot, int minute) {
        int next = Lookout.NO_END;
        for (ListSegment segment : snapshot.segments()) {
            LookoutTable table = segment.list().table();
            for (int row = 0; row < table.size(); row++) {
                int from = table.fromMinute(row);
                if (from > minute && from < next && segment.isLive(row)) {
                    next = from;
                }
            }
        }
        return next == Lookout.NO_END ? OptionalInt.empty() : OptionalInt.of(next);
    }

    /// The lookouts of a list that begin to count in a span of minutes.
    ///
    /// @param after minute since the epoch, not included
    /// @param to minute since the epoch, included
    public static LookoutSnapshot starting(LookoutSnapshot snapshot, int after, int to) {
        LookoutTableBuilder own = new LookoutTableBuilder();
        for (ListSegment segment : snapshot.segments()) {
            LookoutTable table = segment.list().table();
            for (int row = 0; row < table.size(); row++) {
                int from = table.fromMinute(row);
                if (from > after && from <= to && segment.isLive(row)) {
                    own.add(table.get(row));
                }
            }
        }
        return snapshot.only(LookoutList.of(own.build()));
    }

    /// New and changed lookouts.
    public int size() {
        return size;
    }

    /// The new and changed lookouts as a list to be searched; the whole list when they are most of
    /// it.
    public LookoutSnapshot changed() {
        return changed;
    }

    /// Whether the earlier list had no lookout of this id.
    public boolean isNew(String id) {
        return before.lookout(id).isEmpty();
    }

    /// Ids that the later list has no more, with the first minute at which each no longer counts.
    public Map<String, Integer> withdrawn() {
        return withdrawn;
    }

    /// Lookouts are content: never printed by accident.
    @Override
    public String toString() {
        return "ListDifference[changed=" + size + ", withdrawn=" + withdrawn.size() + "]";
    }

    /// The rows of a snapshot, asked for in the order of their ids mostly.
    private static final class Rows {
        private final List<Walk> walks = new ArrayList<>();

        Rows(LookoutSnapshot snapshot) {
            for (ListSegment segment : snapshot.segments().reversed()) {
                walks.add(new Walk(segment));
            }
        }

        boolean has(LookoutTable table, int row) {
            return walks.stream().anyMatch(walk -> walk.liveRow(table, row) >= 0);
        }

        boolean hasSame(LookoutTable table, int row) {
            for (Walk walk : walks) {
                int found = walk.liveRow(table, row);
                if (found >= 0) {
                    return table.isSame(row, walk.table, found);
                }
            }
            return false;
        }
    }

    /// Goes through one layer beside another: no search from the beginning for each id.
    private static final class Walk {
        private final ListSegment segment;
        private final LookoutTable table;
        private int at;

        Walk(ListSegment segment) {
            this.segment = segment;
            this.table = segment.list().table();
        }

        /// The row of the same id here, if it still counts; -1 otherwise.
        int liveRow(LookoutTable other, int otherRow) {
            if (at > 0 && table.compareId(at - 1, other, otherRow) >= 0) {
                at = 0;
            }
            if (isBelow(other, otherRow)) {
                at++;
                if (isBelow(other, otherRow)) {
                    OptionalInt there = table.row(other.id(otherRow));
                    if (there.isEmpty()) {
                        return -1;
                    }
                    at = there.getAsInt();
                }
            }
            boolean found = at < table.size() && table.compareId(at, other, otherRow) == 0;
            return found && segment.isLive(at) ? at : -1;
        }

        private boolean isBelow(LookoutTable other, int otherRow) {
            return at < table.size() && table.compareId(at, other, otherRow) < 0;
        }
    }
}
