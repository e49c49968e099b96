package dev.gatehouse.core.decision;

/// Evidence beside a match that makes it stronger (fact sheet of lookout matching, section 4).
public enum SecondFactor {
    /// Another subject of the same lookout matched in the same passage: the listed person in the
    /// listed car.
    SAME_LOOKOUT,
    /// A listed birth date is the presented one.
    BIRTH_DATE
}
