package dev.gatehouse.drivers.lpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.Drivers;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.TestFrames;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.lpr.AxisEvent;
import dev.gatehouse.protocols.lpr.HikvisionAlert;
import dev.gatehouse.protocols.lpr.Presets;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.CaptureTime.Quality;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.DeviceNotice.Severity;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PlateRead;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlateReaderDriverTest {

    private static final Instant NOW = TestFrames.NOW;

    private long nanos = 1_000;
    private Driver driver = driver("axis", Map.of());

    private static Driver driver(String format, Map<String, String> settings) {
        return Drivers.create(DeviceKind.PLATE_READER, format, "lane3", "lane-3", settings);
    }

    private static byte[] axis(long counter, Instant at, String plate, String state, String car) {
        return new AxisEvent(
                        Long.toString(counter),
                        Long.toString(at.toEpochMilli()),
                        "",
                        plate,
                        "CAN",
                        "ON",
                        "0.9",
                        state,
                        "in",
                        car,
                        "SERIAL1",
                        List.of(),
                        0)
                .encode(new byte[0]);
    }

    private List<Observation> all(byte[] bytes, boolean resendable) {
        Frame frame =
                new Frame(bytes, TestFrames.at(NOW, nanos), new TestFrames.Answer(resendable));
        return switch (driver.decode(frame)) {
            case Decoded.Message<List<Observation>>(var found) -> found;
            case Decoded.Rejected<List<Observation>>(var reason, var detail) ->
                    throw new AssertionError(reason + " " + detail);
        };
    }

    private List<Observation> reads(byte[] bytes, boolean resendable) {
        return all(bytes, resendable).stream()
                .filter(one -> one.body() instanceof PlateRead)
                .toList();
    }

    private PlateRead read(byte[] bytes) {
        return (PlateRead) reads(bytes, true).getFirst().body();
    }

    private static List<DeviceNotice> notices(List<Observation> from) {
        return from.stream()
                .map(Observation::body)
                .filter(DeviceNotice.class::isInstance)
                .map(DeviceNotice.class::cast)
                .toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theSameMessageIsTheSameEventAndAChangedPlateIsAnotherOfTheSameVehicle() {
        byte[] first = axis(1, NOW, "ABCD123", "new", "9021");
        Observation a = reads(first, true).getFirst();
        Observation again = reads(first, true).getFirst();
        assertEquals(a.eventId(), again.eventId());
        Observation update = reads(axis(2, NOW, "ABC0123", "update", "9021"), true).getFirst();
        Observation last = reads(axis(3, NOW, "ABC0123", "lost", "9021"), true).getFirst();
        assertNotEquals(a.eventId(), update.eventId());
        for (Observation one : List.of(a, update, last)) {
            assertEquals("9021", ((PlateRead) one.body()).vehicleKey());
            assertEquals(new CaptureTime(NOW, Quality.SOURCE_UTC), one.captured());
        }
    }

    @Test
    void aKeyThatComesBackIsAnotherVehicle() {
        assertEquals("7", read(axis(1, NOW, "A1", "new", "7")).vehicleKey());
        assertEquals("7", read(axis(2, NOW, "A1", "lost", "7")).vehicleKey());
        assertEquals("7", read(axis(2, NOW, "A1", "lost", "7")).vehicleKey(), "sent again");
        String second = read(axis(3, NOW, "B2", "new", "7")).vehicleKey();
        assertNotEquals("7", second);
        assertEquals(second, read(axis(4, NOW, "B2", "update", "7")).vehicleKey());
        nanos += TimeUnit.SECONDS.toNanos(61);
        assertNotEquals(second, read(axis(5, NOW, "C3", "update", "7")).vehicleKey());
        String longest = "k".repeat(64);
        assertEquals(longest, read(axis(6, NOW, "C3", "new", longest)).vehicleKey());
        nanos += TimeUnit.SECONDS.toNanos(61);
        assertEquals(64, read(axis(7, NOW, "C3", "new", longest)).vehicleKey().length());
    }

    @Test
    void countersTellWhatIsMissingAndWhenTheReaderBeganAnew() {
        assertEquals(List.of(), notices(all(axis(5, NOW, "A1", "new", "1"), true)));
        assertEquals(
                List.of(new DeviceNotice("READS_MISSING", Severity.ALARM, 3)),
                notices(all(axis(9, NOW, "A2", "new", "2"), true)));
        assertEquals(
                List.of(),
                notices(all(axis(7, NOW, "A3", "new", "3"), true)),
                "sent again after later ones");
        assertEquals(
                List.of(new DeviceNotice("READER_RESTARTED", Severity.INFO, 1)),
                notices(all(axis(1, NOW, "A4", "new", "4"), true)));
        assertNotEquals("2", read(axis(2, NOW, "A2", "new", "2")).vehicleKey(), "another run");
        assertEquals(3L, driver.counters().get("messages_missing"));
    }

    @Test
    void aClockThatIsWrongIsToldOnceAndAgainWhenItIsRight() {
        List<Observation> ahead =
                all(axis(1, NOW.plus(Duration.ofMinutes(3)), "A1", "new", "1"), true);
        assertEquals(new CaptureTime(NOW, Quality.RECEIVED), ahead.getFirst().captured());
        assertEquals(
                List.of(new DeviceNotice("READER_CLOCK_WRONG", Severity.WARNING, 0)),
                notices(ahead));
        assertEquals(
                List.of(),
                notices(all(axis(2, NOW.plus(Duration.ofMinutes(3)), "A2", "new", "2"), true)));
        assertEquals(
                List.of(new DeviceNotice("READER_CLOCK_WRONG", Severity.CLEARED, 0)),
                notices(all(axis(3, NOW, "A3", "new", "3"), true)));
        Observation late =
                reads(axis(4, NOW.minus(Duration.ofMinutes(30)), "A4", "new", "4"), true)
                        .getFirst();
        assertTrue(late.late());
    }

    @Test
    void anotherCameraThanConfiguredIsAcceptedCountedAndToldOnce() {
        driver = driver("axis", Map.of("camera_identity", "SERIAL2"));
        List<Observation> found = all(axis(1, NOW, "A1", "new", "1"), true);
        assertTrue(((PlateRead) found.getFirst().body()).identityMismatch());
        assertEquals(
                List.of(new DeviceNotice("READER_IDENTITY_MISMATCH", Severity.WARNING, 0)),
                notices(found));
        assertEquals(List.of(), notices(all(axis(2, NOW, "A1", "new", "1"), true)));
        assertEquals(2L, driver.counters().get("identity_mismatches"));
    }

    @Test
    void aCoveredMakerIsNamedOnce() {
        driver = driver("hikvision", Map.of("mount", "rear"));
        byte[] alert =
                new HikvisionAlert(
                                "ANPR",
                                "active",
                                "2026-11-22T01:05:24+08:00",
                                "1",
                                "u1",
                                "m",
                                "1",
                                "BX 1",
                                "",
                                "90",
                                "CAN",
                                "forward")
                        .encodeBody(new byte[0]);
        List<Observation> found = all(alert, true);
        assertEquals(
                PlateRead.Direction.DEPARTING, ((PlateRead) found.getFirst().body()).direction());
        assertTrue(
                notices(found)
                        .contains(new DeviceNotice("COVERED_MAKER_INDICATOR", Severity.INFO, 0)));
        assertFalse(
                notices(all(alert, true)).stream()
                        .anyMatch(one -> one.code().startsWith("COVERED")));
    }

    @Test
    void aStreamIsCutWhereverItsOctetsPart() {
        byte[] one = axis(1, NOW, "ABCD123", "new", "9021");
        byte[] two = axis(2, NOW, "ABC0123", "update", "9021");
        byte[] stream = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, stream, one.length, two.length);
        for (int at = 0; at <= stream.length; at++) {
            driver = driver("axis", Map.of());
            List<Observation> found = new ArrayList<>(reads(Arrays.copyOf(stream, at), false));
            found.addAll(reads(Arrays.copyOfRange(stream, at, stream.length), false));
            assertEquals(2, found.size(), "split at " + at);
        }
        // A torn message does not spoil what a new connection brings.
        driver = driver("axis", Map.of());
        assertEquals(List.of(), reads(Arrays.copyOf(one, one.length / 2), false));
        nanos += PlateReaderDriver.TORN_NANOS + 1;
        assertEquals(1, reads(two, false).size());
    }

    @Test
    void linesWithoutIdAndTimeAreNewEachTimeTheyCome() {
        driver = driver("mapping", Map.of("preset", "plate-crlf"));
        List<Observation> found = reads(utf8("46HVR9-NLD\r\n46HVR9-NLD\r\n"), false);
        assertEquals(2, found.stream().map(Observation::eventId).distinct().count());
        driver = driver("mapping", Map.of("preset", "template", "zone", "Europe/Amsterdam"));
        byte[] line = utf8("2026-11-22;01-07-01;46HVR9;NLD;87;1001\r\n");
        assertEquals(
                reads(line, false).getFirst().eventId(), reads(line, false).getFirst().eventId());
    }

    @Test
    void tenBadFramesInAMinuteGiveTheConnectionUp() {
        driver = driver("mapping", Map.of("preset", "stx-etx"));
        byte[] bad = utf8("\u0002a,b,c,d\u0003");
        Frame frame = new Frame(bad, TestFrames.at(NOW, nanos), new TestFrames.Answer(false));
        for (int i = 1; i < PlateReaderDriver.MAX_BAD_FRAMES; i++) {
            assertTrue(
                    driver.decode(frame)
                                    instanceof Decoded.Rejected<List<Observation>>(var reason, _)
                            && reason == RejectReason.LEFTOVER);
            assertFalse(driver.wantsFreshConnection());
        }
        assertEquals(
                List.of(new DeviceNotice("BAD_FRAMES", Severity.ALARM, 10)),
                notices(all(bad, false)));
        assertTrue(driver.wantsFreshConnection());
        assertFalse(driver.wantsFreshConnection(), "told once");
    }

    @Test
    void settingsThatCannotBeUsedAreRefused(@TempDir Path folder) throws Exception {
        for (String preset : Presets.NAMES) {
            driver("mapping", Map.of("preset", preset));
        }
        Path file =
                Files.writeString(
                        folder.resolve("mine.mapping"),
                        "source = LINE\nform = json\nplate = /vehicle/text\n");
        driver = driver("mapping", Map.of("mapping_file", file.toString()));
        assertEquals("MY1", read(utf8("{\"vehicle\":{\"text\":\"MY 1\"}}")).plate());
        Path broken = Files.writeString(folder.resolve("broken"), "nonsense\n");
        List<Map<String, String>> bad =
                List.of(
                        Map.of(),
                        Map.of("preset", "none"),
                        Map.of("preset", "tattile", "mapping_file", file.toString()),
                        Map.of("mapping_file", broken.toString()),
                        Map.of("mapping_file", folder.resolve("absent").toString()),
                        Map.of("preset", "tattile", "zone", "Mars/North"),
                        Map.of("preset", "tattile", "mount", "side"),
                        Map.of("preset", "tattile", "colour", "red"));
        for (Map<String, String> settings : bad) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> driver("mapping", settings),
                    "" + settings);
        }
    }
}
