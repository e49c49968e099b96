package dev.gatehouse.drivers.homebrew;

import java.util.Locale;

/// Where a peer stands with its master (section 5).
public enum PeerState {
    /// Waits before it begins.
    IDLE,
    /// Asked for a salt.
    LOGIN,
    /// Sent its proof.
    PROVING,
    /// Sent its configuration.
    CONFIGURING,
    /// Sent its options.
    WISHING,
    /// Receives, and sends where that is permitted.
    RUNNING,
    /// Ended for good.
    STOPPED;

    /// Whether a peer may go from here to there.
    public boolean mayBecome(PeerState next) {
        return switch (this) {
            case IDLE -> next == LOGIN || next == STOPPED;
            case LOGIN -> next == PROVING || next == IDLE || next == STOPPED;
            case PROVING -> next == CONFIGURING || next == IDLE || next == STOPPED;
            case CONFIGURING ->
                    next == WISHING || next == RUNNING || next == IDLE || next == STOPPED;
            case WISHING -> next == RUNNING || next == IDLE || next == STOPPED;
            case RUNNING -> next == IDLE || next == STOPPED;
            case STOPPED -> false;
        };
    }

    /// The state after this one.
    ///
    /// @throws IllegalStateException when a peer may not go there: a programmer's error
    PeerState transition(PeerState next) {
        if (!mayBecome(next)) {
            throw new IllegalStateException("peer: " + this + " cannot become " + next);
        }
        return next;
    }

    /// Word for pages and metrics.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
