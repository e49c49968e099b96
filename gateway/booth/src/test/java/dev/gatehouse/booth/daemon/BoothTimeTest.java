package dev.gatehouse.booth.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.observation.TimeQuality;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BoothTimeTest {
    private static final long CENTRAL_MS = 1_790_000_000_000L;
    private static final long TEN_YEARS_MS = Duration.ofDays(3_653).toMillis();
    private static final long MS = 1_000_000L;

    private long nanos = 5_000_000_000L;
    private long machineMs = CENTRAL_MS - TEN_YEARS_MS;
    private final BoothTime time = new BoothTime(() -> nanos, () -> machineMs);

    private void pass(long ms) {
        nanos += ms * MS;
        machineMs += ms;
    }

    private OptionalLong confirm(long centralMs, long roundTripMs) {
        return time.confirm(centralMs, nanos - roundTripMs * MS, nanos);
    }

    @Test
    void beforeConfirmationItIsTheMachinesClockAndUnknown() {
        BoothTime.Reading reading = time.read();
        assertEquals(machineMs, reading.wallMs());
        assertEquals(TimeQuality.UNKNOWN, reading.quality());
        assertEquals(-1, reading.boundMs());
        assertFalse(time.isConfirmed());
    }

    @Test
    void confirmationTellsHowFarItMovedTheTime() {
        long step = confirm(CENTRAL_MS, 40).orElseThrow();
        assertTrue(Math.abs(step - TEN_YEARS_MS) <= 30, () -> "found " + step);
        assertEquals(CENTRAL_MS + 20, time.read().wallMs());
        assertEquals(22, time.read().boundMs());
        assertEquals(TimeQuality.SYNCED, time.read().quality());
    }

    @Test
    void theMachinesClockMovesNothingAfterwardsAndItsJumpIsTold() {
        confirm(CENTRAL_MS, 0).orElseThrow();
        assertEquals(0, time.wallStepMs());
        machineMs += TEN_YEARS_MS;
        assertEquals(CENTRAL_MS, time.read().wallMs());
        assertEquals(TEN_YEARS_MS, time.wallStepMs());
        assertEquals(0, time.wallStepMs(), "a step is told once");
        machineMs -= 1_000;
        assertEquals(0, time.wallStepMs(), "discipline is no step");
    }

    @Test
    void withoutNewsTheTimeIsHeldOverAndItsBoundGrows() {
        confirm(CENTRAL_MS, 10).orElseThrow();
        pass(BoothTime.FRESH_MS - 10);
        assertEquals(TimeQuality.SYNCED, time.read().quality());
        pass(20);
        assertEquals(TimeQuality.HOLDOVER, time.read().quality());
        pass(Duration.ofDays(1).toMillis());
        assertTrue(time.read().boundMs() > 1_000, () -> "found " + time.read().boundMs());
    }

    @Test
    void timeNeverRunsBackwardsPastWhatWasConfirmed() {
        confirm(CENTRAL_MS, 10).orElseThrow();
        pass(1_000);
        long before = time.read().wallMs();
        assertTrue(confirm(CENTRAL_MS - 60_000, 10).isEmpty());
        assertEquals(before, time.read().wallMs());
        assertTrue(confirm(CENTRAL_MS + 60_000, 2).isPresent());
        assertEquals(CENTRAL_MS + 60_001, time.read().wallMs());
    }

    @Test
    void aSlowAnswerDoesNotSpoilAFreshTime() {
        confirm(CENTRAL_MS, 10).orElseThrow();
        pass(1_000);
        assertEquals(OptionalLong.of(0), confirm(CENTRAL_MS + 1_000, 4_000));
        assertTrue(time.read().boundMs() <= 8);
    }
}
