package dev.gatehouse.protocols.lpr;

import static dev.gatehouse.protocols.lpr.MakerSamples.AXIS;
import static dev.gatehouse.protocols.lpr.MakerSamples.DAHUA;
import static dev.gatehouse.protocols.lpr.MakerSamples.GENETEC;
import static dev.gatehouse.protocols.lpr.MakerSamples.HIKVISION;
import static dev.gatehouse.protocols.lpr.MakerSamples.IMAGE_HASH;
import static dev.gatehouse.protocols.lpr.MakerSamples.LINE;
import static dev.gatehouse.protocols.lpr.MakerSamples.PLAIN;
import static dev.gatehouse.protocols.lpr.MakerSamples.PLATE_RECOGNIZER;
import static dev.gatehouse.protocols.lpr.MakerSamples.TATTILE;
import static dev.gatehouse.protocols.lpr.MakerSamples.XML_ATTR;
import static dev.gatehouse.protocols.lpr.MakerSamples.message;
import static dev.gatehouse.protocols.lpr.MakerSamples.profile;
import static dev.gatehouse.protocols.lpr.MakerSamples.reading;
import static dev.gatehouse.protocols.lpr.MakerSamples.refusal;
import static dev.gatehouse.protocols.lpr.MakerSamples.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.CaptureTime.Quality;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PlateRead.Direction;
import dev.gatehouse.protocols.observation.PlateRead.ImageDigest;
import dev.gatehouse.protocols.observation.PlateRead.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MakersTest {

    private static final Instant AT = Instant.parse("2026-11-22T02:01:00.480Z");
    private static final ImageDigest IMAGE = new ImageDigest(IMAGE_HASH, "image/jpeg", 4);

    private static void requireTime(
            PlateReading reading, Instant at, Quality quality, String zone) {
        assertEquals(
                new CaptureTime(at, quality),
                reading.time().orElseThrow().resolve(java.time.ZoneId.of(zone), AT.plusSeconds(2)));
    }

    @Test
    void axisEventsKeepTheStateOfTheirVehicle() {
        PlateReading reading = reading("axis", AXIS);
        PlateRead read = reading.read();
        assertEquals("ZK77AX", read.plate());
        assertEquals(OptionalDouble.of(0.75), read.confidence());
        assertEquals("US-VT", read.jurisdiction());
        assertEquals(State.NEW, read.state());
        assertEquals(Direction.DEPARTING, read.direction());
        assertEquals("44", read.vehicleKey());
        assertEquals("ACCC8E000001", read.cameraIdentity());
        assertEquals(List.of(IMAGE), read.images());
        assertFalse(reading.ownId());
        requireTime(reading, AT, Quality.SOURCE_UTC, "UTC");
        assertEquals(OptionalLong.of(17), message("axis", AXIS).counter());
        assertEquals(
                State.UPDATE,
                reading("axis", AXIS.replace("\"new\"", "\"updated\"")).read().state());
        assertEquals(
                State.FINAL, reading("axis", AXIS.replace("\"new\"", "\"lost\"")).read().state());
    }

    @Test
    void axisNumbersComeWithAndWithoutQuotesAndTimesWithAndWithoutZone() {
        String bare =
                AXIS.replace("\"17\"", "17")
                        .replace("\"1795312860480\"", "1795312860480")
                        .replace("\"0.750000\"", "0.75")
                        .replace("\"44\"", "44");
        assertEquals(reading("axis", AXIS).read(), reading("axis", bare).read());
        assertEquals(OptionalLong.of(17), message("axis", bare).counter());
        String local = AXIS.replace("\"capture_timestamp\":\"1795312860480\",", "");
        requireTime(
                reading("axis", local),
                AT.minusSeconds(3_600),
                Quality.SOURCE_LOCAL_ASSUMED,
                "Europe/Madrid");
        requireTime(
                reading("axis", local.replace("020100480", "020100480 -0500")),
                AT.plusSeconds(5 * 3_600),
                Quality.SOURCE_OFFSET,
                "UTC");
    }

    @Test
    void axisTextsEscapedTwiceAreReadAndTheEventServiceTakesTheSameNames() {
        String escaped =
                AXIS.replace("\"plateUTF8\":\"ZK77AX\"", "\"plateUTF8\":\"\"")
                        .replace(
                                "\"plateText\":\"ZK77AX\"",
                                "\"plateText\":\"\\\\u005aK77AX\\\\u00\"");
        assertEquals("ZK77AXU00", reading("axis", escaped).read().plate());
        String wrapped =
                "{\"topic\":\"tnsaxis:CameraApplicationPlatform/ALPV.AllPlates\",\"message\":{\"data\":"
                        + AXIS
                        + "}}";
        assertEquals(reading("axis", AXIS).read(), reading("axis", wrapped).read());
        assertEquals(RejectReason.MISSING_FIELD, refusal("axis", "{\"carState\":\"new\"}"));
    }

    @Test
    void genetecSaysTheSameInBothForms() {
        PlateReading reading = reading("genetec", GENETEC);
        PlateRead read = reading.read();
        assertEquals("GN12AB", read.plate());
        assertEquals(OptionalDouble.of(0.77), read.confidence());
        assertEquals("CA-ON", read.jurisdiction());
        assertEquals(Direction.DEPARTING, read.direction());
        assertEquals("SHARP1/Left", read.cameraIdentity());
        assertEquals("0b5ad2aa-0000-4000-8000-000000000001", reading.eventId());
        assertTrue(reading.ownId());
        assertEquals(State.SINGLE, read.state());
        assertEquals(List.of(IMAGE), read.images());
        requireTime(reading, AT, Quality.SOURCE_LOCAL_ASSUMED, "UTC");
        GenetecRead sent =
                new GenetecRead(
                        reading.eventId(),
                        "GN 12 AB",
                        "2026-11-22T02:01:00.480",
                        "SHARP1",
                        "Left",
                        java.util.Map.of(
                                "State Name", "ON",
                                "Context", "CA",
                                "Confidence Score", "77",
                                "Relative Motion", "Further"),
                        List.of(),
                        0);
        byte[] picture = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9};
        for (byte[] bytes : List.of(sent.encodeJson(picture), sent.encodeXml(picture))) {
            assertEquals(List.of(reading), message("genetec", bytes, PLAIN).readings());
        }
        assertEquals(RejectReason.UNSUPPORTED, refusal("genetec", "<!DOCTYPE Plate><Plate/>"));
        assertEquals(
                RejectReason.DUPLICATE_NAME,
                refusal("genetec", "{\"PlateRead\":\"A1\",\"PlateRead\":\"B2\"}"));
    }

    @Test
    void hikvisionIsFoundByLocalNameAndItsIdTellsNoPlate() {
        PlateReading reading = reading("hikvision", HIKVISION);
        PlateRead read = reading.read();
        assertEquals("WX9KH1", read.plate());
        assertEquals(
                List.of("WX9KH1", "WX9KHI"),
                read.candidates().stream().map(PlateRead.Candidate::plate).toList());
        assertEquals("PL", read.jurisdiction());
        assertEquals(Direction.DEPARTING, read.direction());
        assertEquals("00:00:5e:00:53:01/2", read.cameraIdentity());
        requireTime(reading, AT.minusMillis(480), Quality.SOURCE_OFFSET, "UTC");
        assertFalse(reading.eventId().contains("KH1"));
        assertEquals(
                reading.eventId(),
                reading("hikvision", HIKVISION.replace("88", "89")).eventId(),
                "a repeat of the same alarm");
        assertNotEquals(
                reading.eventId(),
                reading("hikvision", HIKVISION.replace("03:01:00", "03:01:01")).eventId());
        assertEquals(
                Direction.APPROACHING,
                message("hikvision", utf8(HIKVISION), profile("UTC", true))
                        .readings()
                        .getFirst()
                        .read()
                        .direction());
        assertEquals(
                "", reading("hikvision", HIKVISION.replace("Poland", "17")).read().jurisdiction());
        requireTime(
                reading("hikvision", HIKVISION.replace("+01:00", "")),
                AT.minusMillis(480).plusSeconds(3_600),
                Quality.SOURCE_LOCAL_ASSUMED,
                "UTC");
    }

    @Test
    void hikvisionHeartbeatsAndOtherEventsAreNoVehicles() {
        assertEquals(
                PlateMessage.Kind.HEARTBEAT,
                message(
                                "hikvision",
                                HIKVISION
                                        .replace("anpr", "videoloss")
                                        .replace("active", "inactive"))
                        .kind());
        assertEquals(
                PlateMessage.Kind.OTHER,
                message("hikvision", HIKVISION.replace("anpr", "diskfull")).kind());
        assertEquals(RejectReason.MISSING_FIELD, refusal("hikvision", "<a/>"));
    }

    @Test
    void aPlateInAnotherEncodingThanDeclaredIsNoPlateAndTheVehicleStays() {
        byte[] broken =
                HIKVISION.replace("WX 9", "\u00ff\u00fe9").getBytes(StandardCharsets.ISO_8859_1);
        PlateRead read = message("hikvision", broken, PLAIN).readings().getFirst().read();
        assertEquals("", read.plate());
        assertTrue(read.needsReview());
        byte[] elsewhere =
                HIKVISION
                        .replace(
                                "<eventState>",
                                "<channelName>\u00ff\u00fe</channelName><eventState>")
                        .getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                "WX9KH1",
                message("hikvision", elsewhere, PLAIN).readings().getFirst().read().plate());
    }

    @Test
    void plateRecognizerMayShowSeveralVehicles() {
        List<PlateReading> readings = message("platerecognizer", PLATE_RECOGNIZER).readings();
        assertEquals(2, readings.size());
        assertEquals("PR101X", readings.getFirst().read().plate());
        assertEquals("US-NY", readings.getFirst().read().jurisdiction());
        assertEquals(
                List.of(
                        new PlateRead.Candidate("PR101X", OptionalDouble.of(0.9)),
                        new PlateRead.Candidate("PRI01X", OptionalDouble.empty())),
                readings.getFirst().read().candidates());
        assertEquals("", readings.get(1).read().plate());
        assertEquals("cam-9/shots/1.jpg#0", readings.getFirst().eventId());
        assertEquals("cam-9/shots/1.jpg#1", readings.get(1).eventId());
        requireTime(readings.get(1), AT, Quality.SOURCE_UTC, "UTC");
        PlateRead approaching =
                message(
                                "platerecognizer",
                                utf8(PLATE_RECOGNIZER),
                                new ReaderProfile(
                                        "r", "", OptionalDouble.of(200), OptionalDouble.empty()))
                        .readings()
                        .getFirst()
                        .read();
        assertEquals(Direction.APPROACHING, approaching.direction());
        assertEquals(
                PlateMessage.Kind.HEARTBEAT,
                message("platerecognizer", "{\"hook\":{\"event\":\"heartbeat\"}}").kind());
        assertEquals(
                PlateMessage.Kind.OTHER,
                message("platerecognizer", "{\"hook\":{\"event\":\"camera_down\"}}").kind());
        assertEquals(RejectReason.MISSING_FIELD, refusal("platerecognizer", "{}"));
    }

    @Test
    void tattileTakesAnyRootAnyCaseAndEveryTimeForm() {
        PlateReading reading =
                message("tattile", utf8(TATTILE), profile("Europe/Madrid", false))
                        .readings()
                        .getFirst();
        PlateRead read = reading.read();
        assertEquals("77ABC1", read.plate());
        assertEquals(OptionalDouble.of(0.6425), read.confidence());
        assertEquals("ES", read.jurisdiction());
        assertEquals(Direction.DEPARTING, read.direction());
        assertEquals("8", read.vehicleKey());
        assertEquals("T1", read.cameraIdentity());
        assertEquals(List.of(IMAGE), read.images());
        requireTime(reading, AT, Quality.SOURCE_LOCAL_ASSUMED, "Europe/Madrid");
        for (String time : List.of("03-01-00-480", "03:01:00-480", "03-01-00.480")) {
            requireTime(
                    reading("tattile", TATTILE.replace("03:01:00.480", time)),
                    AT,
                    Quality.SOURCE_LOCAL_ASSUMED,
                    "Europe/Madrid");
        }
        requireTime(
                reading("tattile", TATTILE.replace("<DATE>", "<EPOCH>1795312860</EPOCH><DATE>")),
                AT.minusMillis(480),
                Quality.SOURCE_UTC,
                "Europe/Madrid");
        PlateRead suffixed =
                reading(
                                "tattile",
                                TATTILE.replace("plate_string", "PLATE")
                                        .replace("77ABC1", "77-ABC-ESP")
                                        .replace("<PLATE_COUNTRY>Spain</PLATE_COUNTRY>", ""))
                        .read();
        assertEquals("77ABC", suffixed.plate());
        assertEquals("ES", suffixed.jurisdiction());
    }

    @Test
    void dahuaFirmwareThatTakesLocalTimeForUtcIsFoundOut() {
        PlateReading reading = reading("dahua", DAHUA);
        assertEquals("DH4711", reading.read().plate());
        assertEquals(OptionalDouble.of(1), reading.read().confidence());
        assertEquals("DE", reading.read().jurisdiction());
        assertEquals(Direction.DEPARTING, reading.read().direction());
        // An hour ahead of the receipt: local time of a zone east of it.
        requireTime(reading, AT, Quality.SOURCE_LOCAL_ASSUMED, "Europe/Madrid");
        requireTime(
                reading("dahua", DAHUA.replace("UTC=1795316460", "UTC=1795312860")),
                AT,
                Quality.SOURCE_UTC,
                "Europe/Madrid");
        requireTime(
                reading(
                        "dahua",
                        DAHUA.replace(
                                "Events[0].UTC=",
                                "Events[0].RealUTC=1795312860\r\nEvents[0].UTC=")),
                AT,
                Quality.SOURCE_UTC,
                "Europe/Madrid");
        assertEquals(PlateMessage.Kind.HEARTBEAT, message("dahua", "Heartbeat\r\n").kind());
        assertEquals(
                PlateMessage.Kind.OTHER,
                message("dahua", DAHUA.replace("TrafficJunction", "VideoMotion")).kind());
        assertEquals(RejectReason.DUPLICATE_NAME, refusal("dahua", DAHUA + DAHUA));
        assertEquals(
                PlateMessage.Kind.HEARTBEAT,
                message("dahua-push", "{\"Active\":\"keepAlive\"}").kind());
    }

    @Test
    void linesAreReadByTheirFields() {
        PlateReading reading = reading("template", LINE);
        assertEquals("LN77XY", reading.read().plate());
        assertEquals("NL", reading.read().jurisdiction());
        assertEquals(OptionalDouble.of(0.87), reading.read().confidence());
        assertEquals("1001", reading.read().cameraIdentity());
        requireTime(reading, AT.minusMillis(480), Quality.SOURCE_LOCAL_ASSUMED, "UTC");
        assertEquals("46HVR9", reading("plate-crlf", "46HVR9-NLD").read().plate());
        assertEquals("NL", reading("plate-crlf", "46HVR9-NLD").read().jurisdiction());
        assertEquals("AB123", reading("plate-crlf", "AB-123").read().plate());
        assertEquals("", reading("plate-crlf", "AB-123").read().jurisdiction());
        assertEquals(RejectReason.BAD_VALUE, refusal("plate-crlf", "<a/>"));
        assertEquals(RejectReason.BAD_VALUE, refusal("plate-crlf", "A".repeat(33)));
        PlateReading stx = reading("stx-etx", "03,F42KDP,20261122010701");
        assertEquals("F42KDP", stx.read().plate());
        assertEquals("03", stx.read().cameraIdentity());
        requireTime(
                stx, Instant.parse("2026-11-22T01:07:01Z"), Quality.SOURCE_LOCAL_ASSUMED, "UTC");
        assertEquals(RejectReason.LEFTOVER, refusal("stx-etx", "a,b,c,d"));
        assertEquals(RejectReason.BAD_VALUE, refusal("template", "2026\u0007;x;y"));
        assertEquals(RejectReason.TOO_SHORT, refusal("template", "  "));
        PlateReading attributes = reading("xml-attr", XML_ATTR);
        assertEquals("XA55BC", attributes.read().plate());
        assertEquals("CA", attributes.read().jurisdiction());
        assertEquals(Direction.DEPARTING, attributes.read().direction());
        assertEquals(OptionalDouble.of(0.92), attributes.read().confidence());
        assertEquals(List.of(IMAGE), attributes.read().images());
        requireTime(attributes, AT, Quality.SOURCE_LOCAL_ASSUMED, "UTC");
        assertEquals(
                "", reading("xml-attr", XML_ATTR.replace("XA55BC", "Not defined")).read().plate());
    }

    /// As the sheet writes it, without an image.
    @Test
    void theSheetsAttributesAreRead() {
        PlateReading read =
                reading(
                        "xml-attr",
                        "<CAR_PLATE version=\"1.0\" direction=\"in\" cam-id=\"3\" time=\"2026-11-22T01:07:01.000\" plate=\"F42KDP\" plate_mask=\"CAN\" confidence=\"92\" plateImage=\"\"></CAR_PLATE>");
        assertEquals("F42KDP", read.read().plate());
        assertEquals("CA", read.read().jurisdiction());
        assertEquals(Direction.APPROACHING, read.read().direction());
        assertEquals(OptionalDouble.of(0.92), read.read().confidence());
        assertEquals("3", read.read().cameraIdentity());
        assertEquals(List.of(), read.read().images());
        requireTime(
                read, Instant.parse("2026-11-22T01:07:01Z"), Quality.SOURCE_LOCAL_ASSUMED, "UTC");
    }

    @Test
    void theHourThatAutumnRepeatsIsTheOneNearestToTheReceipt() {
        SourceTime local = WrittenTime.iso("2026-10-25T02:30:00").orElseThrow();
        java.time.ZoneId madrid = java.time.ZoneId.of("Europe/Madrid");
        Instant summer = Instant.parse("2026-10-25T00:30:00Z");
        Instant winter = Instant.parse("2026-10-25T01:30:00Z");
        assertEquals(summer, local.resolve(madrid, summer.plusSeconds(5)).at());
        assertEquals(winter, local.resolve(madrid, winter.plusSeconds(5)).at());
        SourceTime gap = WrittenTime.iso("2026-03-29T02:30:00").orElseThrow();
        assertEquals(Instant.parse("2026-03-29T01:30:00Z"), gap.resolve(madrid, summer).at());
    }

    @Test
    void partsAreCutWhereverTheyAreSaidToEnd() {
        String body =
                "--boundary\r\nContent-Disposition: form-data; name=\"anpr.xml\"\r\nContent-Type: text/xml\r\n\r\n"
                        + HIKVISION
                        + "\r\n--boundary\r\nContent-Type: image/pjpeg\r\nContent-Length: LENGTH\r\n\r\n"
                        + "\u00ff\u00d8\u00ff\u00d9\r\n--boundary--\r\n";
        String[] forms = {
            body.replace("LENGTH", "4"),
            body.replace("LENGTH", "6"),
            body.replace("LENGTH", "2"),
            body.replace("Content-Length: LENGTH\r\n", ""),
            body.replace("LENGTH", "4").replace("\r\n--boundary--\r\n", ""),
            body.replace("LENGTH", "4").replace("\r\n", "\n"),
            "POST /x HTTP/1.1\r\nHost: a\r\n\r\n" + body.replace("LENGTH", "4"),
            "\r\n" + body.replace("LENGTH", "99999999"),
        };
        for (String form : forms) {
            PlateMessage message =
                    message("hikvision", form.getBytes(StandardCharsets.ISO_8859_1), PLAIN);
            assertEquals(List.of(IMAGE), message.readings().getFirst().read().images(), form);
        }
    }

    @Test
    void limitsOfMultipartsHold() {
        String part = "--b\r\n\r\n" + HIKVISION + "\r\n";
        assertEquals(16, message("hikvision", part.repeat(16)).readings().size());
        assertEquals(RejectReason.LIMIT_EXCEEDED, refusal("hikvision", part.repeat(17)));
        String longest = part.replace("--b\r", "--" + "b".repeat(70) + "\r");
        assertEquals(1, message("hikvision", longest).readings().size());
        assertEquals(
                RejectReason.BAD_SYNTAX,
                refusal("hikvision", part.replace("--b\r", "--" + "b".repeat(71) + "\r")));
        assertEquals(
                RejectReason.BAD_SYNTAX,
                refusal(
                        "hikvision",
                        part.replace("\r\n\r\n", "\r\nX: " + "y".repeat(4_096) + "\r\n\r\n")));
        assertEquals(RejectReason.MISSING_FIELD, refusal("hikvision", "--b\r\n\r\n\r\n--b--"));
    }

    @Test
    void imagesBeyondTheFourthAreDroppedAndTheReadStays() {
        String image = "--b\r\nContent-Type: image/jpeg\r\n\r\n\u00ff\u00d8\u00ff\u00d9\r\n";
        PlateMessage message =
                message(
                        "hikvision",
                        ("--b\r\n\r\n" + HIKVISION + "\r\n" + image.repeat(6) + "--b--")
                                .getBytes(StandardCharsets.ISO_8859_1),
                        PLAIN);
        assertEquals(4, message.readings().getFirst().read().images().size());
        assertEquals(2, message.imagesDropped());
    }

    @Test
    void eventIdsDoNotDependOnImages() {
        assertEquals(
                reading("axis", AXIS).eventId(),
                reading("axis", AXIS.replace("/9j/2Q==", "")).eventId());
        assertEquals(
                reading("tattile", TATTILE).eventId(),
                reading("tattile", TATTILE.replace("/9j/2Q==", "")).eventId());
        assertNotEquals(
                reading("tattile", TATTILE).eventId(),
                reading("tattile", TATTILE.replace("77ABC1", "77ABC2")).eventId());
    }

    @Test
    void aMappingSaysWhichOfItsLinesCannotBeUsed() {
        List<String> good = List.of("source = LINE", "form = json", "plate = /p");
        assertEquals("LINE", Mapping.parse(good).source());
        for (String bad :
                List.of(
                        "colour = red",
                        "plate",
                        "form = json",
                        "confidence = 'x",
                        "confidence = 'x'",
                        "confidence.full = 99",
                        "time.pattern = {",
                        "frame = udp",
                        "country = a +",
                        "heading =")) {
            List<String> lines = new java.util.ArrayList<>(good);
            lines.add(bad);
            assertThrows(IllegalArgumentException.class, () -> Mapping.parse(lines), bad);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Mapping.parse(List.of("source = LINE", "form = json")));
        for (String preset : Presets.NAMES) {
            assertTrue(Presets.of(preset).source().matches("[A-Z_]+"), preset);
        }
        assertThrows(IllegalArgumentException.class, () -> Presets.of("none"));
    }
}
