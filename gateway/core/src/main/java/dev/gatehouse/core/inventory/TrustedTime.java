package dev.gatehouse.core.inventory;

import java.time.Instant;

/// The time by which waivers end: never before the latest time that was trusted, whatever the clock
/// says now, so that no waiver lives longer because a clock went back. A clock that nobody has
/// confirmed counts when it runs ahead, and is not remembered: it can end a waiver early, never
/// late, and what it ended begins again when the right time is known.
///
/// Owner: one thread.
public final class TrustedTime {
    private Instant latest;

    /// @param latest that was durably seen
    public TrustedTime(Instant latest) {
        this.latest = latest;
    }

    /// The time to judge by.
    ///
    /// @param wall what the clock says
    /// @param confirmed by central since the start
    public Instant read(Instant wall, boolean confirmed) {
        if (confirmed && wall.isAfter(latest)) {
            latest = wall;
        }
        return wall.isAfter(latest) ? wall : latest;
    }

    /// To be kept over a restart.
    public Instant latest() {
        return latest;
    }
}
