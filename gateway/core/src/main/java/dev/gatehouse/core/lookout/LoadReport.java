package dev.gatehouse.core.lookout;

import java.util.List;
import java.util.Map;

/// What loading a list found; numbers and line numbers only, never content. Of a CSV list every
/// line is one of `accepted`, `furtherParts`, `notActive`, `outOfScope` and `rejectedCount`.
///
/// @param accepted lookouts taken
/// @param byKind the same by the kind of their first subject; kinds without any are absent
/// @param furtherParts lines that added a subject to the lookout above
/// @param notActive lines in another state than active
/// @param outOfScope lines for other ports or modes than this booth's
/// @param checkFailed of what was accepted, identifiers whose check digit is wrong; they are
///   searched as they are listed
/// @param partial of `accepted`, plates with unread characters
/// @param jurisdictionsNotMapped of `accepted`, those whose jurisdiction is in no table and counts
///   as unknown
/// @param columnsIgnored columns of the header that mean nothing here, often a misspelt name
/// @param rejectedCount lines not taken
/// @param rejected the first [#MAX_REJECTED] of them
public record LoadReport(
        long accepted,
        Map<SubjectKind, Long> byKind,
        long furtherParts,
        long notActive,
        long outOfScope,
        long checkFailed,
        long partial,
        long jurisdictionsNotMapped,
        int columnsIgnored,
        long rejectedCount,
        List<RejectedLine> rejected) {

    /// Rejections told one by one; all are counted.
    public static final int MAX_REJECTED = 100;

    /// Of no list.
    static final LoadReport NONE = new LoadReport(0, Map.of(), 0, 0, 0, 0, 0, 0, 0, 0, List.of());

    public LoadReport {
        byKind = Map.copyOf(byKind);
        rejected = List.copyOf(rejected);
    }

    /// Lines that were in order and do not count here.
    public long leftOut() {
        return notActive + outOfScope;
    }

    /// Lines that a CSV list had below its header, empty ones not counted.
    public long lines() {
        return accepted + furtherParts + notActive + outOfScope + rejectedCount;
    }
}
