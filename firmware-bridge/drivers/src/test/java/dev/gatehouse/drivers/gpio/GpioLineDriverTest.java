package dev.gatehouse.drivers.gpio;

import static dev.gatehouse.protocols.gpio.LineState.Cause.BEGIN;
import static dev.gatehouse.protocols.gpio.LineState.Cause.CHECK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.TestFrames;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.gpio.LineEvent;
import dev.gatehouse.protocols.gpio.LineEvent.Edge;
import dev.gatehouse.protocols.gpio.LineState;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.DeviceNotice.Severity;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PresenceChange;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GpioLineDriverTest {

    private final Driver driver = new GpioLineDriverProvider().create("loop-1", "lane-3", Map.of());

    private static byte[] events(long... sequences) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (long sequence : sequences) {
            bytes.writeBytes(
                    new LineEvent(
                                    500 + sequence,
                                    sequence % 2 == 1 ? Edge.RISING : Edge.FALLING,
                                    17,
                                    sequence,
                                    sequence)
                            .encode());
        }
        return bytes.toByteArray();
    }

    private static List<Observation> seen(Driver driver, byte[] bytes) {
        return switch (driver.decode(TestFrames.frame(bytes))) {
            case Decoded.Message<List<Observation>>(var found) -> found;
            case Decoded.Rejected<List<Observation>>(var reason, var detail) ->
                    throw new AssertionError(reason + " " + detail);
        };
    }

    @Test
    void edgesBecomePresence() {
        List<Observation> found = seen(driver, events(1, 2));
        assertEquals(new PresenceChange(true, 1, 501), found.get(0).body());
        assertEquals(new PresenceChange(false, 2, 502), found.get(1).body());
        assertEquals("1@501", found.get(0).eventId());
        // Received at 1,000 ns of the same clock: 499 ns before the wall time of arrival.
        assertEquals(TestFrames.NOW.minusNanos(499), found.get(0).captured().at());
        Driver inverted =
                new GpioLineDriverProvider()
                        .create("loop-1", "lane-3", Map.of("present", "falling"));
        assertEquals(
                new PresenceChange(false, 1, 501), seen(inverted, events(1)).getFirst().body());
    }

    @Test
    void gapsRepeatsAndRestartsAreCounted() {
        assertEquals(1, seen(driver, events(1)).size());
        assertEquals(1, seen(driver, events(5)).size());
        assertEquals(3L, driver.counters().get("edges_lost"));
        assertEquals(0, seen(driver, events(5)).size());
        assertEquals(1L, driver.counters().get("edges_repeated"));
        assertEquals(1, seen(driver, events(1)).size());
        assertEquals(1L, driver.counters().get("line_restarts"));
        assertEquals(3L, driver.counters().get("edges_lost"));
    }

    @Test
    void theCounterWraps() {
        seen(driver, events(0xFFFF_FFFFL));
        assertEquals(1, seen(driver, events(0)).size());
        assertEquals(
                Map.of(
                        "edges_lost",
                        0L,
                        "edges_repeated",
                        0L,
                        "line_restarts",
                        0L,
                        "levels_corrected",
                        0L),
                driver.counters());
    }

    /// A vehicle that stands over the loop when the booth starts is there; an empty loop is no
    /// news.
    @Test
    void theLevelAtTheStartIsAState() {
        assertEquals(List.of(), seen(driver, new LineState(900, BEGIN, false, 0, 0).encode()));
        Driver other = new GpioLineDriverProvider().create("loop-1", "lane-3", Map.of());
        Observation there = seen(other, new LineState(900, BEGIN, true, 0, 0).encode()).getFirst();
        assertEquals(new PresenceChange(true, 0, 900), there.body());
        assertEquals("level@900", there.eventId());
    }

    /// Requested anew, a line numbers its edges from 1 again: none is lost for that.
    @Test
    void aLineThatIsRequestedAnewIsToldByItsLevel() {
        seen(driver, events(1, 2, 3));
        List<Observation> found = seen(driver, new LineState(900, BEGIN, false, 0, 0).encode());
        assertEquals(new PresenceChange(false, 0, 900), found.getFirst().body());
        assertEquals(1, seen(driver, events(1)).size());
        assertEquals(0L, driver.counters().get("edges_lost"));
        assertEquals(1L, driver.counters().get("line_restarts"));
        assertEquals(1L, driver.counters().get("levels_corrected"));
    }

    @Test
    void aLoopThatStandsStillWhileOthersMoveIsStuckUntilItMoves() {
        Driver watched =
                new GpioLineDriverProvider()
                        .create("loop-1", "lane-3", Map.of("stuck_after_s", "60"));
        long second = 1_000_000_000L;
        seen(watched, new LineState(0, BEGIN, false, 0, 0).encode());
        assertEquals(
                List.of(), seen(watched, new LineState(90 * second, CHECK, false, 0, 19).encode()));
        assertEquals(
                new DeviceNotice("LINE_STUCK", Severity.FAULT, 0),
                seen(watched, new LineState(120 * second, CHECK, false, 0, 20).encode())
                        .getFirst()
                        .body());
        assertEquals(
                List.of(),
                seen(watched, new LineState(150 * second, CHECK, false, 0, 99).encode()));
        List<Observation> moved =
                seen(watched, new LineEvent(151 * second, Edge.RISING, 17, 1, 1).encode());
        assertEquals(new DeviceNotice("LINE_STUCK", Severity.CLEARED, 0), moved.getLast().body());
        assertEquals(2, moved.size());
    }

    @Test
    void aForeignClockFallsBackToArrival() {
        byte[] future = new LineEvent(2_000, Edge.RISING, 17, 1, 1).encode();
        assertEquals(TestFrames.NOW, seen(driver, future).getFirst().captured().at());
    }

    @Test
    void otherLengthsAreRefused() {
        assertEquals(RejectReason.TOO_SHORT, refusal(new byte[0]));
        assertEquals(RejectReason.TOO_SHORT, refusal(new byte[47]));
        assertEquals(RejectReason.TOO_SHORT, refusal(new byte[49]));
        assertEquals(RejectReason.TOO_LONG, refusal(new byte[17 * 48]));
        assertEquals(RejectReason.BAD_VALUE, refusal(new byte[48]));
        byte[] secondBad = events(1, 2);
        secondBad[48 + 8] = 9;
        assertEquals(RejectReason.BAD_VALUE, refusal(secondBad));
        // A refused frame leaves no trace in the counter of edges.
        assertEquals(1, seen(driver, events(1)).size());
    }

    private RejectReason refusal(byte[] bytes) {
        Frame frame = TestFrames.frame(bytes);
        return assertInstanceOf(Decoded.Rejected.class, driver.decode(frame)).reason();
    }
}
