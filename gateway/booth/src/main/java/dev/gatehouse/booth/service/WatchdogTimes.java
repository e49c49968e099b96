package dev.gatehouse.booth.service;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.tinylog.Logger;

/// How often to look and to feed, from what systemd asks for (sd_watchdog_enabled(3)).
///
/// @param lookNanos between two looks at the booth
/// @param feedNanos between two feeds; 0 when nobody wants any
record WatchdogTimes(long lookNanos, long feedNanos) {
    /// Without a watchdog the status is still told.
    private static final long LOOK_NANOS = 1_000_000_000L;

    /// Looks in the time of the watchdog: a part that is slow at one of them is not yet dead.
    private static final int LOOKS = 8;

    private static final int FEEDS = 2;
    private static final long LOOK_MIN_NANOS = 10_000_000L;

    /// @param environment `WATCHDOG_USEC`, and `WATCHDOG_PID` when it is meant for one process only
    static WatchdogTimes of(Map<String, String> environment, long ownPid) {
        String wanted = environment.get("WATCHDOG_USEC");
        String pid = environment.get("WATCHDOG_PID");
        if (wanted == null || (pid != null && !pid.equals(Long.toString(ownPid)))) {
            return new WatchdogTimes(LOOK_NANOS, 0);
        }
        try {
            long usec = Long.parseLong(wanted);
            if (usec > 0 && usec <= TimeUnit.DAYS.toMicros(1)) {
                long nanos = TimeUnit.MICROSECONDS.toNanos(usec);
                long look = Math.min(LOOK_NANOS, Math.max(LOOK_MIN_NANOS, nanos / LOOKS));
                return new WatchdogTimes(look, nanos / FEEDS);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        Logger.error("SVC-001 WATCHDOG_USEC is not a time in microseconds; no watchdog is fed");
        return new WatchdogTimes(LOOK_NANOS, 0);
    }
}
