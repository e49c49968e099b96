package dev.gatehouse.core.decision;

import dev.gatehouse.core.lookout.Findings;
import dev.gatehouse.core.lookout.ListLevel;
import dev.gatehouse.core.lookout.ListView;
import dev.gatehouse.core.lookout.LookoutSearch;
import dev.gatehouse.core.lookout.LookoutStore;
import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.ListState;

/// The booth's own list behind the decision's port. The search is reused, so it belongs to the
/// booth thread; the store behind it is loaded by another.
public final class StoreLookouts implements Lookouts {
    private final LookoutStore store;
    private final LookoutSearch search = new LookoutSearch();

    public StoreLookouts(LookoutStore store) {
        this.store = store;
    }

    @Override
    public View view() {
        return new StoreView(store.view());
    }

    /// What was found, as it is recorded.
    ///
    /// @param presented what was searched
    /// @param canonical searched form
    public static Hit hit(
            dev.gatehouse.core.lookout.Finding found, Presented presented, String canonical) {
        return WireLookouts.hit(found, presented, canonical);
    }

    private static Outcome outcomeOf(Findings.Outcome outcome) {
        return switch (outcome) {
            case SEARCHED -> Outcome.SEARCHED;
            case NO_READ -> Outcome.NO_READ;
            case UNREADABLE -> Outcome.UNREADABLE;
        };
    }

    private final class StoreView implements View {
        private final ListView list;

        StoreView(ListView list) {
            this.list = list;
        }

        @Override
        public ListState state(long nowNanos) {
            dev.gatehouse.core.lookout.ListState state = list.state(nowNanos);
            ListState.Builder wire =
                    ListState.newBuilder()
                            .setGeneration(state.generation())
                            .setAgeS(state.ageS())
                            .setLevel(WireLookouts.level(state.level()));
            if (state.sequence() > 0) {
                wire.setSequence(state.sequence());
            }
            return wire.build();
        }

        /// An older list that still stands in is judged by its age alone (matching sheet, section
        /// 12, failed load).
        @Override
        public boolean damaged() {
            return list.snapshot().isEmpty() && list.state(0).level() == ListLevel.DAMAGED;
        }

        @Override
        public Outcome outcome(Presented presented) {
            return outcomeOf(search.outcome(presented));
        }

        @Override
        public Finding find(Presented presented, long nowWallMs) {
            Findings found = search.find(list.inForce(), presented, nowWallMs);
            String canonical = found.canonical();
            return new Finding(
                    outcomeOf(found.outcome()),
                    WireLookouts.mayLeave(presented) ? canonical : "",
                    found.hits().stream()
                            .map(hit -> WireLookouts.hit(hit, presented, canonical))
                            .toList(),
                    found.capReached());
        }
    }
}
