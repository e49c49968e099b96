package dev.gatehouse.core.lookout;

import dev.gatehouse.core.match.Grade;
import dev.gatehouse.core.match.MatchStep;
import dev.gatehouse.core.match.MatchStep.Code;
import java.util.ArrayList;
import java.util.List;

/// What was found by another reading of an identifier, graded as what was read: equal to the other
/// reading is a look-alike of the one that was read (sheet of document readers, clause 5, step 4).
final class OtherReadings {
    /// Between the issuer of a document and its number.
    private static final char ISSUER_END = ':';

    private OtherReadings() {}

    /// @param found by the other reading
    /// @param asRead canonical form of what was read
    static Findings graded(Findings found, String asRead) {
        List<String> steps = steps(number(asRead), number(found.canonical()));
        return new Findings(
                found.outcome(),
                found.canonical(),
                found.hits().stream().map(hit -> graded(hit, steps)).toList(),
                found.capReached());
    }

    private static Finding graded(Finding hit, List<String> steps) {
        List<String> all = new ArrayList<>(steps);
        all.addAll(hit.steps());
        Strength strength =
                hit.strength() instanceof Strength.Graded(Grade grade) && grade == Grade.EXACT
                        ? new Strength.Graded(Grade.CONFUSABLE)
                        : hit.strength();
        return new Finding(
                hit.lookout(),
                hit.kind(),
                strength,
                hit.qualifierUnknown(),
                hit.jurisdictionDiffers(),
                hit.listed(),
                hit.listedIn(),
                all);
    }

    private static String number(String canonical) {
        return canonical.substring(canonical.indexOf(ISSUER_END) + 1);
    }

    private static List<String> steps(String read, String other) {
        List<MatchStep> steps = new ArrayList<>();
        int both = Math.min(read.length(), other.length());
        for (int at = 0; at < both; at++) {
            if (read.charAt(at) != other.charAt(at)) {
                steps.add(
                        new MatchStep(
                                Code.FOLDED,
                                read.substring(at, at + 1),
                                other.substring(at, at + 1),
                                at + 1));
            }
        }
        if (read.length() > both) {
            steps.add(new MatchStep(Code.EDIT_EXTRA, read.substring(both), "", both + 1));
        } else if (other.length() > both) {
            steps.add(new MatchStep(Code.EDIT_LOST, "", other.substring(both), both + 1));
        }
        return steps.stream().map(MatchStep::text).toList();
    }
}
