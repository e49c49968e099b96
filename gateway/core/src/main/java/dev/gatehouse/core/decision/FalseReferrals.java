package dev.gatehouse.core.decision;

import dev.gatehouse.core.lookout.Lookout;
import dev.gatehouse.core.lookout.SubjectKind;
import dev.gatehouse.core.match.FalseHits;
import java.util.Set;

/// What a list and a table of actions do to vehicles that nobody looks for, in passages of a
/// thousand (fact sheet of lookout matching, section 4): the plates of the list, at the usual
/// priority. Kinds of false hit are added up, so a passage with two of them counts twice.
///
/// @param refer sent to secondary, with a reader that tells the jurisdiction
/// @param reread prompted to read again or to key in
/// @param referUnknown sent to secondary, with a reader that does not tell it
/// @param rereadUnknown prompted, with such a reader
public record FalseReferrals(
        double refer, double reread, double referUnknown, double rereadUnknown) {

    /// No list.
    public static final FalseReferrals NONE = new FalseReferrals(0, 0, 0, 0);

    /// Puts the false hits of a list and the table together.
    public static FalseReferrals of(ActionPolicy policy, FalseHits hits) {
        return new FalseReferrals(
                sum(policy, hits, Consequence.REFER, true),
                sum(policy, hits, Consequence.REREAD, true),
                sum(policy, hits, Consequence.REFER, false),
                sum(policy, hits, Consequence.REREAD, false));
    }

    private static double sum(
            ActionPolicy policy, FalseHits hits, Consequence causes, boolean jurisdictionKnown) {
        double sum = 0;
        for (FalseHits.Kind kind : FalseHits.Kind.values()) {
            Match match =
                    switch (kind) {
                        case CONFUSABLE -> Match.CONFUSABLE;
                        case EDIT1 -> Match.EDIT1;
                        case LEAD -> jurisdictionKnown ? Match.OTHER_JURISDICTION : Match.EXACT;
                        // of reads with unread characters, which are another share of all reads
                        case ONE_UNREAD, TWO_UNREAD -> Match.UNKNOWN;
                    };
            Consequence found =
                    policy.tabled(SubjectKind.PLATE, match, Lookout.DEFAULT_PRIORITY, Set.of());
            if (match != Match.UNKNOWN && found == causes) {
                sum += hits.perThousand(kind, jurisdictionKnown);
            }
        }
        return sum;
    }
}
