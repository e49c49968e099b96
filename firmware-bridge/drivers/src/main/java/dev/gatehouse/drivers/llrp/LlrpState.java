package dev.gatehouse.drivers.llrp;

import java.util.Locale;

/// Where the booth stands with a reader (section 4).
enum LlrpState {
    /// Not connected yet; the link tries.
    IDLE,
    /// Connected; the reader has to say that it took the connection.
    CONNECTED,
    /// Agreeing on a version.
    NEGOTIATE,
    /// Asking which reader it is and what it can do.
    IDENTIFY,
    /// Telling it what to do.
    CONFIGURE,
    /// Tags come.
    RUNNING,
    /// Taking leave.
    CLOSING,
    /// Given up or lost; the link keeps a pause and tries again.
    BACKOFF,
    /// Ended for good.
    STOPPED;

    /// Whether the machine may go from here to there.
    boolean mayBecome(LlrpState next) {
        if (next == STOPPED) {
            return this != STOPPED;
        }
        return switch (this) {
            case IDLE, BACKOFF -> next == CONNECTED || next == BACKOFF;
            case CONNECTED ->
                    next == NEGOTIATE || next == IDENTIFY || next == CLOSING || next == BACKOFF;
            case NEGOTIATE -> next == IDENTIFY || next == CLOSING || next == BACKOFF;
            case IDENTIFY -> next == CONFIGURE || next == CLOSING || next == BACKOFF;
            case CONFIGURE -> next == RUNNING || next == CLOSING || next == BACKOFF;
            case RUNNING -> next == CONFIGURE || next == CLOSING || next == BACKOFF;
            case CLOSING, STOPPED -> false;
        };
    }

    /// The state after this one.
    ///
    /// @throws IllegalStateException when the machine may not go there: a programmer's error
    LlrpState transition(LlrpState next) {
        if (!mayBecome(next)) {
            throw new IllegalStateException("LLRP: " + this + " cannot become " + next);
        }
        return next;
    }

    /// Word for pages and metrics.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
