package dev.gatehouse.core.decision;

import dev.gatehouse.proto.v1.Check;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.ListState;
import dev.gatehouse.proto.v1.NotCheckedReason;
import dev.gatehouse.proto.v1.SubjectKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/// Searches against one view of the list and sorts the hits by what they cause.
final class Checker {
    private static final Lookouts.Finding NOT_SEARCHABLE =
            new Lookouts.Finding(Lookouts.Outcome.UNREADABLE, "", List.of(), false);

    /// Deltas of one generation.
    private static final int SEQUENCE_BITS = 24;

    private final ActionPolicy policy;
    private final BoothClock clock;
    private final ClockWatch watch;
    private final Standing standing;
    private final Tally tally;

    Checker(
            ActionPolicy policy,
            BoothClock clock,
            ClockWatch watch,
            Standing standing,
            Tally tally) {
        this.policy = policy;
        this.clock = clock;
        this.watch = watch;
        this.standing = standing;
        this.tally = tally;
    }

    /// One list, its state now, and what is in doubt whatever is searched.
    record Against(Lookouts.View view, ListState list, Set<NotCheckedReason> doubts) {
        /// One number for the list with its deltas: what was asked of another is asked again.
        long generation() {
            return list.getGeneration() << SEQUENCE_BITS | list.getSequence();
        }
    }

    Against against(Lookouts lookouts) {
        Lookouts.View view = lookouts.view();
        ListState list = view.state(clock.nanos());
        return new Against(view, list, standing.doubts(view, list));
    }

    /// @param evidence takes note that a subject of a kind has matched a lookout, and tells whether
    ///   another kind has before: see [PassageAnswer#evidence]
    Searched search(Against against, Reading reading, BiPredicate<String, SubjectKind> evidence) {
        long before = clock.nanos();
        Lookouts.Finding found =
                reading.presented()
                        .map(presented -> against.view().find(presented, watch.validityMs()))
                        .orElse(NOT_SEARCHABLE);
        long spentNanos = clock.nanos() - before;
        Set<NotCheckedReason> doubts = EnumSet.noneOf(NotCheckedReason.class);
        doubts.addAll(against.doubts());
        doubts.addAll(reading.doubts());
        switch (found.outcome()) {
            case SEARCHED ->
                    Tally.record(reading.isName() ? tally.nameNanos : tally.matchNanos, spentNanos);
            case NO_READ -> doubts.add(NotCheckedReason.NOT_CHECKED_REASON_NO_READ);
            case UNREADABLE -> doubts.add(NotCheckedReason.NOT_CHECKED_REASON_UNREADABLE);
        }
        if (found.capReached()) {
            doubts.add(NotCheckedReason.NOT_CHECKED_REASON_CAP_REACHED);
        }
        List<Hit> referring = new ArrayList<>();
        List<Hit> rereading = new ArrayList<>();
        Check.Builder check =
                Check.newBuilder()
                        .setKind(reading.kind())
                        .setCanonical(found.canonical())
                        .setList(against.list())
                        .setMatchNs(spentNanos)
                        .setCapReached(found.capReached());
        reading.jurisdiction().ifPresent(check::setJurisdiction);
        if (reading.isOther()) {
            check.setOtherReading(true);
        }
        for (Hit listed : found.hits()) {
            boolean again = evidence.test(listed.getLookoutId(), reading.kind());
            Hit hit =
                    again && !listed.getSilent()
                            ? listed.toBuilder().setSameLookoutAgain(true).build()
                            : listed;
            check.addHits(hit);
            switch (policy.of(hit, again)) {
                case REFER -> referring.add(hit);
                case REREAD -> rereading.add(hit);
                case MONITOR -> {}
            }
        }
        return new Searched(reading, found.outcome(), check.build(), doubts, referring, rereading);
    }
}
