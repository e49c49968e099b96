package dev.gatehouse.proofs.crash;

import dev.gatehouse.booth.daemon.BoothTime;
import java.time.Instant;
import java.time.InstantSource;

/// Time that passes only when told: central's clock is right, a booth's starts anywhere.
final class SimulatedClock implements InstantSource {
    private static final long NANOS_A_MS = 1_000_000L;

    private final long startMs;
    private long nanos;

    SimulatedClock(long startMs) {
        this.startMs = startMs;
    }

    void advance(long byNanos) {
        nanos += byNanos;
    }

    long nanos() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(startMs + nanos / NANOS_A_MS);
    }

    /// The clock of a booth that has just been switched on.
    ///
    /// @param monotonicOffset where its monotonic clock begins
    /// @param wallErrorMs how wrong its battery-less wall clock is
    BoothTime ofBooth(long monotonicOffset, long wallErrorMs) {
        return new BoothTime(() -> nanos + monotonicOffset, () -> millis() + wallErrorMs);
    }
}
