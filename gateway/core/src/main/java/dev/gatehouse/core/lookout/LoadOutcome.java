package dev.gatehouse.core.lookout;

/// What one call to load did.
public sealed interface LoadOutcome {
    /// A new list is in force.
    record Loaded(long generation, LoadReport report) implements LoadOutcome {}

    /// Deltas were applied to the generation in force.
    ///
    /// @param sequence of the last one
    /// @param changed lookouts added or replaced
    /// @param withdrawn lookouts that no longer count
    record Updated(long generation, long sequence, long changed, long withdrawn)
            implements LoadOutcome {}

    /// The same content was issued anew: same generation, younger age.
    record Reissued(long generation) implements LoadOutcome {}

    /// Nothing has changed since the last call.
    record Unchanged() implements LoadOutcome {}

    /// The file was written to while it was read: nothing is changed, the next call tries again.
    record Unsettled() implements LoadOutcome {}

    /// There is no file; a list in force stays.
    record Absent() implements LoadOutcome {}

    /// The file cannot be used; a list in force stays.
    record Damaged(ListDamage damage) implements LoadOutcome {}
}
