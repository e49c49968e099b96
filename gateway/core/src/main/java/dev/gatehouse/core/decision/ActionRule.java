package dev.gatehouse.core.decision;

import dev.gatehouse.core.lookout.SubjectKind;
import java.util.Set;

/// One row of an [ActionPolicy].
///
/// @param kinds of subject; empty for all
/// @param matches that it is for
/// @param fromPriority highest priority, 1 to 5
/// @param toPriority lowest priority
/// @param factors of which one must be there; empty when none is needed
/// @param causes what follows
public record ActionRule(
        Set<SubjectKind> kinds,
        Set<Match> matches,
        int fromPriority,
        int toPriority,
        Set<SecondFactor> factors,
        Consequence causes) {
    public ActionRule {
        kinds = Set.copyOf(kinds);
        matches = Set.copyOf(matches);
        factors = Set.copyOf(factors);
        if (fromPriority < 1 || toPriority > 5 || fromPriority > toPriority || matches.isEmpty()) {
            throw new IllegalArgumentException(
                    "rule: expected matches and priorities within 1-5, found "
                            + fromPriority
                            + "-"
                            + toPriority);
        }
    }

    boolean fits(SubjectKind kind, Match match, int priority, Set<SecondFactor> evidence) {
        return (kinds.isEmpty() || kinds.contains(kind))
                && matches.contains(match)
                && priority >= fromPriority
                && priority <= toPriority
                && (factors.isEmpty() || evidence.stream().anyMatch(factors::contains));
    }
}
