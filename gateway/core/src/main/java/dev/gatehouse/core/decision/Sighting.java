package dev.gatehouse.core.decision;

import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.NotCheckedReason;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// One thing that a passage presented, and what its search found.
///
/// @param passageId of the passage
/// @param laneId of its lane
/// @param wallMs when it was received, milliseconds since the epoch
/// @param quality of `wallMs`
/// @param askedNanos monotonic time just before the list was taken that it was searched in: a list
///   that came into force later was not
/// @param doubtful the list was missing, stale, damaged or unconfirmed
/// @param what in canonical form
/// @param hits found, silent ones included
public record Sighting(
        String passageId,
        String laneId,
        long wallMs,
        TimeQuality quality,
        long askedNanos,
        boolean doubtful,
        Presented what,
        List<Hit> hits) {
    private static final Set<NotCheckedReason> LIST_DOUBTS =
            EnumSet.of(
                    NotCheckedReason.NOT_CHECKED_REASON_NO_LIST,
                    NotCheckedReason.NOT_CHECKED_REASON_STALE_LIST,
                    NotCheckedReason.NOT_CHECKED_REASON_DAMAGED_LIST,
                    NotCheckedReason.NOT_CHECKED_REASON_RESTART);

    public Sighting {
        hits = List.copyOf(hits);
    }

    /// Whether a search with these doubts is to be repeated once the list is fresh. A search that
    /// reached its cap is not: the same list would end it at the same place.
    public static boolean isDoubtful(Set<NotCheckedReason> doubts) {
        return doubts.stream().anyMatch(LIST_DOUBTS::contains);
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "Sighting[passage=" + passageId + ", content withheld]";
    }
}
