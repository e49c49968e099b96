package dev.gatehouse.simulators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.simulators.Replay.Arrival;
import dev.gatehouse.simulators.Step.Read;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {

    @TempDir Path folder;

    @Test
    void ocrAndStateSpreadOverTheSeconds() throws IOException {
        Replay replay =
                read(
                        "truth,ocr,state\nQQQ1111,QQQ1111,NY\nQQQ2222,QQQ222,on\nQQQ3333,,XX\n,QQ?4444,\n",
                        seconds(8));
        assertEquals(List.of(0L, 2_000_000_000L, 4_000_000_000L, 6_000_000_000L), times(replay));
        assertEquals(List.of("QQQ1111", "QQQ222", "", "QQ?4444"), texts(replay));
        assertEquals(
                List.of("us-ny", "ca-on", "", ""),
                reads(replay).stream().map(Read::region).toList());
        assertEquals(new Truth("QQQ2222", "CA-ON"), replay.arrivals().get(1).truth());
        assertEquals(new Truth("", ""), replay.arrivals().get(3).truth());
    }

    @Test
    void everyCanadianAndAmericanCodeIsKnown() {
        for (String code : "AB BC MB NB NL NS NT NU ON PE QC SK YT".split(" ")) {
            assertEquals("CA-" + code, Regions.ofState(code));
        }
        for (String code : "CA NY DC PR AK WY".split(" ")) {
            assertEquals("US-" + code, Regions.ofState(code));
        }
        for (String code : List.of("", "XX", "NYC", "N", "U?")) {
            assertEquals("", Regions.ofState(code));
        }
    }

    @Test
    void jurisdictionColumnTakesIsoAndStates() {
        assertEquals("CA", Regions.ofJurisdiction("CA"));
        assertEquals("US-NY", Regions.ofJurisdiction("us-ny"));
        assertEquals("US-NY", Regions.ofJurisdiction("NY"));
        assertEquals("US-ZGOV", Regions.ofJurisdiction("US-ZGOV"));
        assertEquals("", Regions.ofJurisdiction("ZZ"));
        assertEquals("", Regions.rekor("ZZ"));
    }

    @Test
    void headerIsReadInAnyOrderAndCase() throws IOException {
        Replay replay =
                read("\uFEFF Jurisdiction ,remark,PLATE\nCA-QC,\"a, b\",qqq 123\n", seconds(1));
        assertEquals(List.of("qqq 123"), texts(replay));
        assertEquals(List.of("ca-qc"), reads(replay).stream().map(Read::region).toList());
        assertEquals("QQQ123", replay.arrivals().getFirst().truth().plate());
    }

    @Test
    void ocrIsWhatTheReaderSaidWherePlateStandsToo() throws IOException {
        Replay replay = read("plate,ocr,state\nQQQ1111,QQQ111I,NY\n", seconds(1));
        assertEquals(List.of("QQQ111I"), texts(replay));
        assertEquals("QQQ1111", replay.arrivals().getFirst().truth().plate());
    }

    @Test
    void rowsOfOtherLanesAreLeftOut() throws IOException {
        String csv = "lane,plate,state\nlane1,A1,NY\nlane2,A2,NY\n,A3,NY\n";
        assertEquals(List.of("A1", "A3"), texts(read(csv, seconds(4))));
    }

    @Test
    void timesKeepTheirOrderAndScale() throws IOException {
        String csv =
                """
                captured_at,plate,state
                2026-11-22T01:00:30Z,A3,NY
                2026-11-22 01:00:00,A1,NY
                2026-11-22T02:00:10+01:00,A2,NY
                ,A2B,NY
                1795309240,A4,NY
                1795309250000,A5,NY
                """;
        Replay own = read(csv, OptionalLong.empty());
        assertEquals(List.of("A1", "A2", "A2B", "A3", "A4", "A5"), texts(own));
        assertEquals(
                List.of(
                        0L,
                        10_000_000_000L,
                        10_020_000_000L,
                        30_000_000_000L,
                        40_000_000_000L,
                        50_000_000_000L),
                times(own));
        Replay scaled = read(csv, seconds(6));
        assertEquals(
                List.of(
                        0L,
                        1_000_000_000L,
                        1_020_000_000L,
                        3_000_000_000L,
                        4_000_000_000L,
                        5_000_000_000L),
                times(scaled));
    }

    @Test
    void vehiclesNeverComeCloserThanTheSpacing() throws IOException {
        StringBuilder csv = new StringBuilder("plate,state\n");
        for (int i = 0; i < 200; i++) {
            csv.append("A").append(i).append(",NY\n");
        }
        Replay replay = read(csv.toString(), seconds(1));
        List<Long> times = times(replay);
        for (int i = 1; i < times.size(); i++) {
            assertTrue(times.get(i) - times.get(i - 1) >= Replay.SPACING_NANOS);
        }
        List<Step> steps = new ArrayList<>();
        replay.steps().forEachRemaining(steps::add);
        assertEquals(600, steps.size());
        for (int i = 1; i < steps.size(); i++) {
            assertTrue(steps.get(i).atNanos() > steps.get(i - 1).atNanos(), "step " + i);
        }
    }

    @Test
    void eventIdsAreOfTheRowAndTheFile() throws IOException {
        String csv = "plate,state\nA1,NY\n\"A\n2\",NY\nA3,NY\n";
        List<String> ids = reads(read(csv, seconds(1))).stream().map(Read::eventId).toList();
        assertEquals(ids, reads(read(csv, seconds(2))).stream().map(Read::eventId).toList());
        assertTrue(ids.get(0).endsWith("-0-2") && ids.get(2).endsWith("-0-5"), ids.toString());
        assertFalse(ids.toString().contains("A1"));
        String other = "plate,state\nA1,ON\n";
        assertNotEquals(ids.getFirst(), reads(read(other, seconds(1))).getFirst().eventId());
    }

    @Test
    void whatCannotBeUsedSaysWhatWasExpected() throws IOException {
        assertExpected("plat,state\nA1,NY\n", "`plate` or `ocr`");
        assertExpected("plate,where\nA1,NY\n", "`jurisdiction` or `state`");
        assertExpected("plate,state\n", "at least one row");
        assertExpected("", "at least one row");
        assertExpected("plate,state\n\"A1,NY\n", "expected CSV");
        assertExpected(
                "captured_at,plate,state\nyesterday,SECRET1,NY\n",
                "line 2: expected `captured_at`");
        Path latin = folder.resolve("latin.csv");
        Files.write(latin, "plate,state\nÄ1,NY\n".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(refusal(latin).contains("expected UTF-8"));
        assertTrue(refusal(folder.resolve("absent.csv")).contains("cannot be read"));
    }

    private void assertExpected(String csv, String expected) throws IOException {
        String message = refusal(write(csv));
        assertTrue(message.contains(expected), message);
        assertFalse(message.contains("SECRET1"));
    }

    private static String refusal(Path file) {
        return String.valueOf(
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Capture.read(file, "lane1", OptionalLong.empty(), "0"))
                        .getMessage());
    }

    private Replay read(String csv, OptionalLong seconds) throws IOException {
        return Capture.read(write(csv), "lane1", seconds, "0");
    }

    private Path write(String csv) throws IOException {
        return Files.writeString(folder.resolve("reads.csv"), csv);
    }

    private static OptionalLong seconds(long seconds) {
        return OptionalLong.of(seconds);
    }

    private static List<Long> times(Replay replay) {
        return replay.arrivals().stream().map(Arrival::atNanos).toList();
    }

    private static List<String> texts(Replay replay) {
        return reads(replay).stream().map(Read::text).toList();
    }

    private static List<Read> reads(Replay replay) {
        List<Read> reads = new ArrayList<>();
        replay.steps()
                .forEachRemaining(step -> {
                    if (step instanceof Read read) {
                        reads.add(read);
                    }
                });
        return reads;
    }
}
