package dev.gatehouse.core.lookout;

/// How far the absence of a hit may be trusted (fact sheet of lookout matching, section 12).
public enum ListLevel {
    /// Younger than the soft limit.
    GREEN,
    /// Older than the soft limit: every answer carries a warning.
    AMBER,
    /// Older than the hard limit: hits act, no hit is a query by hand and never clear.
    RED,
    /// No list has ever been loaded and there is none.
    ABSENT,
    /// No list has ever been loaded and the one there is cannot be read.
    DAMAGED;

    /// Whether no hit in a list of this level may mean clear.
    public boolean mayClear() {
        return switch (this) {
            case GREEN, AMBER -> true;
            case RED, ABSENT, DAMAGED -> false;
        };
    }
}
