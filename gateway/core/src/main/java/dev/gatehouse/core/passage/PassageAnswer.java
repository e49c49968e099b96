package dev.gatehouse.core.passage;

import dev.gatehouse.proto.v1.NotCheckedReason;
import dev.gatehouse.proto.v1.SubjectKind;
import dev.gatehouse.proto.v1.Verdict;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is known of one passage's identifiers, and the verdict that follows. Lack of knowledge is
/// never CLEAR.
///
/// Each identifier keeps the doubts of its newest check; it is asked again when it was in doubt or
/// the list has changed since. A keyed identifier replaces what readers said of its kind, but never
/// a referral. Only what identifies the conveyance makes a passage checked: a document that was
/// found in no list says nothing of the vehicle.
public final class PassageAnswer {
    /// Identifiers remembered; more are checked each time they appear.
    public static final int MAX_IDENTIFIERS = 256;

    /// No list has this generation.
    private static final long UNRECORDED = -1;

    private static final Set<SubjectKind> CONVEYANCES =
            EnumSet.of(
                    SubjectKind.SUBJECT_KIND_PLATE,
                    SubjectKind.SUBJECT_KIND_VEHICLE,
                    SubjectKind.SUBJECT_KIND_RAIL_CAR,
                    SubjectKind.SUBJECT_KIND_VESSEL,
                    SubjectKind.SUBJECT_KIND_AIRCRAFT);

    private record Identifier(SubjectKind kind, String text, String qualifier) {
        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Identifier[content withheld]";
        }
    }

    private record Checked(long generation, Set<NotCheckedReason> doubts) {}

    private final Map<Identifier, Checked> identifiers = new HashMap<>();
    private final Set<NotCheckedReason> overflowDoubts = EnumSet.noneOf(NotCheckedReason.class);
    private final Set<String> referredLookouts = new HashSet<>();
    private final Set<String> hitLookouts = new HashSet<>();
    private final Set<String> referralIds = new LinkedHashSet<>();
    private final Set<NotCheckedReason> doubts = EnumSet.noneOf(NotCheckedReason.class);
    private boolean completed;
    private final Set<SubjectKind> unreadable = EnumSet.noneOf(SubjectKind.class);
    private final Set<SubjectKind> rereadOwed = EnumSet.noneOf(SubjectKind.class);
    private final Map<String, Set<SubjectKind>> evidence = new HashMap<>();

    /// This reading was not yet matched against this generation without doubt.
    ///
    /// @param qualifier what tells two equal texts of a kind apart
    public boolean needsCheck(SubjectKind kind, String text, String qualifier, long generation) {
        Checked before = identifiers.get(new Identifier(kind, text, qualifier));
        return before == null || before.generation != generation || !before.doubts.isEmpty();
    }

    /// This reading was asked before.
    public boolean knows(SubjectKind kind, String text, String qualifier) {
        return identifiers.containsKey(new Identifier(kind, text, qualifier));
    }

    /// One reading was matched.
    ///
    /// @param doubts why no hit would not be clear; empty for a completed check
    public void checked(
            SubjectKind kind,
            String text,
            String qualifier,
            long generation,
            Set<NotCheckedReason> doubts) {
        Identifier identifier = new Identifier(kind, text, qualifier);
        completed |= doubts.isEmpty() && CONVEYANCES.contains(kind);
        if (identifiers.size() < MAX_IDENTIFIERS || identifiers.containsKey(identifier)) {
            identifiers.put(identifier, new Checked(generation, Set.copyOf(doubts)));
        } else {
            overflowDoubts.addAll(doubts);
        }
    }

    /// The check of this reading found no room in the store: it counts for nothing until it is
    /// asked and recorded again.
    public void unrecorded(SubjectKind kind, String text, String qualifier) {
        checked(
                kind,
                text,
                qualifier,
                UNRECORDED,
                Set.of(NotCheckedReason.NOT_CHECKED_REASON_STORE_FULL));
    }

    /// A read of which too little is there to be searched.
    public void unreadable(SubjectKind kind) {
        unreadable.add(kind);
    }

    /// Whatever is read, the passage is not clear.
    public void doubt(NotCheckedReason reason) {
        doubts.add(reason);
    }

    /// An officer keyed it: only its grade counts from here on (matching sheet, section 4). What
    /// readers said of its kind is settled by it, except where a record of theirs is still owed.
    public void keyed(
            SubjectKind kind,
            String text,
            String qualifier,
            long generation,
            Set<NotCheckedReason> doubts) {
        identifiers.replaceAll((identifier, before) ->
                identifier.kind != kind || before.generation == UNRECORDED
                        ? before
                        : new Checked(before.generation, Set.of()));
        if (kind == SubjectKind.SUBJECT_KIND_PLATE) {
            overflowDoubts.clear();
            completed = false;
        }
        unreadable.remove(kind);
        rereadOwed.remove(kind);
        checked(kind, text, qualifier, generation, doubts);
    }

    /// A weak hit: it is to be read again or keyed.
    public void owesReread(SubjectKind kind) {
        rereadOwed.add(kind);
    }

    /// Takes note of a match of any strength.
    ///
    /// @return whether another kind of subject has matched the same lookout before
    public boolean evidence(String lookoutId, SubjectKind kind) {
        Set<SubjectKind> kinds = evidence.get(lookoutId);
        if (kinds == null) {
            if (evidence.size() == MAX_IDENTIFIERS) {
                return false;
            }
            kinds = EnumSet.noneOf(SubjectKind.class);
            evidence.put(lookoutId, kinds);
        }
        kinds.add(kind);
        return kinds.size() > 1;
    }

    /// Takes note of a hit that acts.
    ///
    /// @return true the first time in this passage
    public boolean hit(String lookoutId) {
        return hitLookouts.add(lookoutId);
    }

    /// This passage has no referral for the lookout yet.
    public boolean notReferred(String lookoutId) {
        return !referredLookouts.contains(lookoutId);
    }

    /// A referral of this passage.
    public void referred(String lookoutId, String referralId) {
        referredLookouts.add(lookoutId);
        referralIds.add(referralId);
    }

    /// Something was read or keyed.
    public boolean asked() {
        return !identifiers.isEmpty() || !unreadable.isEmpty() || !referralIds.isEmpty();
    }

    /// Referrals in the order raised.
    public List<String> referralIds() {
        return List.copyOf(referralIds);
    }

    /// Why no hit is not clear; never empty where the verdict would be QUERY_BY_HAND.
    public Set<NotCheckedReason> reasons() {
        EnumSet<NotCheckedReason> reasons = EnumSet.noneOf(NotCheckedReason.class);
        identifiers.values().forEach(checked -> reasons.addAll(checked.doubts));
        reasons.addAll(overflowDoubts);
        boolean conveyanceUnreadable = unreadable.stream().anyMatch(CONVEYANCES::contains);
        if (!completed && reasons.isEmpty()) {
            reasons.add(
                    conveyanceUnreadable
                            ? NotCheckedReason.NOT_CHECKED_REASON_UNREADABLE
                            : NotCheckedReason.NOT_CHECKED_REASON_NO_READ);
        }
        if (!CONVEYANCES.containsAll(unreadable)) {
            reasons.add(NotCheckedReason.NOT_CHECKED_REASON_UNREADABLE);
        }
        if (!rereadOwed.isEmpty()) {
            reasons.add(NotCheckedReason.NOT_CHECKED_REASON_REREAD);
        }
        reasons.addAll(doubts);
        return reasons;
    }

    /// The verdict on what is known.
    ///
    /// @param queryByHandRefers port policy
    public Verdict verdict(boolean queryByHandRefers) {
        if (!referralIds.isEmpty()) {
            return Verdict.VERDICT_REFER;
        }
        if (reasons().isEmpty()) {
            return Verdict.VERDICT_CLEAR;
        }
        return queryByHandRefers ? Verdict.VERDICT_REFER : Verdict.VERDICT_QUERY_BY_HAND;
    }

    /// A completed check without doubt, or a hit that acts: the passage counts as checked.
    public boolean counts() {
        return !referralIds.isEmpty() || !rereadOwed.isEmpty() || reasons().isEmpty();
    }
}
