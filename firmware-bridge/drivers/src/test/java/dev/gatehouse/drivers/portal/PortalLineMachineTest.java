package dev.gatehouse.drivers.portal;

import static dev.gatehouse.drivers.stream.Told.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gatehouse.drivers.stream.StreamCounters;
import dev.gatehouse.drivers.stream.Told;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.observation.RadiationReport;
import dev.gatehouse.protocols.observation.RadiationReport.Kind;
import dev.gatehouse.protocols.observation.RadiationReport.Mark;
import dev.gatehouse.protocols.portal.DetectorCounts;
import dev.gatehouse.protocols.portal.DetectorNames;
import dev.gatehouse.protocols.portal.PortalTag;
import dev.gatehouse.protocols.portal.RadiationProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clause 2, row by row, and the capture of the data folder.
class PortalLineMachineTest {
    private static final String ZEROS = ",000000,000000,000000,000000";
    private static final String BACKGROUND = ",000255,000257,000249,000257";

    private final Told told = new Told();
    private final StreamCounters<PortalCounter> counters =
            new StreamCounters<>(PortalCounter.class);
    private final PortalLineMachine machine = machine(Map.of());

    private PortalLineMachine machine(Map<String, String> settings) {
        return new PortalLineMachine(PortalSettings.of(settings), told, counters, at(0));
    }

    private void say(long ms, String... lines) {
        for (String line : lines) {
            machine.octets((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1), at(ms));
        }
    }

    private RadiationReport report(int index) {
        return assertInstanceOf(RadiationReport.class, told.reports.get(index).body());
    }

    private void unoccupied() {
        machine.connected(at(0));
        say(0, "NB,000003,000004,000002,000002", "GB" + BACKGROUND);
        assertEquals(List.of("UP"), told.words());
    }

    @Test
    void anOccupancyWithoutAlarmBeginsAndEnds() {
        unoccupied();
        say(1_000, "NS" + ZEROS, "GS,000060,000060,000060,000060");
        assertEquals(PortalLineMachine.State.OCCUPIED, machine.state());
        say(1_200, "GS,000061,000061,000061,000061", "SP,0.2249,03.032,004.88,000000");
        say(3_000, "GX" + ZEROS);
        assertEquals(PortalLineMachine.State.UNOCCUPIED, machine.state());
        RadiationReport ended = report(1);
        assertEquals(List.of("OCCUPANCY_BEGAN", "OCCUPANCY_ENDED"), told.words());
        assertEquals(2_000, ended.figures().durationMs().orElseThrow());
        assertEquals(4.88, ended.figures().speedKmh().orElseThrow());
        assertEquals(0.1, ended.figures().peakPosition().orElseThrow(), 1e-9);
        assertEquals(Set.of(), ended.marks());
        assertTrue(ended.evidence().isEmpty());
        assertEquals(1, ended.occupancy());
    }

    @Test
    void theFirstAlarmOfEachKindGoesBeforeEverythingElse() {
        unoccupied();
        say(1_000, "GA,000077,000077,000077,000077");
        assertTrue(told.reports.getFirst().urgent());
        assertEquals(List.of("GAMMA_ALARM", "OCCUPANCY_BEGAN"), told.words());
        say(1_200, "GA,000080,000077,000077,000077", "GS,000060,000060,000060,000060");
        assertEquals(List.of(), told.words());
        say(1_400, "NA,000003,000003,000003,000003", "NA,000003,000003,000003,000003");
        assertEquals(Set.of(Mark.GAMMA, Mark.NEUTRON), report(0).marks());
        assertEquals(List.of("NEUTRON_ALARM"), told.words());
        say(2_000, "GX" + ZEROS);
        RadiationReport ended = report(0);
        assertEquals(List.of("OCCUPANCY_ENDED"), told.words());
        assertEquals(Set.of(Mark.GAMMA, Mark.NEUTRON), ended.marks());
        // a new occupancy: the first of each kind again, whatever was before
        say(2_100, "GA,000077,000077,000077,000077");
        assertEquals(List.of("GAMMA_ALARM", "OCCUPANCY_BEGAN"), told.words());
    }

    @Test
    void anAlarmAtTheVeryBeginningIsNotWaitedFor() {
        machine.connected(at(0));
        say(10, "NA,000003,000003,000003,000003");
        assertEquals(Set.of(Mark.PARTIAL_START, Mark.NEUTRON), report(0).marks());
        assertEquals(List.of("NEUTRON_ALARM", "OCCUPANCY_BEGAN", "UP"), told.words());
        assertEquals(PortalLineMachine.State.OCCUPIED, machine.state());
    }

    @Test
    void aGarbledAlarmIsAnAlarm() {
        unoccupied();
        say(1_000, "GA,0000x7,000077,000077,000077");
        assertEquals(
                List.of("GAMMA_ALARM", "OCCUPANCY_BEGAN", "UNREADABLE:BAD_VALUE"), told.words());
        assertEquals(1, counters.value(PortalCounter.DAMAGED_LINES));
    }

    @Test
    void evidenceOfAnAlarmHasAllSamplesAndThoseOf30SecondsBefore() {
        machine.connected(at(0));
        say(0, "GB" + BACKGROUND);
        say(31_000, "GB,000001,000002,000003,000004");
        say(60_000, "NB,000001,000000,000000,000000");
        say(60_500, "GS,000060,000060,000060,000060");
        say(60_700, "GA,000090,000060,000060,000060");
        say(61_000, "GX" + ZEROS);
        RadiationReport ended = report(told.reports.size() - 1);
        RadiationProfile profile =
                assertInstanceOf(Decoded.Message.class, RadiationProfile.decode(ended.evidence()))
                                        .value()
                                instanceof RadiationProfile found
                        ? found
                        : new RadiationProfile(DetectorNames.USUAL, List.of(), 0);
        assertEquals(
                List.of(PortalTag.GB, PortalTag.NB, PortalTag.GS, PortalTag.GA),
                profile.samples().stream().map(RadiationProfile.Sample::tag).toList());
        assertEquals(
                List.of(0, 29_000, 29_500, 29_700),
                profile.samples().stream().map(RadiationProfile.Sample::atMs).toList());
        assertEquals(0, profile.leftOut());
        assertEquals(DetectorNames.USUAL, profile.names());
    }

    /// The makers' papers disagree about the order, so that the site names its detectors.
    @Test
    void evidenceNamesTheDetectorsAsTheSiteDoes() {
        PortalLineMachine named =
                machine(Map.of("detectors", "east low, east high, west low, west high"));
        named.connected(at(0));
        for (String line : List.of("GB" + BACKGROUND, "GA,000090,000060,000060,000060")) {
            named.octets((line + "\r\n").getBytes(StandardCharsets.US_ASCII), at(1_000));
        }
        named.octets(("GX" + ZEROS + "\r\n").getBytes(StandardCharsets.US_ASCII), at(2_000));
        Octets evidence = report(told.reports.size() - 1).evidence();
        DetectorNames names = DetectorNames.of("east low,east high,west low,west high");
        assertEquals(
                Decoded.message(names),
                RadiationProfile.decode(evidence)
                                instanceof Decoded.Message<RadiationProfile>(var profile)
                        ? Decoded.message(profile.names())
                        : Decoded.message(DetectorNames.USUAL));
        for (int length = 0; length < 41; length++) { // version, left out, and four names
            assertInstanceOf(
                    Decoded.Rejected.class,
                    RadiationProfile.decode(Octets.of(Arrays.copyOf(evidence.toArray(), length))));
        }
        for (String wrong : List.of("a,b,c", "a,b,c,a", "a,b,c,", "a,b,c,D", "a,b,c,d,e")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> PortalSettings.of(Map.of("detectors", wrong)));
        }
    }

    /// Evidence that was recorded before detectors had names.
    @Test
    void evidenceWithoutNamesIsReadForEver() {
        Octets old =
                Octets.ofHex(
                        "010000" // version 1, none left out
                                + "00000064" // 100 ms
                                + "474100" // GA
                                + "0000004D0000004E0000004F00000050");
        RadiationProfile profile =
                new RadiationProfile(
                        DetectorNames.USUAL,
                        List.of(
                                new RadiationProfile.Sample(
                                        100, PortalTag.GA, new DetectorCounts(77, 78, 79, 80))),
                        0);
        assertEquals(Decoded.message(profile), RadiationProfile.decode(old));
        assertEquals(Decoded.message(profile), RadiationProfile.decode(profile.encode()));
    }

    @Test
    void theEndMayBeMissing() {
        unoccupied();
        say(1_000, "GS,000060,000060,000060,000060");
        say(2_000, "NB" + ZEROS);
        assertEquals(Set.of(Mark.MISSING_END), report(1).marks());
        assertEquals(List.of("OCCUPANCY_BEGAN", "OCCUPANCY_ENDED"), told.words());
    }

    @Test
    void aScanThatStopsIsAStallAndThenTheEnd() {
        unoccupied();
        say(1_000, "GS,000060,000060,000060,000060");
        machine.duty(at(4_000));
        assertEquals(List.of("OCCUPANCY_BEGAN"), told.words());
        machine.duty(at(4_001));
        machine.duty(at(5_000));
        assertEquals(List.of("STALLED"), told.words());
        say(6_000, "GS,000060,000060,000060,000060");
        machine.duty(at(9_500));
        assertEquals(List.of("STALLED"), told.words());
        machine.duty(at(16_001));
        assertEquals(Set.of(Mark.TIMEOUT), report(0).marks());
        assertEquals(List.of("OCCUPANCY_ENDED"), told.words());
    }

    @Test
    void aParkedVehicleIsToldEveryTenMinutes() {
        unoccupied();
        for (int seconds = 1; seconds <= 1_500; seconds++) {
            say(seconds * 1_000L, "GS,000060,000060,000060,000060");
            machine.duty(at(seconds * 1_000L + 1));
        }
        assertEquals(List.of("OCCUPANCY_BEGAN", "LONG_OCCUPANCY", "LONG_OCCUPANCY"), told.words());
    }

    @Test
    void aLostConnectionEndsTheOccupancyAndKeepsItsAlarm() {
        unoccupied();
        say(1_000, "GA,000077,000077,000077,000077");
        machine.lost(at(1_500));
        assertEquals(Set.of(Mark.GAMMA, Mark.INTERRUPTED), report(2).marks());
        assertFalse(report(2).evidence().isEmpty());
        assertEquals(
                List.of(
                        "GAMMA_ALARM",
                        "OCCUPANCY_BEGAN",
                        "OCCUPANCY_ENDED",
                        "DOWN:CONNECTION_LOST"),
                told.words());
        assertEquals(PortalLineMachine.State.DOWN, machine.state());
        machine.connected(at(3_000));
        say(3_100, "GS,000060,000060,000060,000060");
        assertEquals(Set.of(Mark.PARTIAL_START), report(1).marks());
        assertEquals(List.of("UP", "OCCUPANCY_BEGAN"), told.words());
    }

    @Test
    void silenceIsAFaultAndTheLineIsOpenedAgain() {
        unoccupied();
        machine.duty(at(12_000));
        assertEquals(List.of(), told.words());
        machine.duty(at(12_001));
        assertEquals(List.of("DOWN:SILENT"), told.words());
        assertEquals(List.of("silent"), told.reopened);
    }

    @Test
    void aPortalThatWasNeverThereIsTold() {
        machine.duty(at(12_001));
        machine.duty(at(50_000));
        assertEquals(List.of("DOWN:NOT_CONNECTED"), told.words());
        machine.connected(at(60_000));
        say(60_000, "GB" + BACKGROUND);
        assertEquals(List.of("UP"), told.words());
    }

    @Test
    void tamperIsToldEachTimeAndStaysInTheRecord() {
        unoccupied();
        say(
                1_000,
                "GS,000060,000060,000060,000060",
                "TT" + ZEROS,
                "TC,111111,111111,111111,111111");
        say(2_000, "GX" + ZEROS);
        assertEquals(Set.of(Mark.TAMPERED), report(3).marks());
        assertEquals(
                List.of("OCCUPANCY_BEGAN", "TAMPER", "TAMPER_CLEARED", "OCCUPANCY_ENDED"),
                told.words());
    }

    @ParameterizedTest
    @CsvSource({"GL, GB, GAMMA_LOW", "GH, GB, GAMMA_HIGH", "NH, NB, NEUTRON_HIGH"})
    void aBackgroundOutOfLimitsIsAFaultWhileItLasts(String bad, String good, String code) {
        unoccupied();
        say(1_000, bad + BACKGROUND, bad + BACKGROUND);
        assertEquals(List.of("FAULT:" + code), told.words());
        say(6_000, good + BACKGROUND);
        assertEquals(List.of("FAULT_CLEARED:" + code), told.words());
    }

    /// The booth takes an end for the end of all: what lasts is told again.
    @Test
    void theEndOfOneTroubleDoesNotHideAnother() {
        unoccupied();
        say(1_000, "GL" + BACKGROUND, "TT" + ZEROS, "NH" + ZEROS);
        assertEquals(List.of("FAULT:GAMMA_LOW", "TAMPER", "FAULT:NEUTRON_HIGH"), told.words());
        say(2_000, "GB" + BACKGROUND);
        assertEquals(
                List.of("FAULT_CLEARED:GAMMA_LOW", "FAULT:STILL_TAMPERED", "FAULT:NEUTRON_HIGH"),
                told.words());
        say(3_000, "TC" + ZEROS);
        assertEquals(List.of("TAMPER_CLEARED", "FAULT:NEUTRON_HIGH"), told.words());
    }

    @Test
    void whatAMisSetPortalHidesIsTold() {
        unoccupied();
        String high = "GS,000100,000100,000100,000100";
        for (int i = 0; i < 12; i++) {
            say(1_000 + 200L * i, high);
        }
        assertEquals(List.of("OCCUPANCY_BEGAN", "DISAGREEMENT"), told.words());
        say(4_000, "GX" + ZEROS);
        // with its alarm there is nothing to tell
        told.words();
        for (int i = 0; i < 12; i++) {
            say(10_000 + 200L * i, "GA,000100,000100,000100,000100");
        }
        assertEquals(List.of("GAMMA_ALARM", "OCCUPANCY_BEGAN"), told.words());
    }

    @Test
    void unreadableLinesLeaveTheirHashAndTenAMinuteAreAFault() {
        unoccupied();
        for (int i = 0; i < 9; i++) {
            say(1_000 + i, "garbage");
        }
        assertEquals(40, report(0).evidence().length());
        assertFalse(told.words().contains("FAULT:UNREADABLE_INPUT"));
        say(2_000, "garbage");
        assertEquals(List.of("UNREADABLE:BAD_SYNTAX", "FAULT:UNREADABLE_INPUT"), told.words());
        // a line of garbage does not fill the journal
        for (int i = 0; i < 1_000; i++) {
            say(2_001, "garbage");
        }
        assertEquals(List.of(), told.words());
        assertEquals(1_010, counters.value(PortalCounter.UNREADABLE));
        say(50_000, "GB" + BACKGROUND);
        machine.duty(at(62_002));
        assertTrue(told.words().contains("FAULT_CLEARED:UNREADABLE_INPUT"));
    }

    @Test
    void unknownTagsChangeNothing() {
        unoccupied();
        say(1_000, "SG,007.00,004", "XX" + ZEROS);
        assertEquals(List.of(), told.words());
        assertEquals(2, counters.value(PortalCounter.UNKNOWN_LINES));
        assertEquals(PortalLineMachine.State.UNOCCUPIED, machine.state());
    }

    @Test
    void aPortalThatSaysNothingButUnknownLinesIsNotThere() {
        machine.connected(at(0));
        for (int seconds = 0; seconds < 14; seconds++) {
            say(seconds * 1_000L, "SG,007.00,004");
            machine.duty(at(seconds * 1_000L));
        }
        assertEquals(List.of("DOWN:NOT_CONNECTED"), told.words());
        assertEquals(List.of("silent"), told.reopened);
    }

    @Test
    void theBackgroundIsAMedianAndItsTrendIsToldEachMinute() {
        machine.connected(at(0));
        for (int i = 0; i < 12; i++) {
            String strange =
                    i == 5 ? ",009999,009999,009999,009999" : ",000100,000100,000100,000100";
            say(5_000L * i, "NB,000001,000001,000001,000001", "GB" + strange);
        }
        assertEquals(2, told.reports.size());
        assertEquals(400, report(1).figures().gammaCps().orElseThrow());
        assertEquals(4, report(1).figures().neutronCps().orElseThrow());
        assertEquals(List.of("UP", "BACKGROUND"), told.words());
    }

    @Test
    void anImplausibleSpeedIsLeftOut() {
        unoccupied();
        say(1_000, "SP,0.2249,03.032,009.88,000000", "GX" + ZEROS);
        assertTrue(report(2).figures().speedKmh().isEmpty());
        assertEquals(
                List.of("OCCUPANCY_BEGAN", "SPEED_IMPLAUSIBLE/INFO", "OCCUPANCY_ENDED"),
                told.words());
    }

    /// The lines that the sheet prints of the capture (clause 4), in milliseconds.
    private static final String TRANSCRIPT =
            """
            16776 NB,000003,000004,000002,000002
            16776 GB,000258,000253,000258,000252
            21771 NB,000004,000002,000003,000003
            21771 GB,000255,000257,000249,000257
            22762 NS,000001,000001,000001,000001
            22762 GS,000060,000060,000060,000060
            22762 SP,0.2249,03.032,004.88,000000
            22964 GS,000064,000064,000064,000064
            23171 GS,000070,000070,000070,000070
            23366 GA,000077,000077,000077,000077
            23570 GA,000087,000087,000087,000087
            23765 NA,000003,000003,000003,000003
            25764 GA,000243,000243,000243,000243
            26765 NA,000007,000007,000007,000007
            28164 GA,000077,000077,000077,000077
            28362 GS,000070,000070,000070,000070
            28767 NS,000001,000001,000001,000001
            28767 GS,000015,000015,000015,000015
            28767 GX,000000,000000,000000,000000
            30777 NB,000004,000004,000003,000004
            36756 TT,000000,000000,000000,000000
            39755 TC,111111,111111,111111,111111
            """;

    @Test
    void theSheetsTranscriptGivesItsEvents() {
        Told heard = new Told();
        PortalLineMachine lines =
                new PortalLineMachine(
                        PortalSettings.of(Map.of("background_median", "1")),
                        heard,
                        counters,
                        at(16_000));
        lines.connected(at(16_000));
        TRANSCRIPT
                .lines()
                .forEach(row -> {
                    long ms = Long.parseLong(row.substring(0, 5));
                    lines.duty(at(ms));
                    lines.octets(
                            (row.substring(6) + "\r\n").getBytes(StandardCharsets.US_ASCII),
                            at(ms));
                });
        assertEquals(
                List.of(
                        "22762 OCCUPANCY_BEGAN",
                        "23366 GAMMA_ALARM",
                        "23765 NEUTRON_ALARM",
                        "28767 OCCUPANCY_ENDED",
                        "36756 TAMPER",
                        "39755 TAMPER_CLEARED"),
                heard.reports.stream()
                        .filter(one -> !List.of("UP", "BACKGROUND").contains(one.word()))
                        .map(one -> one.atMs() + " " + one.word())
                        .toList());
        RadiationReport ended =
                heard.reports.stream()
                        .filter(one -> one.word().equals("OCCUPANCY_ENDED"))
                        .map(one -> assertInstanceOf(RadiationReport.class, one.body()))
                        .findFirst()
                        .orElseThrow();
        assertEquals(6_005, ended.figures().durationMs().orElseThrow());
        assertEquals(4.88, ended.figures().speedKmh().orElseThrow());
        assertEquals(0.5, ended.figures().peakPosition().orElseThrow(), 0.005);
        Occupancy.Sums sums = lines.lastOccupancy().orElseThrow().sums();
        assertEquals(1_018, sums.gammaBackground().orElseThrow());
        assertEquals(12, sums.neutronBackground().orElseThrow());
        assertEquals(972, sums.peakInterval());
    }

    private static Optional<Path> shared(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared/data/sensors/rpm").resolve(name);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /// Objects of the named array, and lists of it, as texts.
    private static List<Map<String, String>> expected(Path file, String array) throws IOException {
        List<Map<String, String>> all = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            while (parser.nextToken() != null && !array.equals(parser.currentName())) {
                // up to the array
            }
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                JsonToken end =
                        parser.currentToken() == JsonToken.START_OBJECT
                                ? JsonToken.END_OBJECT
                                : JsonToken.END_ARRAY;
                Map<String, String> one = new LinkedHashMap<>();
                while (parser.nextToken() != end) {
                    if (parser.currentToken() != JsonToken.FIELD_NAME) {
                        String name = parser.currentName();
                        one.put(name == null ? "" + one.size() : name, parser.getText());
                    }
                }
                all.add(one);
            }
        }
        return all;
    }

    @Test
    void theCaptureGivesWhatIsExpected() throws IOException {
        Optional<Path> capture = shared("srls-capture-46s.txt");
        Optional<Path> wanted = shared("srls-capture-46s.expected.json");
        assumeTrue(
                capture.isPresent() && wanted.isPresent(), "no data folder beside the repository");
        Told heard = new Told();
        PortalLineMachine lines =
                new PortalLineMachine(
                        PortalSettings.of(Map.of("background_median", "1")),
                        heard,
                        counters,
                        at(0));
        lines.connected(at(0));
        List<Map<String, String>> occupancies = expected(wanted.get(), "occupancies");
        int ended = 0;
        for (String row : Files.readAllLines(capture.get())) {
            long ms = Math.round(Double.parseDouble(row.substring(0, row.indexOf(' '))) * 1_000);
            lines.duty(at(ms));
            lines.octets(
                    (row.substring(row.indexOf(' ') + 1) + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII),
                    at(ms));
            if (row.contains(" GX,")) {
                check(occupancies.get(ended++), lines.lastOccupancy().orElseThrow(), heard);
            }
        }
        assertEquals(occupancies.size(), ended);
        assertEquals(116, counters.value(PortalCounter.MESSAGES));
        assertEquals(
                expected(wanted.get(), "events").stream()
                        .map(event -> event.get("0") + " " + event.get("1"))
                        .toList(),
                heard.reports.stream()
                        .filter(one -> !List.of("UP", "BACKGROUND").contains(one.word()))
                        .map(one ->
                                String.format(Locale.ROOT, "%.3f", one.atMs() / 1e3)
                                        + " "
                                        + name(one))
                        .toList());
    }

    private static String name(Told.One one) {
        return switch (one.word()) {
            case "OCCUPANCY_BEGAN" -> "OCCUPANCY_OPENED";
            case "OCCUPANCY_ENDED" -> "OCCUPANCY_CLOSED";
            case "TAMPER" -> "TAMPER_ON";
            default -> one.word();
        };
    }

    private static void check(Map<String, String> wanted, Occupancy occupancy, Told heard) {
        Occupancy.Sums sums = occupancy.sums();
        Map<String, String> found = new LinkedHashMap<>();
        RadiationReport ended =
                assertInstanceOf(RadiationReport.class, heard.reports.getLast().body());
        assertEquals(Kind.OCCUPANCY_ENDED, ended.kind());
        found.put("start", seconds(occupancy.startNanos()));
        found.put("gammaAlarm", "" + ended.marks().contains(Mark.GAMMA));
        found.put("neutronAlarm", "" + ended.marks().contains(Mark.NEUTRON));
        found.put("gammaLines", "" + sums.gammaLines());
        found.put("neutronLines", "" + sums.neutronLines());
        found.put("speedLines", "" + sums.speedLines());
        found.put("bestFiveIntervalSum", "" + sums.bestSum());
        found.put("peakIntervalTotal", "" + sums.peakInterval());
        found.put("neutronPeakTotal", "" + sums.neutronPeak());
        found.put("backgroundGammaTotal", "" + (long) sums.gammaBackground().orElseThrow());
        found.put("backgroundNeutronTotal", "" + (long) sums.neutronBackground().orElseThrow());
        found.put("peakAt", seconds(sums.peakNanos()));
        found.put("speedKmh", "" + ended.figures().speedKmh().orElseThrow());
        found.put("end", seconds(heard.reports.getLast().atMs() * 1_000_000));
        found.put(
                "durationSeconds", seconds(ended.figures().durationMs().orElseThrow() * 1_000_000));
        found.put(
                "maxGammaNSigma",
                String.format(Locale.ROOT, "%.2f", ended.figures().gammaSigmas().orElseThrow()));
        assertEquals(wanted, found);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
    }
}
