package dev.gatehouse.core.lookout;

import java.util.List;
import java.util.Map;

/// What loading a list found; numbers and line numbers only, never content.
///
/// @param accepted lookouts taken, of every kind
/// @param byKind the same by kind; kinds without any are absent
/// @param notMatched of `accepted`, those of kinds that are not searched yet
/// @param partial of `accepted`, plates with unread characters
/// @param jurisdictionsNotMapped of `accepted`, those whose jurisdiction is in no table and counts as unknown
/// @param columnsIgnored columns of the header that mean nothing here, often a misspelt name
/// @param rejectedCount lines not taken
/// @param rejected the first [#MAX_REJECTED] of them
public record LoadReport(
        long accepted,
        Map<SubjectKind, Long> byKind,
        long notMatched,
        long partial,
        long jurisdictionsNotMapped,
        int columnsIgnored,
        long rejectedCount,
        List<RejectedLine> rejected) {

    /// Rejections told one by one; all are counted.
    public static final int MAX_REJECTED = 100;

    public LoadReport {
        byKind = Map.copyOf(byKind);
        rejected = List.copyOf(rejected);
    }
}
