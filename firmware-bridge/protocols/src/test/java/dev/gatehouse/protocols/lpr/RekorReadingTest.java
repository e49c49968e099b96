package dev.gatehouse.protocols.lpr;

import static dev.gatehouse.protocols.lpr.RekorSamples.GROUP;
import static dev.gatehouse.protocols.lpr.RekorSamples.PLAIN;
import static dev.gatehouse.protocols.lpr.RekorSamples.document;
import static dev.gatehouse.protocols.lpr.RekorSamples.reading;
import static dev.gatehouse.protocols.lpr.RekorSamples.readings;
import static dev.gatehouse.protocols.lpr.RekorSamples.refusal;
import static dev.gatehouse.protocols.lpr.RekorSamples.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PlateRead.Candidate;
import dev.gatehouse.protocols.observation.PlateRead.Direction;
import dev.gatehouse.protocols.observation.PlateRead.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RekorReadingTest {

    @Test
    void readsTheSheetsExample() {
        PlateReading reading = reading(GROUP);
        assertEquals("AGENTTEST-120417-1795309202100", reading.eventId());
        assertEquals(Optional.of(Instant.parse("2026-11-22T01:00:01.250Z")), reading.sourceTime());
        PlateRead read = reading.read();
        assertEquals("KQR4821", read.plate());
        assertEquals(
                List.of(
                        new Candidate("KQR4821", OptionalDouble.of(0.9341)),
                        new Candidate("KOR4821", OptionalDouble.of(0.8102))),
                read.candidates());
        assertEquals(OptionalDouble.of(0.9341), read.confidence());
        assertEquals("US-NY", read.jurisdiction());
        assertEquals(State.FINAL, read.state());
        assertEquals(Direction.UNKNOWN, read.direction());
        assertEquals("", read.vehicleKey());
        assertEquals("AGENTTESTAGENTTESTAGENTTESTAGENTTESTAAAA/120417", read.cameraIdentity());
        assertEquals("REKOR", read.source());
        assertEquals(List.of(), read.images());
        assertFalse(read.identityMismatch());
        assertFalse(read.needsReview());
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] whole = utf8(GROUP.strip());
        for (int length = 0; length < whole.length; length++) {
            RejectReason reason = refusal(java.util.Arrays.copyOf(whole, length));
            assertTrue(
                    reason == RejectReason.TOO_SHORT || reason == RejectReason.BAD_SYNTAX,
                    reason.name());
        }
    }

    @Test
    void noPlateMarksAreVehiclesWithoutRead() {
        for (String mark :
                List.of(
                        "",
                        "unknown",
                        "UNKNOWN",
                        "NoPlate",
                        "no plate",
                        "Not Defined",
                        "null",
                        "-",
                        "N/A",
                        "?",
                        "????")) {
            PlateReading reading =
                    reading(
                            GROUP.replace("\"best_plate_number\":\"KQR4821\"", plate(mark))
                                    .replace(
                                            "{\"plate\":\"KQR4821\",\"confidence\":93.41,\"region\"",
                                            "{\"plate\":\"\",\"region\""));
            assertEquals("", reading.read().plate(), mark);
            assertEquals(State.FINAL, reading.read().state());
        }
    }

    private static String plate(String text) {
        return "\"best_plate_number\":\"" + text + "\"";
    }

    @Test
    void unreadMarksAndSeparatorsAreFolded() {
        assertEquals("AB?1?3?", PlateText.of("ab*-1#3_").plate());
        assertEquals("ABC123", PlateText.of(" abc·12 3 ").plate());
        assertEquals("ABC123", PlateText.of("ＡＢＣ１２３").plate());
        assertEquals("ABC123", PlateText.of("ＡＢＣ１２３").raw());
        assertEquals("IAB", PlateText.of("iab").plate());
    }

    @Test
    void otherScriptsAreKeptRawAndReviewed() {
        PlateText cyrillic = PlateText.of("А123ВС");
        assertEquals("", cyrillic.plate());
        assertEquals("А123ВС", cyrillic.raw());
        assertTrue(cyrillic.needsReview());
        assertTrue(PlateText.of("١٢٣").needsReview());
        assertEquals(new PlateText("bä12", "BA12", true), PlateText.of("bä12"));
        assertEquals("B?12", PlateText.of("BØ12").plate());
    }

    @Test
    void aTextLongerThanAnyPlateIsNoPlateAndNeverAPartOfOne() {
        PlateText longText = PlateText.of("A".repeat(17));
        assertEquals("", longText.plate());
        assertTrue(longText.needsReview());
        assertEquals(16, PlateText.of("A".repeat(16)).plate().length());
        PlateText huge = PlateText.of("😀".repeat(5_000));
        assertEquals(24, huge.raw().codePointCount(0, huge.raw().length()));
    }

    @Test
    void confidenceIsNeverInvented() {
        assertEquals(OptionalDouble.of(1), confidence("100.9"));
        assertEquals(OptionalDouble.empty(), confidence("101.1"));
        assertEquals(OptionalDouble.empty(), confidence("-1"));
        assertEquals(OptionalDouble.empty(), confidence("null"));
        assertEquals(OptionalDouble.empty(), confidence("\"93\""));
        assertEquals(OptionalDouble.empty(), confidence("1e400"));
        assertEquals(OptionalDouble.of(0), confidence("0"));
    }

    private static OptionalDouble confidence(String literal) {
        return reading(GROUP.replace("\"best_confidence\":93.41", "\"best_confidence\":" + literal))
                .read()
                .confidence();
    }

    @Test
    void candidatesAreTenDistinctWithTheTopFirst() {
        List<RekorCandidate> sent = new ArrayList<>();
        IntStream.range(0, 15)
                .forEach(i ->
                        sent.add(new RekorCandidate("ZZ" + i, OptionalDouble.of(300 - i), false)));
        sent.addFirst(new RekorCandidate("zz-3", OptionalDouble.of(310), false));
        RekorGroup group =
                RekorGroup.of(
                        agent(),
                        Instant.EPOCH,
                        Instant.EPOCH,
                        "u",
                        "TOP1",
                        OptionalDouble.empty(),
                        "",
                        sent,
                        false);
        List<Candidate> read =
                RekorReading.of(document(group.encode()), PLAIN, (_, _) -> "")
                        .getFirst()
                        .read()
                        .candidates();
        assertEquals(10, read.size());
        assertEquals(new Candidate("TOP1", OptionalDouble.empty()), read.getFirst());
        assertEquals(new Candidate("ZZ3", OptionalDouble.of(1)), read.get(1));
        assertEquals(10, read.stream().map(Candidate::plate).distinct().count());
    }

    private static RekorAgent agent() {
        return new RekorAgent("", "AGENT", "alprd", "4.1.2", 7);
    }

    @Test
    void jurisdictionsFollowTheTable() {
        assertEquals("CA-QC", RegionCode.toIso("ca-qc"));
        assertEquals("DE", RegionCode.toIso("eu-de"));
        assertEquals("GB", RegionCode.toIso("gb"));
        assertEquals("MX-CHH", RegionCode.toIso("mx-chh"));
        for (String unknown :
                List.of(
                        "", "us-zz", "ca-ny", "xx", "zz-aa", "eu-", "us-", "us", "us-ny-x", "-",
                        "ußa")) {
            String expected = unknown.equals("us") ? "US" : "";
            assertEquals(expected, RegionCode.toIso(unknown), unknown);
        }
        assertEquals(
                "",
                reading(GROUP.replace("us-ny", "")).read().jurisdiction(),
                "never the local country");
    }

    @Test
    void epochUnitsAreToldByMagnitude() {
        Instant expected = Instant.parse("2026-11-22T01:00:01Z");
        for (String epoch :
                List.of("1795309201", "1795309201000", "1795309201000000", "1795309201000000000")) {
            assertEquals(Optional.of(expected), time(epoch), epoch);
        }
        for (String epoch :
                List.of(
                        "0",
                        "-1795309201250",
                        "17953092012",
                        "99999999999",
                        "1e300",
                        "null",
                        "true")) {
            assertEquals(
                    Optional.of(Instant.parse("2026-11-22T01:00:03.900Z")), time(epoch), epoch);
        }
    }

    private static Optional<Instant> time(String epoch) {
        return reading(GROUP.replace("\"epoch_start\":1795309201250", "\"epoch_start\":" + epoch))
                .sourceTime();
    }

    @Test
    void sectorsGiveTheDirection() {
        ReaderProfile sectors =
                new ReaderProfile("lane3", "", OptionalDouble.of(350), OptionalDouble.of(180));
        assertEquals(Direction.DEPARTING, direction("182.5", sectors));
        assertEquals(Direction.APPROACHING, direction("50", sectors));
        assertEquals(Direction.UNKNOWN, direction("50.1", sectors));
        assertEquals(Direction.APPROACHING, direction("290", sectors));
        assertEquals(Direction.UNKNOWN, direction("-10", sectors));
        assertEquals(Direction.UNKNOWN, direction("710", sectors));
        assertEquals(
                Direction.STATIONARY,
                readings(GROUP.replace("\"is_parked\":false", "\"is_parked\":true"), sectors)
                        .getFirst()
                        .read()
                        .direction());
        assertThrows(
                IllegalArgumentException.class,
                () -> new ReaderProfile("r", "", OptionalDouble.of(0), OptionalDouble.of(100)));
    }

    private static Direction direction(String heading, ReaderProfile profile) {
        return readings(GROUP.replace("182.5", heading), profile).getFirst().read().direction();
    }

    @Test
    void aPreviewIsAnUpdateAndDoesNotShadowTheFinalGroup() {
        PlateReading last = reading(GROUP);
        PlateReading preview =
                reading(GROUP.replace("\"is_preview\":false", "\"is_preview\":true"));
        PlateReading again = reading(GROUP.replace("\"is_preview\":false", "\"is_preview\":true"));
        assertEquals(State.UPDATE, preview.read().state());
        assertNotEquals(last.eventId(), preview.eventId());
        assertEquals(preview.eventId(), again.eventId());
    }

    @Test
    void withoutAnIdTheContentWithoutImagesIsHashed() {
        String nameless =
                GROUP.replace(
                        "\"best_uuid\":\"AGENTTEST-120417-1795309202100\"", "\"best_uuid\":\"\"");
        String first = reading(nameless).eventId();
        assertTrue(first.matches("[0-9a-f]{64}"));
        String pictured =
                nameless.replace(
                        "\"vehicle_crop_jpeg\":\"\"", "\"vehicle_crop_jpeg\":\"/9j/AAAA\"");
        assertEquals(hash(nameless, "lane3"), first);
        assertNotEquals(hash(nameless, "lane4"), first);
        // The picture's text is cut out with its quotes, an empty one likewise.
        assertEquals(first, reading(pictured).eventId());
        assertNotEquals(first, reading(nameless.replace("KOR4821", "KOR4822")).eventId());
        String endless = GROUP.replace("AGENTTEST-120417-1795309202100", "x".repeat(129));
        assertTrue(reading(endless).eventId().matches("[0-9a-f]{64}"));
    }

    private static String hash(String json, String reader) {
        return document(utf8(json)).contentHash(reader);
    }

    @Test
    void aWrongIdentityIsReportedAndAccepted() {
        ReaderProfile other =
                new ReaderProfile(
                        "lane3", "OTHER/1", OptionalDouble.empty(), OptionalDouble.empty());
        assertTrue(readings(GROUP, other).getFirst().read().identityMismatch());
        ReaderProfile same =
                new ReaderProfile(
                        "lane3",
                        "AGENTTESTAGENTTESTAGENTTESTAGENTTESTAAAA/120417",
                        OptionalDouble.empty(),
                        OptionalDouble.empty());
        assertFalse(readings(GROUP, same).getFirst().read().identityMismatch());
    }

    @Test
    void imagesAreHashedAndNotKept() {
        byte[] picture = {(byte) 0xFF, (byte) 0xD8, 'a', 'b', 'c', (byte) 0xFF, (byte) 0xD9};
        RekorGroup group = (RekorGroup) document(utf8(GROUP)).message();
        PlateRead read =
                RekorReading.of(document(group.encode(picture, new byte[0])), PLAIN, (_, _) -> "")
                        .getFirst()
                        .read();
        assertEquals(
                List.of(
                        new PlateRead.ImageDigest(
                                java.util.HexFormat.of()
                                        .formatHex(ImageHasher.sha256().digest(picture)),
                                "image/jpeg",
                                picture.length)),
                read.images());
        // SHA-256 of "abc", FIPS 180-2 appendix B.1
        String abc = GROUP.replace("\"plate_crop_jpeg\":\"\"", "\"plate_crop_jpeg\":\"YWJj\"");
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                reading(abc).read().images().getFirst().sha256());
    }

    @Test
    void aBadImageIsDroppedAndTheReadStays() {
        for (String bad : List.of("!!!!", "Y", "YW Jj", "YWJjé", "YWJj=")) {
            RekorDocument document =
                    document(
                            utf8(
                                    GROUP.replace(
                                            "\"plate_crop_jpeg\":\"\"",
                                            "\"plate_crop_jpeg\":\"" + bad + "\"")));
            assertEquals(1, document.imagesDropped(), bad);
            assertEquals(
                    "KQR4821",
                    RekorReading.of(document, PLAIN, (_, _) -> "").getFirst().read().plate());
        }
    }

    @Test
    void aFifthImageIsDropped() {
        String plate = "{\"plate\":\"AAA111\",\"plate_crop_jpeg\":\"YWJj\"}";
        String json =
                "{\"data_type\":\"alpr_results\",\"results\":["
                        + String.join(",", Collections.nCopies(5, plate))
                        + "]}";
        assertEquals(1, document(utf8(json)).imagesDropped());
        List<PlateReading> readings = readings(json, PLAIN);
        assertEquals(5, readings.size());
        assertEquals(5, readings.stream().map(PlateReading::eventId).distinct().count());
    }

    @Test
    void resultsAreUpdatesUnderTheDriversKey() {
        RekorResults results =
                new RekorResults(
                        agent(),
                        OptionalLong.of(1795309201250L),
                        "u-1",
                        List.of(
                                new RekorPlate(
                                        "abc 123",
                                        OptionalDouble.of(88),
                                        "ca-on",
                                        List.of(),
                                        Optional.empty())));
        PlateReading reading =
                RekorReading.of(
                                document(results.encode()),
                                PLAIN,
                                (camera, plate) -> camera + plate)
                        .getFirst();
        assertEquals(
                new PlateReading(
                        "u-1",
                        true,
                        Optional.of(
                                new SourceTime.Absolute(
                                        Instant.ofEpochMilli(1795309201250L),
                                        CaptureTime.Quality.SOURCE_UTC)),
                        reading.read()),
                reading);
        assertEquals(State.UPDATE, reading.read().state());
        assertEquals("7ABC123", reading.read().vehicleKey());
        assertEquals("CA-ON", reading.read().jurisdiction());
    }

    @Test
    void anAlertIsReadThroughItsGroup() {
        String alert =
                "{\"data_type\":\"alpr_alert\",\"plate_number\":\"ZZZ999\",\"group\":"
                        + GROUP
                        + "}";
        assertEquals(reading(GROUP), reading(alert));
        PlateReading bare =
                reading(
                        "{\"data_type\":\"alpr_alert\",\"plate_number\":\"ZZZ999\",\"epoch_time\":1795309201}");
        assertEquals("ZZZ999", bare.read().plate());
        assertEquals(State.SINGLE, bare.read().state());
        assertEquals(RejectReason.MISSING_FIELD, refusal("{\"data_type\":\"alpr_alert\"}"));
    }

    @Test
    void everyMessageIsReadBackAsWritten() {
        RekorGroup group = (RekorGroup) document(utf8(GROUP)).message();
        List<RekorMessage> messages =
                List.of(
                        group,
                        new RekorAlert(
                                "A1", OptionalLong.of(5), "list", "type", Optional.of(group)),
                        new RekorResults(agent(), OptionalLong.empty(), "", List.of()),
                        new RekorHeartbeat(
                                "A",
                                OptionalLong.of(1795309201250L),
                                List.of(
                                        new RekorHeartbeat.Stream(
                                                7,
                                                "front",
                                                OptionalDouble.of(24.5),
                                                true,
                                                OptionalLong.of(1)))),
                        new RekorVehicleOnly(
                                agent(),
                                OptionalLong.of(1),
                                "u",
                                OptionalDouble.of(3.5),
                                true,
                                true,
                                Optional.empty()),
                        new RekorUnknownKind("alpr_statistics"));
        for (RekorMessage message : messages) {
            assertEquals(Decoded.message(message), RekorMessage.decode(message.encode()));
        }
    }

    @Test
    void contentIsNotPrinted() {
        RekorGroup group = (RekorGroup) document(utf8(GROUP)).message();
        PlateReading reading = reading(GROUP);
        for (Object printed :
                List.of(
                        group,
                        group.candidates(),
                        group.bestPlate(),
                        PlateText.of("KQR4821"),
                        reading,
                        new RekorResults(
                                agent(),
                                OptionalLong.empty(),
                                "",
                                group.bestPlate().stream().toList()))) {
            assertFalse(printed.toString().contains("KQR"), printed.getClass().getName());
        }
    }
}
