package dev.gatehouse.core.decision;

import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.ListState;
import java.util.List;

/// The lookouts as the decision sees them: one immutable view at a time.
public interface Lookouts {
    /// The list in force now. One view answers one observation, so that no answer mixes two
    /// generations.
    View view();

    /// One generation of the list.
    interface View {
        /// Generation, age and level; level `ABSENT` when there is none.
        ListState state(long nowNanos);

        /// The list that should be in force could not be read and no older one stands in for it.
        boolean damaged();

        /// Whether there is anything to search, without searching.
        Outcome outcome(Presented presented);

        /// Searches one thing presented.
        ///
        /// @param nowWallMs for validity of lookouts; `Long.MIN_VALUE` when the clock is not
        ///   confirmed, and then none expires
        Finding find(Presented presented, long nowWallMs);
    }

    /// The answer to one search.
    ///
    /// @param outcome whether there was anything to search
    /// @param canonical searched form; empty unless searched
    /// @param hits all of them, strongest first, silent ones included and marked
    /// @param capReached not every candidate was looked at: no hit is not clear
    record Finding(Outcome outcome, String canonical, List<Hit> hits, boolean capReached) {
        public Finding {
            hits = List.copyOf(hits);
        }

        /// Content withheld.
        @Override
        public String toString() {
            return "Finding[" + outcome + ", content withheld]";
        }
    }

    /// Whether there was anything to search.
    enum Outcome {
        SEARCHED,
        /// Empty after folding.
        NO_READ,
        /// Too little was read, or what cannot be of its kind.
        UNREADABLE
    }
}
