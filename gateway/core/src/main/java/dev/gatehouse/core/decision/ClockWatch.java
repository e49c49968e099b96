package dev.gatehouse.core.decision;

import dev.gatehouse.protocols.observation.TimeQuality;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// Holds the wall clock against the monotonic one. A step that nobody announced takes the
/// confirmation away: until somebody vouches for the clock again, no hit is not clear. No duration
/// depends on the wall clock.
final class ClockWatch {
    /// A smaller difference between two looks is discipline, not a step (runtime sheet, section 7).
    static final long STEP_MS = 1_000;

    private final BoothClock clock;
    private boolean confirmed;
    private TimeQuality quality;
    private long wallMs;
    private long nanos;

    ClockWatch(BoothClock clock) {
        this.clock = clock;
        this.quality = clock.quality();
        this.wallMs = clock.wallMs();
        this.nanos = clock.nanos();
    }

    boolean confirmed() {
        return confirmed;
    }

    TimeQuality quality() {
        return quality;
    }

    /// For the validity of lookouts: with an unconfirmed clock none expires.
    long validityMs() {
        return confirmed ? clock.wallMs() : Long.MIN_VALUE;
    }

    /// An announced change.
    void report(ClockReport report) {
        confirmed = report.confirmed();
        quality = report.quality();
        base();
    }

    /// Looks for a step that nobody announced; present when there was one, milliseconds.
    OptionalLong look() {
        long stepMs =
                clock.wallMs() - wallMs - TimeUnit.NANOSECONDS.toMillis(clock.nanos() - nanos);
        base();
        if (Math.abs(stepMs) <= STEP_MS) {
            return OptionalLong.empty();
        }
        confirmed = false;
        return OptionalLong.of(stepMs);
    }

    private void base() {
        wallMs = clock.wallMs();
        nanos = clock.nanos();
    }
}
