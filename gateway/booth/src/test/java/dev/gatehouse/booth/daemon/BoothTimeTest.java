package dev.gatehouse.booth.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.observation.TimeQuality;
import org.junit.jupiter.api.Test;

/// The machine's clock may say what it likes; what was confirmed goes on by the monotonic one.
final class BoothTimeTest {
    private static final long START_MS = 1_795_000_000_000L;
    private static final long TEN_YEARS_MS = 3_650L * 86_400_000L;
    private static final long NANOS_A_MS = 1_000_000L;

    private long nanos = 7_000_000_000L;
    private long wallMs = START_MS;
    private final BoothTime time = new BoothTime(() -> nanos, () -> wallMs);

    private void pass(long ms) {
        nanos += ms * NANOS_A_MS;
        wallMs += ms;
    }

    private void confirm(long centralMs) {
        time.confirm(centralMs, nanos - 10 * NANOS_A_MS, nanos);
    }

    @Test
    void aJumpOfTenYearsMovesNeitherTimeNorQuality() {
        confirm(START_MS);
        pass(1_000);
        long before = time.read().wallMs();
        for (long jumpMs : new long[] {TEN_YEARS_MS, -2 * TEN_YEARS_MS, TEN_YEARS_MS}) {
            wallMs += jumpMs;
            assertEquals(before, time.read().wallMs());
            assertEquals(TimeQuality.SYNCED, time.read().quality());
            assertEquals(before, time.received().at().toEpochMilli());
            assertTrue(time.isConfirmed());
            assertEquals(jumpMs, time.wallStepMs());
            assertEquals(0, time.wallStepMs(), "a step is told once");
        }
    }

    @Test
    void aJumpBeforeConfirmationIsToldAndConfirmsNothing() {
        wallMs += TEN_YEARS_MS;
        assertEquals(TEN_YEARS_MS, time.wallStepMs());
        assertEquals(TimeQuality.UNKNOWN, time.read().quality());
        assertFalse(time.isConfirmed());
        confirm(START_MS);
        assertTrue(Math.abs(time.read().wallMs() - START_MS) <= 10);
    }

    @Test
    void centralsTimeNeverRunsBackwards() {
        confirm(START_MS);
        pass(60_000);
        long before = time.read().wallMs();
        confirm(START_MS - TEN_YEARS_MS);
        assertEquals(before, time.read().wallMs());
    }

    @Test
    void withoutConfirmationTheBoundGrowsAndSyncedEnds() {
        confirm(START_MS);
        long first = time.read().boundMs();
        pass(BoothTime.FRESH_MS + 1);
        assertEquals(TimeQuality.HOLDOVER, time.read().quality());
        assertTrue(time.read().boundMs() > first);
    }

    @Test
    void slowDriftIsNoStep() {
        pass(3_600_000);
        wallMs += BoothTime.STEP_MS;
        assertEquals(0, time.wallStepMs());
    }
}
