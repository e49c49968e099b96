package dev.gatehouse.drivers.lpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.TestFrames;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.lpr.RekorAgent;
import dev.gatehouse.protocols.lpr.RekorCandidate;
import dev.gatehouse.protocols.lpr.RekorGroup;
import dev.gatehouse.protocols.lpr.RekorHeartbeat;
import dev.gatehouse.protocols.lpr.RekorPlate;
import dev.gatehouse.protocols.lpr.RekorResults;
import dev.gatehouse.protocols.lpr.RekorUnknownKind;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.CaptureTime.Quality;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RekorDriverTest {

    private static final Instant NOW = TestFrames.NOW;
    private static final RekorAgent AGENT = new RekorAgent("", "AGENT", "alprd", "4", 7);

    private final Driver driver =
            new RekorDriverProvider()
                    .create(
                            "lane3",
                            "lane-3",
                            Map.of("camera_identity", "AGENT/7", "approach_deg", "180"));
    private long nanos = 1_000;

    private static byte[] group(Instant at, String plate) {
        return RekorGroup.of(
                        AGENT,
                        at,
                        at.plusSeconds(1),
                        "uuid-" + at.toEpochMilli(),
                        plate,
                        OptionalDouble.of(90),
                        "us-ny",
                        List.of(new RekorCandidate(plate, OptionalDouble.of(90), true)),
                        false)
                .encode();
    }

    private Observation observed(byte[] bytes, Received received) {
        return observations(bytes, received).getFirst();
    }

    private List<Observation> observations(byte[] bytes, Received received) {
        return switch (driver.decode(new Frame(bytes, received, new TestFrames.Answer(true)))) {
            case Decoded.Message<List<Observation>>(var found) ->
                    found.stream().filter(one -> one.body() instanceof PlateRead).toList();
            case Decoded.Rejected<List<Observation>>(var reason, var detail) ->
                    throw new AssertionError(reason + " " + detail);
        };
    }

    private Received now() {
        return TestFrames.at(NOW, nanos);
    }

    private long counter(String name) {
        return driver.counters().getOrDefault(name, -1L);
    }

    private static CaptureTime utc(Instant at) {
        return new CaptureTime(at, Quality.SOURCE_UTC);
    }

    private static final CaptureTime ARRIVAL = new CaptureTime(NOW, Quality.RECEIVED);

    @Test
    void aReadInTimeKeepsItsTime() {
        for (Duration off :
                List.of(Duration.ZERO, Duration.ofMinutes(2), Duration.ofMinutes(-10))) {
            Observation read = observed(group(NOW.plus(off), "KQR4821"), now());
            assertEquals(utc(NOW.plus(off)), read.captured());
            assertFalse(read.late());
        }
        Observation read = observed(group(NOW, "KQR4821"), now());
        assertEquals("lane3", read.deviceId());
        assertEquals("lane-3", read.laneId());
        assertEquals("uuid-" + NOW.toEpochMilli(), read.eventId());
        assertTrue(read.resendable());
        assertEquals("KQR4821", ((PlateRead) read.body()).plate());
        assertEquals(0, counter("reader_clock_changes"));
        assertEquals(0, counter("identity_mismatches"));
    }

    @Test
    void aClockThreeMinutesAheadIsOverruledAndReportedOnce() {
        for (int i = 0; i < 3; i++) {
            Observation read = observed(group(NOW.plus(Duration.ofMinutes(3)), "KQR4821"), now());
            assertEquals(ARRIVAL, read.captured());
            assertFalse(read.late());
        }
        assertEquals(1, counter("reader_clock_wrong"));
        assertEquals(1, counter("reader_clock_changes"));
        observed(group(NOW, "KQR4821"), now());
        assertEquals(0, counter("reader_clock_wrong"));
        assertEquals(2, counter("reader_clock_changes"));
    }

    @Test
    void anOldReadIsLateAndKeepsItsTimeOnlyWhenTheClockIsProven() {
        byte[] old = group(NOW.minus(Duration.ofMinutes(30)), "KQR4821");
        Observation unproven = observed(old, now());
        assertEquals(ARRIVAL, unproven.captured());
        assertTrue(unproven.late());
        assertTrue(observations(heartbeat(NOW.minus(Duration.ofMinutes(30))), now()).isEmpty());
        assertEquals(
                ARRIVAL,
                observed(old, now()).captured(),
                "a heartbeat out of a backlog proves nothing");
        assertTrue(observations(heartbeat(NOW), now()).isEmpty());
        Observation proven = observed(old, now());
        assertEquals(utc(NOW.minus(Duration.ofMinutes(30))), proven.captured());
        assertTrue(proven.late());
        nanos += TimeUnit.MINUTES.toNanos(3) + 1;
        assertEquals(ARRIVAL, observed(old, now()).captured(), "the proof has aged");
        assertEquals(4, counter("late"));
    }

    private static byte[] heartbeat(Instant at) {
        return new RekorHeartbeat("AGENT", OptionalLong.of(at.toEpochMilli()), List.of()).encode();
    }

    @Test
    void aBoothWithoutTimeJudgesNothing() {
        for (TimeQuality quality : List.of(TimeQuality.RTC_ONLY, TimeQuality.UNKNOWN)) {
            Instant far = NOW.minus(Duration.ofDays(3650));
            Observation read = observed(group(far, "KQR4821"), new Received(NOW, nanos, quality));
            assertEquals(utc(far), read.captured());
            assertFalse(read.late());
        }
        assertEquals(0, counter("reader_clock_changes"));
    }

    @Test
    void aTimeThatFitsNoUnitIsArrival() {
        byte[] timeless = group(Instant.ofEpochMilli(5), "KQR4821");
        assertEquals(ARRIVAL, observed(timeless, now()).captured());
    }

    @Test
    void framesOfOneVehicleShareAKeyUntilSilence() {
        String first = key("ABC123");
        nanos += TimeUnit.SECONDS.toNanos(60);
        assertEquals(first, key("abc-123"));
        nanos += TimeUnit.SECONDS.toNanos(60) + 1;
        assertNotEquals(first, key("ABC123"));
        assertNotEquals(key("ABC123"), key("ABC124"));
        assertFalse(first.contains("ABC"), "a key goes where plates must not");
        assertEquals("", key("????"));
    }

    private String key(String plate) {
        RekorResults results =
                new RekorResults(
                        AGENT,
                        OptionalLong.of(NOW.toEpochMilli()),
                        "frame-" + nanos,
                        List.of(
                                new RekorPlate(
                                        plate,
                                        OptionalDouble.empty(),
                                        "",
                                        List.of(),
                                        Optional.empty())));
        return ((PlateRead) observed(results.encode(), now()).body()).vehicleKey();
    }

    @Test
    void windowsAreBounded() {
        for (int i = 0; i < VehicleWindows.MAX_WINDOWS + 5; i++) {
            assertFalse(key("P" + i).isEmpty());
        }
        assertEquals(5, counter("windows_evicted"));
    }

    @Test
    void whatIsNoReadIsCountedAndNotRefused() {
        assertTrue(observations(new RekorUnknownKind("alpr_statistics").encode(), now()).isEmpty());
        assertEquals(1, counter("unknown_kinds"));
        assertTrue(observations(heartbeat(NOW), now()).isEmpty());
        assertEquals(1, counter("heartbeats"));
        observed(group(NOW, "unknown"), now());
        assertEquals(1, counter("vehicles_without_plate"));
    }
}
