package dev.gatehouse.core.passage;

import dev.gatehouse.proto.v1.NotCheckedReason;
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
/// the list has changed since. A keyed plate replaces what readers said, but never a referral.
public final class PassageAnswer {
    /// Identifiers remembered; more are checked each time they appear.
    public static final int MAX_IDENTIFIERS = 256;

    /// No list has this generation.
    private static final long UNRECORDED = -1;

    private record Identifier(String plate, String jurisdiction) {
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
    private boolean completed;
    private boolean unreadable;
    private boolean rereadOwed;

    /// This reading was not yet matched against this generation without doubt.
    public boolean needsCheck(String plate, String jurisdiction, long generation) {
        Checked before = identifiers.get(new Identifier(plate, jurisdiction));
        return before == null || before.generation != generation || !before.doubts.isEmpty();
    }

    /// One reading was matched.
    ///
    /// @param doubts why no hit would not be clear; empty for a completed check
    public void checked(
            String plate, String jurisdiction, long generation, Set<NotCheckedReason> doubts) {
        Identifier identifier = new Identifier(plate, jurisdiction);
        completed |= doubts.isEmpty();
        if (identifiers.size() < MAX_IDENTIFIERS || identifiers.containsKey(identifier)) {
            identifiers.put(identifier, new Checked(generation, Set.copyOf(doubts)));
        } else {
            overflowDoubts.addAll(doubts);
        }
    }

    /// The check of this reading found no room in the store: it counts for nothing until it is
    /// asked and recorded again.
    public void unrecorded(String plate, String jurisdiction) {
        checked(
                plate,
                jurisdiction,
                UNRECORDED,
                Set.of(NotCheckedReason.NOT_CHECKED_REASON_STORE_FULL));
    }

    /// A read whose plate has too few characters to be searched.
    public void unreadable() {
        unreadable = true;
    }

    /// An officer keyed the plate: only its grade counts from here on (matching sheet, section 4).
    /// What readers said is settled by it, except where a record of theirs is still owed.
    public void keyed(
            String plate, String jurisdiction, long generation, Set<NotCheckedReason> doubts) {
        identifiers.replaceAll((_, before) ->
                before.generation == UNRECORDED
                        ? before
                        : new Checked(before.generation, Set.of()));
        overflowDoubts.clear();
        completed = false;
        unreadable = false;
        rereadOwed = false;
        checked(plate, jurisdiction, generation, doubts);
    }

    /// A weak hit: the plate is to be read again or keyed.
    public void owesReread() {
        rereadOwed = true;
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
        return !identifiers.isEmpty() || unreadable || !referralIds.isEmpty();
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
        if (!completed && reasons.isEmpty()) {
            reasons.add(
                    unreadable
                            ? NotCheckedReason.NOT_CHECKED_REASON_UNREADABLE
                            : NotCheckedReason.NOT_CHECKED_REASON_NO_READ);
        }
        if (rereadOwed) {
            reasons.add(NotCheckedReason.NOT_CHECKED_REASON_REREAD);
        }
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
        return !referralIds.isEmpty() || rereadOwed || reasons().isEmpty();
    }
}
