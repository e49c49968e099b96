package dev.gatehouse.protocols.trbo;

import static dev.gatehouse.protocols.trbo.TrboSamples.hex;
import static dev.gatehouse.protocols.trbo.TrboSamples.message;
import static dev.gatehouse.protocols.trbo.TrboSamples.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.trbo.LrrpDocument.Kind;
import dev.gatehouse.protocols.trbo.LrrpElement.Direction;
import dev.gatehouse.protocols.trbo.LrrpElement.Mark;
import dev.gatehouse.protocols.trbo.LrrpElement.OperationError;
import dev.gatehouse.protocols.trbo.LrrpElement.Place;
import dev.gatehouse.protocols.trbo.LrrpElement.Speed;
import dev.gatehouse.protocols.trbo.LrrpElement.Time;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The documents of sheet section 4.
final class LrrpDocumentTest {

    private static final Octets ID = Octets.ofHex("2468ACE0");

    private static LrrpDocument document(String sample) {
        LrrpDocument document = message(LrrpDocument.decode(hex(sample)));
        assertEquals(Octets.NONE, document.unread(), "everything is understood");
        return document;
    }

    @Test
    void triggeredReportInThreeDimensions() {
        LrrpDocument report =
                document(
                        "0D1A" // triggered report, 26 octets
                                + "2204 7FFFFFFF" // request
                                + "69 4728710F 0A522C2D 82534E" // place, altitude
                                + "6C 0048" // speed
                                + "56 47" // direction
                                + "70 402B"); // vertical speed
        assertEquals(Kind.TRIGGERED_REPORT, report.kind());
        assertEquals(Octets.ofHex("7FFFFFFF"), report.requestId());
        Place place = report.first(Place.class).orElseThrow();
        assertEquals(50.032951, place.latitude(), 1e-6);
        assertEquals(14.513887, place.longitude(), 1e-6);
        assertEquals(339.609, place.altitude().orElseThrow().value(), 1e-3);
        assertEquals(142, report.first(Direction.class).orElseThrow().degrees().getAsDouble());
        List<Speed> speeds =
                report.elements().stream()
                        .filter(Speed.class::isInstance)
                        .map(Speed.class::cast)
                        .toList();
        assertEquals(0.5625, speeds.get(0).metresPerSecond());
        assertEquals(-0.336, speeds.get(1).metresPerSecond(), 1e-3);
        assertFalse(place.toString().contains("50"), place.toString());
    }

    @Test
    void triggeredReportWithRadius() {
        LrrpDocument report =
                document("0D16 2204 C0000000 51 48610C34 0AD0ECF7 0C12 6C 0036 56 A2");
        Place place = report.first(Place.class).orElseThrow();
        assertEquals(50.891549, place.latitude(), 1e-6);
        assertEquals(15.210163, place.longitude(), 1e-6);
        assertEquals(12.14, place.radius().orElseThrow().value(), 1e-2);
        assertEquals(0.42, report.first(Speed.class).orElseThrow().metresPerSecond(), 1e-2);
        assertEquals(324, report.first(Direction.class).orElseThrow().degrees().getAsDouble());
    }

    @Test
    void unsolicitedReport() {
        LrrpDocument report = document("1315 23 2F 34 1F4AD07B2E 66 47432666 0A4D56E4 6B 0B 56 20");
        assertEquals(Octets.ofHex("2F"), report.requestId());
        assertEquals(
                Optional.of(Instant.parse("2002-11-08T07:44:46Z")),
                report.first(Time.class).orElseThrow().instant());
        Place place = report.first(Place.class).orElseThrow();
        assertEquals(50.106308, place.latitude(), 1e-6);
        assertEquals(14.487338, place.longitude(), 1e-6);
        assertEquals(64, report.first(Direction.class).orElseThrow().degrees().getAsDouble());
    }

    @Test
    void immediateReport() {
        LrrpDocument report =
                document("071A 2204 2468ACE0 34 1F4DBC7780 51 118ECD8D 118AD47B 0063 6C 0006");
        assertEquals(
                Optional.of(Instant.parse("2003-06-30T07:30:00Z")),
                report.first(Time.class).orElseThrow().instant());
        Place place = report.first(Place.class).orElseThrow();
        assertEquals(12.345345, place.latitude(), 1e-6);
        assertEquals(24.668866, place.longitude(), 1e-6);
        assertEquals(0.77, place.radius().orElseThrow().value(), 1e-2);
        assertEquals(0.047, report.first(Speed.class).orElseThrow().metresPerSecond(), 1e-3);
    }

    @Test
    void requestsOfOurs() {
        assertEquals("050822042468ACE05162", hex(LrrpDocument.locate(ID).encode()));
        assertEquals("090922042468ACE034313C", hex(LrrpDocument.start(ID, 60).encode()));
        assertEquals("0F0622042468ACE0", hex(LrrpDocument.stop(ID).encode()));
        assertEquals(LrrpDocument.locate(ID), document("050822042468ACE05162"));
        assertEquals(LrrpDocument.start(ID, 60), document("090922042468ACE034313C"));
        assertEquals(LrrpDocument.stop(ID), document("0F0622042468ACE0"));
    }

    @Test
    void stoppedAndFailed() {
        LrrpDocument stopped = document("1107 2204 2468ACE0 38");
        assertEquals(Optional.of(new Mark(Mark.SUCCESS)), stopped.first(Mark.class));
        LrrpDocument failed = document("070C 2204 2468ACE0 39 05 03 515355");
        assertEquals(
                Optional.of(new OperationError(5, Octets.ofHex("515355"))),
                failed.first(OperationError.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0D1A22047FFFFFFF694728710F0A522C2D82534E6C00485647" + "70402B",
                "0D162204C00000005148610C340AD0ECF70C126C003656A2",
                "1315232F341F4AD07B2E66474326660A4D56E46B0B5620",
                "071A22042468ACE0341F4DBC778051118ECD8D118AD47B00636C0006",
                "050822042468ACE05162",
                "090922042468ACE034313C",
                "0F0622042468ACE0",
                "110722042468ACE038",
                "070C22042468ACE03905" + "03515355",
                "0C0B03AABBCC22042468ACE038", // triggered report with a constant table
                "1400", // which versions
                "15023601", // version 1
                "0707220224363781" + "00", // result 80 hex; id in the reports' order
                "05062407504250FF" // unread from an uncertain trigger on
            })
    void isWrittenAsItWasRead(String sample) {
        assertEquals(sample, hex(message(LrrpDocument.decode(hex(sample))).encode()));
    }

    @Test
    void readingStopsAtAnUnknownToken() {
        LrrpDocument report =
                message(LrrpDocument.decode(hex("130C 23 2F 56 20 7B 0102 23 01 56 10 00")));
        assertEquals(2, report.elements().size());
        assertEquals(Octets.ofHex("7B0102230156" + "1000"), report.unread());
    }

    @Test
    void readingStopsAtADamagedValue() {
        LrrpDocument report = message(LrrpDocument.decode(hex("1307 23 2F 66 47432666")));
        assertEquals(Octets.ofHex("6647432666"), report.unread());
        assertEquals(Optional.empty(), report.first(Place.class));
    }

    @Test
    void numbers() {
        assertEquals(37, uintvar("25"));
        assertEquals(160, uintvar("8120"));
        assertEquals(34_725, uintvar("828F25"));
        assertEquals(-37, decimal("65 00", true));
        assertEquals(-160, decimal("C120 00", true));
        assertEquals(37.5, decimal("25 40", false));
        assertEquals(-0.078125, decimal("40 0A", true));
        assertEquals(339.609375, decimal("8253 4E", true));
    }

    private static long uintvar(String sample) {
        return Mbxml.uintvar(ByteBuffer.wrap(hex(sample))).getAsLong();
    }

    private static double decimal(String sample, boolean signed) {
        LrrpDecimal read = LrrpDecimal.get(ByteBuffer.wrap(hex(sample)), signed).orElseThrow();
        ByteBuffer out = ByteBuffer.allocate(16);
        read.put(out, signed);
        assertEquals(
                sample.replace(" ", ""), hex(java.util.Arrays.copyOf(out.array(), out.position())));
        return read.value();
    }

    @Test
    void southAndWest() {
        Place place = Place.point(-33.85, -151.2);
        assertTrue(place.latitudeBits() < 0, "sign and magnitude");
        assertEquals(-33.85, place.latitude(), 1e-7);
        assertEquals(-151.2, place.longitude(), 1e-7);
        assertTrue(place.known());
        assertFalse(Place.point(0, 0).known());
    }

    @ParameterizedTest
    @CsvSource({
        "'', TOO_SHORT",
        "05, TOO_SHORT",
        "8585858585, TOO_SHORT", // a number without end
        "0508 2204, TOO_SHORT",
        "05 9000, TOO_LONG",
        "2000, UNSUPPORTED", // accessory information
        "840000, UNSUPPORTED",
        "0402 05AA, TOO_SHORT" // table cut
    })
    void refuses(String sample, RejectReason reason) {
        assertEquals(reason, refused(LrrpDocument.decode(hex(sample == null ? "" : sample))));
    }
}
