package dev.gatehouse.core.lookout;

import java.time.Instant;
import java.util.List;

/// What has changed since a generation of the list (fact sheet of lookout matching, section 12).
///
/// @param base generation it belongs to
/// @param sequence counts up from 1 behind its base
/// @param issuedAt when the list was as it says
/// @param changed new lookouts, and new versions of known ones
/// @param withdrawn ids that no longer count
public record LookoutDelta(
        long base, long sequence, Instant issuedAt, LookoutTable changed, List<String> withdrawn) {
    public LookoutDelta {
        withdrawn = List.copyOf(withdrawn);
        if (base < 1 || sequence < 1) {
            throw new IllegalArgumentException("delta: expected base and sequence above 0");
        }
    }

    /// Lookouts are content: never printed by accident.
    @Override
    public String toString() {
        return "LookoutDelta[base="
                + base
                + ", sequence="
                + sequence
                + ", changed="
                + changed.size()
                + ", withdrawn="
                + withdrawn.size()
                + "]";
    }
}
