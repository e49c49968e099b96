package dev.gatehouse.drivers.portal;

import static dev.gatehouse.drivers.stream.Told.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.Drivers;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.stream.Told;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.n42.N42Names;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.RadiationReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class N42DriverTest {
    private static final String OPEN =
            "<RadInstrumentData xmlns='"
                    + N42Names.NAMESPACE
                    + "' n42DocUUID='u-1'>"
                    + "<RadInstrumentInformation id='i'><RadInstrumentClassCode>Portal Monitor</RadInstrumentClassCode>"
                    + "</RadInstrumentInformation>";
    private static final String CLOSE = "</RadInstrumentData>";
    private static final String ALARM =
            "<AnalysisResults><RadAlarm radDetectorInformationReferences='d'><RadAlarmDateTime>2026-11-22T07:59:58Z</RadAlarmDateTime>"
                    + "<RadAlarmCategoryCode>Gamma</RadAlarmCategoryCode></RadAlarm></AnalysisResults>";

    private static Driver driver(Map<String, String> settings) {
        return Drivers.create(DeviceKind.RADIATION_PORTAL, "n42", "p1", "lane1", settings);
    }

    private static List<Observation> decode(Driver driver, byte[] octets) {
        return switch (driver.decode(new Frame(octets, at(0), Acknowledgement.none()))) {
            case Decoded.Message<List<Observation>>(List<Observation> found) -> found;
            case Decoded.Rejected<List<Observation>> _ -> throw new AssertionError("refused");
        };
    }

    private static List<Observation> decode(Driver driver, String text) {
        return decode(driver, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> words(List<Observation> found) {
        return found.stream().map(one -> new Told.One(one.body(), 0, false).word()).toList();
    }

    private static byte[] sample(String name) throws IOException {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared/data/sensors/n42").resolve(name);
            if (Files.isRegularFile(file)) {
                return Files.readAllBytes(file);
            }
        }
        assumeTrue(false, "no data folder beside the repository");
        return new byte[0];
    }

    @Test
    void theAnnexesTellWhatTheSheetSays() throws IOException {
        List<Observation> found = decode(driver(Map.of()), sample("Annex_D_alarmed.n42"));
        assertEquals(
                List.of(
                        "GAMMA_ALARM:GAMMA",
                        "NEUTRON_ALARM:NEUTRON",
                        "NUCLIDE_ALARM:SNM",
                        "UP",
                        "OCCUPANCY_BEGAN",
                        "OCCUPANCY_ENDED"),
                words(found));
        RadiationReport ended = assertInstanceOf(RadiationReport.class, found.getLast().body());
        assertEquals(300, ended.figures().durationMs().orElseThrow());
        assertEquals(54.0, ended.figures().speedKmh().orElseThrow(), 1e-9);
        assertEquals(Instant.parse("2003-11-23T06:45:00.200Z"), found.get(4).captured().at());
        assertEquals(CaptureTime.Quality.SOURCE_OFFSET, found.get(4).captured().quality());
        assertEquals(
                List.of("UP", "OCCUPANCY_BEGAN", "OCCUPANCY_ENDED"),
                words(decode(driver(Map.of()), sample("Annex_D.n42"))));
        assertEquals(
                List.of(
                        "NUCLIDE_ALARM",
                        "NUCLIDE_ALARM",
                        "UP",
                        "FAULT:N42_123",
                        "BACKGROUND",
                        "CLASS_MISMATCH/WARNING",
                        "OUT_OF_LIMITS/WARNING"),
                words(decode(driver(Map.of()), sample("Annex_I.n42"))));
    }

    @Test
    void whatCannotBeReadIsAnEventWithItsHash() {
        Driver driver = driver(Map.of());
        List<Observation> found = decode(driver, "<!DOCTYPE x []>" + OPEN + CLOSE);
        assertEquals(List.of("DOCUMENT_REFUSED:UNSUPPORTED_EDITION"), words(found));
        RadiationReport report = assertInstanceOf(RadiationReport.class, found.getFirst().body());
        assertEquals(40, report.evidence().length());
        assertEquals(
                List.of("DOCUMENT_REFUSED:UNSUPPORTED_EDITION"),
                words(decode(driver, "<N42InstrumentData/>")));
        assertEquals(List.of("DOCUMENT_REFUSED:BAD_SYNTAX"), words(decode(driver, OPEN)));
        assertEquals(3, driver.counters().get("documents_refused"));
    }

    @Test
    void aDocumentSentAgainIsKnownAndAnotherOneUnderItsNameIsNot() {
        Driver driver = driver(Map.of());
        Observation first = decode(driver, OPEN + ALARM + CLOSE).getFirst();
        assertEquals(first.eventId(), decode(driver, OPEN + ALARM + CLOSE).getFirst().eventId());
        assertNotEquals(
                first.eventId(), decode(driver, OPEN + ALARM + " " + CLOSE).getFirst().eventId());
        assertTrue(first.eventId().startsWith("n42-u-1-"));
        assertEquals(Instant.parse("2026-11-22T07:59:58Z"), first.captured().at());
    }

    @Test
    void faultsLastUntilADocumentWithoutThem() {
        Driver driver = driver(Map.of());
        String fault =
                "<RadMeasurement id='m'><RadInstrumentState><Fault><FaultCodeValue>%s</FaultCodeValue>"
                        + "<FaultSeverityCode>Fatal</FaultSeverityCode></Fault></RadInstrumentState></RadMeasurement>";
        String both = OPEN + fault.formatted("a 1") + fault.formatted("b") + CLOSE;
        assertEquals(
                List.of("UP", "FAULT:N42_A_1", "FAULT:N42_B", "BACKGROUND"),
                words(decode(driver, both)));
        assertEquals(List.of("BACKGROUND"), words(decode(driver, both)));
        assertEquals(
                List.of("FAULT_CLEARED:N42_A_1", "FAULT:N42_B", "BACKGROUND"),
                words(decode(driver, OPEN + fault.formatted("b") + CLOSE)));
        assertEquals(List.of("FAULT_CLEARED:N42_B"), words(decode(driver, OPEN + CLOSE)));
    }

    @Test
    void noAnalysisIsToldAndAFloodOfAlarmsHasAnEnd() {
        assertEquals(
                List.of("UP", "NOT_ANALYSED:ANALYSIS_FAILED"),
                words(
                        decode(
                                driver(Map.of()),
                                OPEN
                                        + "<AnalysisResults><AnalysisResultStatusCode>Failure</AnalysisResultStatusCode></AnalysisResults>"
                                        + CLOSE)));
        List<String> flood = words(decode(driver(Map.of()), OPEN + ALARM.repeat(400) + CLOSE));
        assertEquals(256, flood.stream().filter("GAMMA_ALARM:GAMMA"::equals).count());
        assertTrue(flood.contains("NUCLIDE_ALARM:MORE_ALARMS"));
    }

    @Test
    void aStreamIsCutBehindEachDocumentWhereverItArrives() {
        String prefixed =
                (OPEN + ALARM + CLOSE)
                        .replace("xmlns=", "xmlns:n-4.2=")
                        .replaceAll("<(/?)(?=[A-Z])", "<$1n-4.2:");
        byte[] stream =
                (OPEN + ALARM + CLOSE + "\n" + prefixed + "\n").getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut < stream.length; cut += 13) {
            Driver driver = driver(Map.of("stream", "on"));
            List<Observation> found = new ArrayList<>(decode(driver, Arrays.copyOf(stream, cut)));
            found.addAll(decode(driver, Arrays.copyOfRange(stream, cut, stream.length)));
            assertEquals(
                    List.of("GAMMA_ALARM:GAMMA", "UP", "GAMMA_ALARM:GAMMA"),
                    words(found).stream().filter(word -> !word.startsWith("N42_FLAWS")).toList());
        }
    }

    @Test
    void timesWithoutAZoneNeedOne() {
        String measured =
                OPEN
                        + "<RadMeasurement id='m'><StartDateTime>2026-11-22T03:00:00</StartDateTime></RadMeasurement>"
                        + CLOSE;
        assertEquals(
                Instant.parse("2026-11-22T08:00:00Z"),
                decode(driver(Map.of("zone", "America/Toronto")), measured)
                        .getLast()
                        .captured()
                        .at());
        assertEquals(
                CaptureTime.Quality.RECEIVED,
                decode(driver(Map.of()), measured).getLast().captured().quality());
    }
}
