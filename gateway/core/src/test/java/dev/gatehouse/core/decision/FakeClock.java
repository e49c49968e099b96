package dev.gatehouse.core.decision;

import dev.gatehouse.protocols.observation.TimeQuality;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// Two clocks that move only when told.
final class FakeClock implements BoothClock {
    static final long START_WALL_MS = Instant.parse("2026-11-22T03:00:00Z").toEpochMilli();

    private long nanos = 7_000_000_000L;
    private long wallMs = START_WALL_MS;

    void pass(long ms) {
        nanos += TimeUnit.MILLISECONDS.toNanos(ms);
        wallMs += ms;
    }

    void stepWall(long ms) {
        wallMs += ms;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public long wallMs() {
        return wallMs;
    }

    @Override
    public TimeQuality quality() {
        return TimeQuality.SYNCED;
    }

    @Override
    public OptionalLong boundMs() {
        return OptionalLong.of(20);
    }
}
