package dev.gatehouse.core.decision;

import dev.gatehouse.core.lookout.Lookout;
import dev.gatehouse.core.lookout.SubjectKind;
import dev.gatehouse.proto.v1.Band;
import dev.gatehouse.proto.v1.Grade;
import dev.gatehouse.proto.v1.Hit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A grade is not an action: what a match causes is a table, from (kind, match, priority, second
/// factor) to referral, re-read or record (fact sheet of lookout matching, sections 4 and 6). The
/// port may have its own; two things no table can change, or it is refused:
///
/// * a strong match refers, whatever its priority (a lookout hit demands secondary examination);
/// * a weak match alone never refers (no action on the traveller by itself).
///
/// A lookout that states its own minimum narrows or widens the table for itself. Silent lookouts
/// and those that ask for no more than observation are recorded only. Immutable.
public final class ActionPolicy {
    /// Rows of a table.
    public static final int MAX_RULES = 256;

    private static final ActionPolicy STANDARD = readStandard();

    private final List<ActionRule> rules;

    private ActionPolicy(List<ActionRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /// The table of the sheet.
    public static ActionPolicy standard() {
        return STANDARD;
    }

    /// A table of the port's own.
    ///
    /// @throws IllegalArgumentException naming the first case that the table gets wrong
    public static ActionPolicy of(List<ActionRule> rules) {
        if (rules.size() > MAX_RULES) {
            throw new IllegalArgumentException(
                    "expected at most " + MAX_RULES + " rows, found " + rules.size());
        }
        ActionPolicy policy = new ActionPolicy(rules);
        for (SubjectKind kind : SubjectKind.values()) {
            for (Match match : Match.values()) {
                for (int priority = Lookout.HIGHEST_PRIORITY;
                        priority <= Lookout.LOWEST_PRIORITY;
                        priority++) {
                    policy.verify(kind, match, priority);
                }
            }
        }
        return policy;
    }

    private void verify(SubjectKind kind, Match match, int priority) {
        for (Set<SecondFactor> evidence : evidences()) {
            Consequence causes = tabled(kind, match, priority, evidence);
            if (match.isStrong() && causes != Consequence.REFER) {
                throw new IllegalArgumentException(
                        match
                                + " of "
                                + kind
                                + " at priority "
                                + priority
                                + ": expected REFER, found "
                                + causes);
            }
            if (!match.isStrong() && evidence.isEmpty() && causes == Consequence.REFER) {
                throw new IllegalArgumentException(
                        match
                                + " of "
                                + kind
                                + " at priority "
                                + priority
                                + ": expected no referral without a second factor, found REFER");
            }
        }
    }

    private static List<Set<SecondFactor>> evidences() {
        List<Set<SecondFactor>> all = new ArrayList<>();
        all.add(Set.of());
        for (SecondFactor one : SecondFactor.values()) {
            all.add(Set.of(one));
        }
        all.add(EnumSet.allOf(SecondFactor.class));
        return all;
    }

    /// Rows in their order.
    public List<ActionRule> rules() {
        return rules;
    }

    /// What a hit causes.
    ///
    /// @param sameLookoutAgain another subject of the lookout matched in the same passage
    Consequence of(Hit hit, boolean sameLookoutAgain) {
        if (hit.getSilent()) {
            return Consequence.MONITOR;
        }
        return switch (hit.getAction()) {
            case LOOKOUT_ACTION_SILENT, LOOKOUT_ACTION_OBSERVE_AND_REPORT -> Consequence.MONITOR;
            // an action that this schema does not know: a newer list must not go unheeded
            case LOOKOUT_ACTION_REFER_MANDATORY,
                    LOOKOUT_ACTION_REFER_AT_DISCRETION,
                    LOOKOUT_ACTION_EXAMINE_GOODS,
                    LOOKOUT_ACTION_DENY_DOCUMENT,
                    LOOKOUT_ACTION_CALL_ISSUER,
                    LOOKOUT_ACTION_UNSPECIFIED,
                    UNRECOGNIZED ->
                    within(hit, sameLookoutAgain);
        };
    }

    /// A match below the lookout's own minimum is recorded only, one at or above it is at least
    /// prompted.
    private Consequence within(Hit hit, boolean sameLookoutAgain) {
        Match match = Match.of(hit);
        Consequence causes =
                tabled(kind(hit), match, hit.getPriority(), evidence(hit, sameLookoutAgain));
        if (match == Match.UNKNOWN) {
            return Consequence.REREAD;
        }
        return switch (standing(match, hit)) {
            case NOT_STATED -> causes;
            case TOO_WEAK -> Consequence.MONITOR;
            case ENOUGH -> causes == Consequence.MONITOR ? Consequence.REREAD : causes;
        };
    }

    /// A match beside the lookout's own minimum.
    private enum Standing {
        NOT_STATED,
        TOO_WEAK,
        ENOUGH
    }

    private static Standing standing(Match match, Hit hit) {
        return switch (match) {
            case EXACT, CONFUSABLE, EDIT1, PARTIAL -> standing(match, least(hit.getMinimumGrade()));
            case STRONG, PROBABLE, POSSIBLE -> standing(match, least(hit.getMinimumBand()));
            case OTHER_JURISDICTION, NUMBER_REUSED, UNKNOWN -> Standing.NOT_STATED;
        };
    }

    /// Matches of one sort stand strongest first.
    private static Standing standing(Match match, Optional<Match> least) {
        if (least.isEmpty()) {
            return Standing.NOT_STATED;
        }
        return match.compareTo(least.get()) <= 0 ? Standing.ENOUGH : Standing.TOO_WEAK;
    }

    private static Optional<Match> least(Grade minimum) {
        return switch (minimum) {
            case GRADE_EXACT -> Optional.of(Match.EXACT);
            case GRADE_CONFUSABLE -> Optional.of(Match.CONFUSABLE);
            case GRADE_EDIT1 -> Optional.of(Match.EDIT1);
            case GRADE_PARTIAL -> Optional.of(Match.PARTIAL);
            case GRADE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }

    private static Optional<Match> least(Band minimum) {
        return switch (minimum) {
            case BAND_STRONG -> Optional.of(Match.STRONG);
            case BAND_PROBABLE -> Optional.of(Match.PROBABLE);
            case BAND_POSSIBLE, BAND_NONE -> Optional.of(Match.POSSIBLE);
            case BAND_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }

    /// What the table alone says.
    Consequence tabled(SubjectKind kind, Match match, int priority, Set<SecondFactor> evidence) {
        for (ActionRule rule : rules) {
            if (rule.fits(kind, match, priority, evidence)) {
                return rule.causes();
            }
        }
        return Consequence.MONITOR;
    }

    private static Set<SecondFactor> evidence(Hit hit, boolean sameLookoutAgain) {
        Set<SecondFactor> evidence = EnumSet.noneOf(SecondFactor.class);
        if (sameLookoutAgain) {
            evidence.add(SecondFactor.SAME_LOOKOUT);
        }
        if (hit.getBirthDateEqual()) {
            evidence.add(SecondFactor.BIRTH_DATE);
        }
        return evidence;
    }

    /// A hit without a kind is of a plate; so is one of a kind that this program does not know, for
    /// want of a better.
    private static SubjectKind kind(Hit hit) {
        for (SubjectKind kind : SubjectKind.values()) {
            if (WireLookouts.kind(kind) == hit.getKind()) {
                return kind;
            }
        }
        return SubjectKind.PLATE;
    }

    private static ActionPolicy readStandard() {
        try (InputStream in = ActionPolicy.class.getResourceAsStream("action-policy.csv")) {
            if (in == null) {
                throw new IllegalStateException("action-policy.csv is missing in the program");
            }
            return ActionTable.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
