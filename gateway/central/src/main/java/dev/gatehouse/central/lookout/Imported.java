package dev.gatehouse.central.lookout;

import dev.gatehouse.core.lookout.LookoutTable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Lookouts made from a list of somebody else's form.
///
/// @param lookouts in the order of their ids
/// @param counts what was taken, and what could not be mapped, by name; numbers only
/// @param issuedAt when the list says it was made
record Imported(LookoutTable lookouts, Map<String, Long> counts, Optional<Instant> issuedAt) {
    Imported {
        counts = Map.copyOf(new TreeMap<>(counts));
    }

    long count(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /// Lookouts are content: never printed by accident.
    @Override
    public String toString() {
        return "Imported[lookouts=" + lookouts.size() + "]";
    }
}
