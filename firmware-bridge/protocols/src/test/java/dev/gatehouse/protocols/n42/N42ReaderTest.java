package dev.gatehouse.protocols.n42;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.SharedData;
import dev.gatehouse.protocols.dmr.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;

class N42ReaderTest {
    private static final String OPEN = "<RadInstrumentData xmlns=\"" + N42Names.NAMESPACE + "\">";
    private static final String CLOSE = "</RadInstrumentData>";

    private static N42Document read(byte[] octets) {
        return switch (N42Reader.read(octets)) {
            case Decoded.Message<N42Document>(N42Document document) -> document;
            case Decoded.Rejected<N42Document>(RejectReason reason, String detail) ->
                    throw new AssertionError(reason + " " + detail);
        };
    }

    private static N42Document read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static RejectReason refused(String text) {
        var rejected =
                assertInstanceOf(
                        Decoded.Rejected.class,
                        N42Reader.read(text.getBytes(StandardCharsets.UTF_8)));
        assertFalse(rejected.detail().contains("SECRET"));
        return rejected.reason();
    }

    private static byte[] sample(String name) throws IOException {
        Optional<Path> file = SharedData.file("n42/" + name);
        assumeTrue(file.isPresent(), "no data folder beside the repository");
        return Files.readAllBytes(file.get());
    }

    @Test
    void annexDHasOneOccupancyAndNoAlarm() throws IOException {
        N42Document document = read(sample("Annex_D.n42"));
        assertEquals(7, document.measurements().size());
        assertEquals(1, document.occupancies().size());
        assertEquals(
                List.of("M-3", "M-4", "M-5"),
                document.occupancies().getFirst().measurements().stream()
                        .map(N42Document.Measurement::id)
                        .toList());
        assertTrue(document.results().stream().allMatch(results -> results.alarms().isEmpty()));
        assertTrue(document.instrument().portal());
        assertEquals(0, document.unresolved());
        assertEquals(0, document.unreadable());
        // the widest window, 0 to 3,000 keV: (22 + 11 + 7 + 7) in 0.1 s
        assertEquals(
                OptionalDouble.of(470), document.rate(document.measurements().getFirst(), "Gamma"));
        assertEquals(
                OptionalDouble.of(10),
                document.rate(document.measurements().getFirst(), "Neutron"));
    }

    @Test
    void annexDAlarmedHasTwoAlarmsOneNuclideAndAFault() throws IOException {
        N42Document document = read(sample("Annex_D_alarmed.n42"));
        assertEquals("0a91ca36-f473-4319-bef3-134898d15b69", document.uuid());
        assertEquals("RPMs R Us", document.instrument().manufacturer());
        assertEquals(2, document.instrument().versions().size());
        assertEquals(6, document.detectors().size());
        N42Document.Results results = document.results().getFirst();
        assertEquals(1, document.results().size());
        assertEquals(
                List.of("Gamma", "Neutron"),
                results.alarms().stream().map(N42Document.Alarm::category).toList());
        assertEquals(List.of("Aa1", "Aa2", "Ba1", "Ba2"), results.alarms().getFirst().detectors());
        assertEquals(List.of("Aa1N"), results.alarms().getLast().detectors());
        assertEquals(
                List.of(new N42Document.Nuclide(true, "Unknown", "", "Low", "SNM")),
                results.nuclides());
        assertEquals(1, document.occupancies().size());
        N42Document.Occupancy occupancy = document.occupancies().getFirst();
        assertEquals("2003-11-22T23:45:00.2-07:00", occupancy.measurements().getFirst().start());
        assertEquals(OptionalLong.of(300), N42Document.durationMs(occupancy));
        assertEquals(
                List.of(
                        new N42Document.Fault("5", "Overspeed", "Warning"),
                        new N42Document.Fault("5", "Overspeed", "Warning")),
                document.faults());
        assertFalse(document.faults().getFirst().stops());
        assertEquals(OptionalDouble.of(15), occupancy.measurements().get(1).speedMs());
        assertEquals(0, document.unresolved());
        assertEquals(0, document.unreadable());
    }

    @Test
    void annexIIsAPersonalDetectorThatFoundPotassium() throws IOException {
        N42Document document = read(sample("Annex_I.n42"));
        assertFalse(document.instrument().portal());
        assertEquals(2, document.results().size());
        assertEquals(
                List.of(new N42Document.Nuclide(true, "K-40", "0.99", "", "")),
                document.results().getFirst().nuclides());
        assertEquals(
                List.of(new N42Document.Fault("123", "Stabilizer out of range fault", "Error")),
                document.faults());
        assertTrue(document.faults().getFirst().stops());
        N42Document.Measurement second = document.measurements().getLast();
        assertEquals(
                List.of("StabilizationCorrectionFactor", "StateOfHealth"), second.outOfLimits());
        assertEquals(List.of(0.11), second.dosesUsvH());
        assertEquals(256, second.counts().getFirst().channels());
        assertEquals("2010-03-15T22:30:13", second.start());
        assertEquals(0, document.unreadable());
    }

    @Test
    void countedZeroesAreWrittenOut() {
        N42Document document =
                read(
                        OPEN
                                + "<RadMeasurement id='m'><Spectrum id='s'><ChannelData compressionCode='CountedZeroes'>"
                                + "5 0 10 7 0 3</ChannelData></Spectrum><Spectrum id='t'><ChannelData compressionCode='CountedZeroes'>"
                                + "0 99999999999</ChannelData></Spectrum></RadMeasurement>"
                                + CLOSE);
        assertEquals(15, document.measurements().getFirst().counts().getFirst().channels());
        assertEquals(
                OptionalDouble.of(12),
                document.measurements().getFirst().counts().getFirst().total());
        assertEquals(0, document.measurements().getFirst().counts().getLast().channels());
        assertEquals(1, document.unreadable());
    }

    /// References may point forward; one that leads nowhere loses the link, not the alarm; a broken
    /// number costs nothing but itself.
    @Test
    void noFlawCostsAnAlarm() {
        N42Document document =
                read(
                        OPEN
                                + "<AnalysisResults radMeasurementReferences='m later'><RadAlarm radDetectorInformationReferences='d ghost'>"
                                + "<RadAlarmCategoryCode>Gamma</RadAlarmCategoryCode></RadAlarm><NuclideAnalysisResults><Nuclide>"
                                + "<NuclideIdentifiedIndicator>maybe</NuclideIdentifiedIndicator><NuclideName>Am-241</NuclideName>"
                                + "</Nuclide></NuclideAnalysisResults></AnalysisResults>"
                                + "<x:RadAlarm xmlns:x='urn:other'><RadAlarmCategoryCode>Neutron</RadAlarmCategoryCode></x:RadAlarm>"
                                + "<RadMeasurement id='m'><RealTimeDuration>P1Y</RealTimeDuration><GrossCounts id='g'"
                                + " radDetectorInformationReference='d'><CountData>1 -2</CountData></GrossCounts>"
                                + "<OccupancyIndicator>yes</OccupancyIndicator></RadMeasurement>"
                                + "<RadDetectorInformation id='d'/>"
                                + CLOSE);
        assertEquals(1, document.results().getFirst().alarms().size());
        assertEquals(2, document.unresolved());
        assertEquals(4, document.unreadable());
        assertTrue(document.results().getFirst().nuclides().getFirst().identified());
    }

    @Test
    void anotherEditionIsToldApart() {
        assertEquals(
                RejectReason.UNSUPPORTED,
                refused(
                        "<N42InstrumentData xmlns=\"http://physics.nist.gov/Divisions/Div846/Gp4/ANSIN4242/2005/ANSIN4242\"/>"));
        assertEquals(RejectReason.UNSUPPORTED, refused("<RadInstrumentData/>"));
        assertEquals(
                1,
                read("<a:RadInstrumentData xmlns:a=\""
                                + N42Names.NAMESPACE
                                + "\"><a:RadMeasurement id='x'/></a:RadInstrumentData>")
                        .measurements()
                        .size());
    }

    @Test
    void nothingIsFetchedAndNothingExpands(@TempDir Path folder) throws IOException {
        Path secret = folder.resolve("secret.txt");
        Files.writeString(secret, "SECRET");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(200);
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/n42.xsd";
            StringBuilder laughs = new StringBuilder("<!DOCTYPE r [<!ENTITY a0 \"SECRET\">");
            for (int i = 1; i < 12; i++) {
                laughs.append("<!ENTITY a").append(i).append(" \"");
                laughs.append(("&a" + (i - 1) + ";").repeat(10)).append("\">");
            }
            for (String attack :
                    List.of(
                            "<!DOCTYPE r [<!ENTITY x SYSTEM \""
                                    + secret.toUri()
                                    + "\">]>"
                                    + OPEN
                                    + "<RadInstrumentInformation><RadInstrumentModelName>&x;</RadInstrumentModelName>"
                                    + "</RadInstrumentInformation>"
                                    + CLOSE,
                            "<!DOCTYPE r SYSTEM \"" + url + "\">" + OPEN + CLOSE,
                            "<!DOCTYPE r [<!ENTITY % p SYSTEM \""
                                    + url
                                    + "\"> %p;]>"
                                    + OPEN
                                    + CLOSE,
                            laughs + "]>" + OPEN + "&a11;" + CLOSE,
                            OPEN + "&SECRET;" + CLOSE)) {
                RejectReason reason = refused(attack);
                assertTrue(reason == RejectReason.UNSUPPORTED || reason == RejectReason.BAD_SYNTAX);
            }
            // what the samples carry: a schema's place and a model's
            assertEquals(
                    0,
                    read("<?xml version=\"1.0\"?><?xml-model href=\""
                                    + url
                                    + "\"?>"
                                    + "<RadInstrumentData xmlns=\""
                                    + N42Names.NAMESPACE
                                    + "\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                                    + " xsi:schemaLocation=\""
                                    + N42Names.NAMESPACE
                                    + " "
                                    + url
                                    + "\">"
                                    + CLOSE)
                            .measurements()
                            .size());
            assertThrows(SocketTimeoutException.class, server::accept, "somebody called");
        }
    }

    @Test
    void everyLimitHolds() {
        assertEquals(
                RejectReason.LIMIT_EXCEEDED,
                refused(OPEN + "<a>".repeat(32) + "</a>".repeat(32) + CLOSE));
        read(OPEN + "<a>".repeat(31) + "</a>".repeat(31) + CLOSE);
        assertEquals(RejectReason.LIMIT_EXCEEDED, refused(OPEN + "<a/>".repeat(200_000) + CLOSE));
        assertEquals(
                RejectReason.LIMIT_EXCEEDED,
                refused(OPEN + "<a b='" + "x".repeat(4_097) + "'/>" + CLOSE));
        assertEquals(
                RejectReason.LIMIT_EXCEEDED,
                refused(OPEN + "<a id='" + "x".repeat(257) + "'/>" + CLOSE));
        assertEquals(
                RejectReason.LIMIT_EXCEEDED,
                refused(OPEN + "<a>" + "x".repeat((2 << 20) + 1) + "</a>" + CLOSE));
        assertEquals(RejectReason.TOO_LONG, refused(OPEN + " ".repeat(8 << 20) + CLOSE));
        assertEquals(
                RejectReason.LIMIT_EXCEEDED,
                refused(OPEN + "<RadMeasurement/>".repeat(50_001) + CLOSE));
        assertEquals(
                RejectReason.LIMIT_EXCEEDED,
                refused(OPEN + "<RadDetectorInformation/>".repeat(1_100) + CLOSE));
        StringBuilder attributes = new StringBuilder("<a ");
        for (int i = 0; i < 33; i++) {
            attributes.append("a").append(i).append("='' ");
        }
        assertEquals(RejectReason.LIMIT_EXCEEDED, refused(OPEN + attributes + "/>" + CLOSE));
        for (String broken : List.of("", "x", OPEN, "<", OPEN + "</a>" + CLOSE)) {
            assertInstanceOf(
                    Decoded.Rejected.class,
                    N42Reader.read(broken.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void windowsAndDurations() {
        N42Document.Windows windows =
                new N42Document.Windows(
                        "w", List.of(0.0, 0.0, 100.0), List.of(100.0, 3000.0, 400.0));
        assertEquals(Optional.of(1), windows.widest());
        N42Values values = new N42Values();
        assertEquals(Optional.of(Duration.ofMillis(100)), values.duration("PT0.1S"));
        assertEquals(Optional.empty(), values.duration("PT9223372036854775807S"));
        assertEquals(OptionalDouble.of(10), values.speed("36", "km/h"));
        assertEquals(OptionalDouble.of(0.11), values.dose("0.11", "uSv/h"));
        assertEquals(OptionalDouble.empty(), values.dose("1", "rem/h"));
        for (String wrong : List.of("NaN", "1e999", "-1", "0x1p3z", "", "1".repeat(33))) {
            assertEquals(OptionalDouble.empty(), values.number(wrong));
        }
        assertEquals(8, values.unreadable());
    }

    @Test
    void whatIsWrittenIsReadBackAndValid() throws IOException, SAXException {
        Random random = Seeds.random("N42ReaderTest");
        Optional<Path> xsd = SharedData.file("n42/n42.xsd");
        Optional<Schema> schema =
                xsd.isPresent() ? Optional.of(schema(xsd.get())) : Optional.empty();
        for (int round = 0; round < 100; round++) {
            N42Document document = MadeDocuments.random(random);
            byte[] octets = N42Writer.write(document);
            assertEquals(document, read(octets));
            if (schema.isPresent()) {
                schema.get()
                        .newValidator()
                        .validate(new StreamSource(new ByteArrayInputStream(octets)));
            }
        }
    }

    private static Schema schema(Path file) throws SAXException {
        SchemaFactory factory = SchemaFactory.newDefaultInstance();
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
        return factory.newSchema(file.toFile());
    }

    @Test
    void theViewShowsAlarmsAndWhatIsWrong() throws IOException {
        assertFalse(N42View.of(new byte[0]).sound());
        assertTrue(N42View.of(sample("Annex_D_alarmed.n42")).nodes().toString().contains("ALARM"));
        assertTrue(
                Stream.of("Annex_D.n42", "Annex_I.n42")
                        .allMatch(name -> {
                            try {
                                return N42View.of(sample(name)).sound();
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        }));
    }
}
