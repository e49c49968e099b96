package dev.gatehouse.core.decision;

import dev.gatehouse.proto.v1.Check;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.NotCheckedReason;
import dev.gatehouse.proto.v1.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// One reading, searched: what goes into the record, and what it causes at the lane.
///
/// @param reading what was searched
/// @param outcome whether there was anything to search
/// @param check for the sealed record, silent hits included; without verdict and reasons yet
/// @param doubts why no hit would not be clear
/// @param referring hits that refer
/// @param rereading hits that prompt
record Searched(
        Reading reading,
        Lookouts.Outcome outcome,
        Check check,
        Set<NotCheckedReason> doubts,
        List<Hit> referring,
        List<Hit> rereading) {

    /// With one more doubt.
    Searched doubting(NotCheckedReason reason) {
        EnumSet<NotCheckedReason> more = EnumSet.of(reason);
        more.addAll(doubts);
        return new Searched(reading, outcome, check, more, referring, rereading);
    }

    /// The check as recorded. A silent hit changes neither verdict nor reasons.
    Check judged() {
        EnumSet<NotCheckedReason> reasons = EnumSet.noneOf(NotCheckedReason.class);
        reasons.addAll(doubts);
        if (!rereading.isEmpty()) {
            reasons.add(NotCheckedReason.NOT_CHECKED_REASON_REREAD);
        }
        Verdict verdict =
                !referring.isEmpty()
                        ? Verdict.VERDICT_REFER
                        : reasons.isEmpty() ? Verdict.VERDICT_CLEAR : Verdict.VERDICT_QUERY_BY_HAND;
        return check.toBuilder().setVerdict(verdict).addAllReasons(reasons).build();
    }

    /// Content withheld.
    @Override
    public String toString() {
        return "Searched[" + outcome + ", content withheld]";
    }
}
