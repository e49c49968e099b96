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

/// Searches against one view of the list and sorts the hits by what they cause.
final class Checker {
    private final BoothClock clock;
    private final ClockWatch watch;
    private final Standing standing;
    private final Tally tally;

    Checker(BoothClock clock, ClockWatch watch, Standing standing, Tally tally) {
        this.clock = clock;
        this.watch = watch;
        this.standing = standing;
        this.tally = tally;
    }

    /// One list, its state now, and what is in doubt whatever is searched.
    record Against(Lookouts.View view, ListState list, Set<NotCheckedReason> doubts) {}

    Against against(Lookouts lookouts) {
        Lookouts.View view = lookouts.view();
        ListState list = view.state(clock.nanos());
        return new Against(view, list, standing.doubts(view, list));
    }

    Searched search(Against against, String plate, String jurisdiction) {
        long before = clock.nanos();
        Lookouts.Finding found = against.view().find(plate, jurisdiction, watch.validityMs());
        long spentNanos = clock.nanos() - before;
        Set<NotCheckedReason> doubts = EnumSet.noneOf(NotCheckedReason.class);
        doubts.addAll(against.doubts());
        switch (found.outcome()) {
            case SEARCHED -> Tally.record(tally.matchNanos, spentNanos);
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
                        .setKind(SubjectKind.SUBJECT_KIND_PLATE)
                        .setCanonical(found.canonical())
                        .setList(against.list())
                        .setMatchNs(spentNanos)
                        .setCapReached(found.capReached());
        if (!found.jurisdiction().isEmpty()) {
            check.setJurisdiction(found.jurisdiction());
        }
        for (Hit hit : found.hits()) {
            check.addHits(hit.getSilent() ? hit.toBuilder().clearSteps().build() : hit);
            switch (Consequence.of(hit)) {
                case REFER -> referring.add(hit);
                case REREAD -> rereading.add(hit);
                case RECORD_ONLY -> {}
            }
        }
        return new Searched(found.outcome(), check.build(), doubts, referring, rereading);
    }
}
