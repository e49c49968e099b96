package dev.gatehouse.drivers.mmdvm;

import java.util.Locale;

/// Where a host stands with its modem (section 10).
public enum ModemState {
    /// The port is not open, or a pause is kept.
    CLOSED,
    /// Open and silent: a board may start anew when its port is opened, and a modem forgets a
    /// broken frame only when nothing is asked for two seconds.
    SETTLING,
    /// Asked for its version.
    PROBING,
    /// Told its frequencies.
    TUNING,
    /// Told its configuration.
    CONFIGURING,
    /// Told its mode.
    SWITCHING,
    /// Receives, and sends where that is permitted.
    RUNNING,
    /// Refuses what it must accept; tried again after a long pause.
    FAULT,
    /// Ended for good.
    STOPPED;

    /// Whether the machine may go from here to there.
    public boolean mayBecome(ModemState next) {
        return switch (this) {
            case CLOSED -> next == SETTLING || next == STOPPED;
            case SETTLING -> next == PROBING || next == CLOSED || next == STOPPED;
            case PROBING -> next == TUNING || next == CLOSED || next == FAULT || next == STOPPED;
            case TUNING ->
                    next == CONFIGURING || next == CLOSED || next == FAULT || next == STOPPED;
            case CONFIGURING ->
                    next == SWITCHING || next == CLOSED || next == FAULT || next == STOPPED;
            case SWITCHING -> next == RUNNING || next == CLOSED || next == FAULT || next == STOPPED;
            case RUNNING -> next == PROBING || next == CLOSED || next == STOPPED;
            case FAULT -> next == CLOSED || next == STOPPED;
            case STOPPED -> false;
        };
    }

    /// The state after this one.
    ///
    /// @throws IllegalStateException when the machine may not go there: a programmer's error
    ModemState transition(ModemState next) {
        if (!mayBecome(next)) {
            throw new IllegalStateException("modem: " + this + " cannot become " + next);
        }
        return next;
    }

    /// Word for pages and metrics.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
