package dev.gatehouse.core.lookout;

/// What the last attempt to load found; a list in force stays in force whatever this says.
public enum ListSource {
    /// The list in force is the one that is there.
    GOOD,
    /// There is no list where one is expected.
    ABSENT,
    /// What is there cannot be used.
    DAMAGED
}
