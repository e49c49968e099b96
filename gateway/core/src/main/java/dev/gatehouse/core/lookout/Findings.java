package dev.gatehouse.core.lookout;

import java.util.List;

/// The answer to one search.
///
/// @param outcome whether there was anything to search
/// @param canonical searched form; empty unless searched
/// @param hits in the order (priority, strength, id of the lookout), silent ones included
/// @param capReached not every candidate was looked at: no hit is not clear
public record Findings(Outcome outcome, String canonical, List<Finding> hits, boolean capReached) {
    /// Whether there was anything to search.
    public enum Outcome {
        SEARCHED,
        /// Nothing was read.
        NO_READ,
        /// Too little was read, or something that cannot be of this kind.
        UNREADABLE
    }

    public Findings {
        hits = List.copyOf(hits);
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "Findings[" + outcome + ", hits=" + hits.size() + ", capReached=" + capReached + "]";
    }
}
