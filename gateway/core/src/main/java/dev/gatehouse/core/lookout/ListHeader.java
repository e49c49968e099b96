package dev.gatehouse.core.lookout;

/// The first line of a list: columns that can be used, or why not.
sealed interface ListHeader permits LookoutColumns, ListHeader.Refused {
    /// A header that cannot be used.
    record Refused(ListDamage.Reason reason) implements ListHeader {}
}
