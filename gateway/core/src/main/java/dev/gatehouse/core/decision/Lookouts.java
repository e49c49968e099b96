package dev.gatehouse.core.decision;

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

        /// Searches one plate.
        ///
        /// @param plate as read or keyed, any text
        /// @param jurisdiction as reported; empty when unknown
        /// @param nowWallMs for validity of lookouts; `Long.MIN_VALUE` when the clock is not
        ///   confirmed, and then none expires
        Finding find(String plate, String jurisdiction, long nowWallMs);
    }

    /// The answer to one search.
    ///
    /// @param outcome whether there was a plate to search
    /// @param canonical searched form; empty unless searched
    /// @param jurisdiction ISO 3166-2; empty when unknown
    /// @param hits all of them, strongest first, silent ones included and marked
    /// @param capReached not every candidate was looked at: no hit is not clear
    record Finding(
            Outcome outcome,
            String canonical,
            String jurisdiction,
            List<Hit> hits,
            boolean capReached) {
        public Finding {
            hits = List.copyOf(hits);
        }

        /// Content withheld.
        @Override
        public String toString() {
            return "Finding[" + outcome + ", content withheld]";
        }
    }

    /// Whether there was a plate to search.
    enum Outcome {
        SEARCHED,
        /// Empty after folding.
        NO_READ,
        /// Too few characters read, or too many for a plate.
        UNREADABLE
    }
}
