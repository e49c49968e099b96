package dev.gatehouse.drivers.homebrew;

/// Where a repeater stands with its master after it proved its password (section 6); before that it
/// is no more than a salt in [Challenges].
public enum MasterState {
    /// Proved; has not said what it is.
    AUTHENTICATED,
    /// May send bursts.
    RUNNING,
    /// Over.
    GONE;

    /// Whether a session may go from here to there.
    public boolean mayBecome(MasterState next) {
        return switch (this) {
            case AUTHENTICATED -> next == RUNNING || next == GONE;
            case RUNNING -> next == GONE;
            case GONE -> false;
        };
    }

    /// The state after this one.
    ///
    /// @throws IllegalStateException when a session may not go there: a programmer's error
    MasterState transition(MasterState next) {
        if (!mayBecome(next)) {
            throw new IllegalStateException("session: " + this + " cannot become " + next);
        }
        return next;
    }
}
