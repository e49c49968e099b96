package dev.gatehouse.core.lookout;

import java.time.Duration;
import java.time.Instant;

/// Age of a list: taken from the wall clock once, counted on by the monotonic clock (fact sheet,
/// section 12), so a wall clock that jumps makes a list neither fresh nor stale.
///
/// @param issuedAt of the list
/// @param ageAtBaseNanos age when it was taken; an issue time in the future counts as now
/// @param baseNanos monotonic time when it was taken
record ListAge(Instant issuedAt, long ageAtBaseNanos, long baseNanos) {

    /// Longest age told; far above every limit, and safe to add to.
    private static final Duration MAX_AGE = Duration.ofDays(36_500);

    static ListAge of(Instant issuedAt, Instant wall, long nanos) {
        Duration age = Duration.between(issuedAt, wall);
        if (age.isNegative()) {
            age = Duration.ZERO;
        }
        return new ListAge(issuedAt, (age.compareTo(MAX_AGE) > 0 ? MAX_AGE : age).toNanos(), nanos);
    }

    /// An age that cannot be told: older than every limit.
    static ListAge unknown(Instant issuedAt, long nanos) {
        return new ListAge(issuedAt, MAX_AGE.toNanos(), nanos);
    }

    /// Age in nanoseconds at a monotonic time.
    long atNanos(long nanos) {
        return ageAtBaseNanos + Math.max(0, nanos - baseNanos);
    }
}
