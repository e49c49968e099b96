package dev.gatehouse.protocols.llrp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.llrp.LlrpMessage.CapabilitiesAnswer;
import dev.gatehouse.protocols.llrp.LlrpMessage.ConfigAnswer;
import dev.gatehouse.protocols.llrp.LlrpMessage.Events;
import dev.gatehouse.protocols.llrp.LlrpMessage.Report;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The samples of the data folder: sheet vectors, payloads of a real reader, a captured connection.
final class SharedLlrpTest {

    private Path folder = Path.of("");
    private Map<String, Object> vectors = Map.of();

    @BeforeEach
    void read() throws IOException {
        Optional<Path> found = SharedLlrp.folder();
        assumeTrue(found.isPresent(), "no data folder beside the repository");
        folder = found.get();
        vectors = SharedLlrp.json(folder.resolve("vectors.json"));
    }

    private static byte[] hex(Map<String, Object> one) {
        return HexFormat.of().parseHex(SharedLlrp.text(one, "hex"));
    }

    @Test
    void everyVectorSaysWhatItHoldsAndIsWrittenAgainOctetByOctet() {
        List<Map<String, Object>> all = SharedLlrp.parts(vectors, "vectors");
        assertEquals(49, all.size());
        for (Map<String, Object> vector : all) {
            String name = SharedLlrp.text(vector, "name");
            byte[] octets = hex(vector);
            LlrpFrame frame = LlrpWords.frame(octets);
            assertEquals(SharedLlrp.part(vector, "decoded"), LlrpWords.of(frame), name);
            LlrpMessage message = LlrpWords.message(frame);
            assertArrayEquals(
                    octets, message.frame(frame.version(), frame.messageId()).encode(), name);
            assertTrue(LlrpView.of(octets).sound(), name);
        }
    }

    @Test
    void streamsGiveTheirMessages() {
        Map<String, byte[]> byName = new LinkedHashMap<>();
        SharedLlrp.parts(vectors, "vectors")
                .forEach(one -> byName.put(SharedLlrp.text(one, "name"), hex(one)));
        List<Map<String, Object>> streams = SharedLlrp.parts(vectors, "streams");
        assertEquals(3, streams.size());
        for (Map<String, Object> one : streams) {
            LlrpStream stream = new LlrpStream();
            List<String> found = new ArrayList<>();
            for (String segment : SharedLlrp.texts(one, "segments")) {
                var broken =
                        stream.feed(
                                HexFormat.of().parseHex(segment),
                                frame -> found.add(HexFormat.of().formatHex(frame.encode())));
                assertEquals(Optional.empty(), broken);
            }
            assertEquals(
                    SharedLlrp.texts(one, "messages").stream()
                            .map(name ->
                                    HexFormat.of()
                                            .formatHex(byName.getOrDefault(name, new byte[0])))
                            .toList(),
                    found);
        }
    }

    @Test
    void malformedOnesAreRefusedAsTheSheetSays() {
        Map<String, RejectReason> breaks =
                Map.of(
                        "length-below-header", RejectReason.TOO_SHORT,
                        "length-over-limit", RejectReason.TOO_LONG,
                        "bad-version", RejectReason.UNSUPPORTED);
        List<Map<String, Object>> all = SharedLlrp.parts(vectors, "malformed");
        assertEquals(8, all.size());
        for (Map<String, Object> one : all) {
            String name = SharedLlrp.text(one, "name");
            LlrpStream stream = new LlrpStream();
            List<LlrpFrame> frames = new ArrayList<>();
            assertEquals(
                    Optional.ofNullable(breaks.get(name)),
                    stream.feed(hex(one), frames::add),
                    name);
            if (breaks.containsKey(name)) {
                assertEquals(List.of(), frames);
                continue;
            }
            DecodeNotes notes = new DecodeNotes();
            Decoded<LlrpMessage> decoded = LlrpMessage.decode(frames.getFirst(), notes);
            switch (name) {
                case "tlv-length-below-4", "tlv-beyond-parent" ->
                        assertInstanceOf(Decoded.Rejected.class, decoded, name);
                case "unknown-tv" -> {
                    assertEquals(Decoded.message(new Report(List.of(), List.of())), decoded);
                    assertEquals(1, notes.unknownParameters());
                }
                case "epcdata-bitcount-too-big" -> {
                    assertEquals(Decoded.message(new Report(List.of(), List.of())), decoded);
                    assertEquals(1, notes.droppedTags());
                }
                case "unknown-message-type" ->
                        assertEquals(
                                Decoded.message(new LlrpMessage.Unread(777, Octets.NONE)), decoded);
                default -> throw new AssertionError(name);
            }
        }
    }

    @Test
    void pseudonymsAreThoseOfTheSheet() {
        List<Map<String, Object>> all = SharedLlrp.parts(vectors, "epcPseudonym");
        assertEquals(2, all.size());
        for (Map<String, Object> one : all) {
            Epc epc =
                    new Epc(
                            Integer.parseInt(SharedLlrp.text(one, "bits")),
                            Octets.ofHex(SharedLlrp.text(one, "epc")));
            byte[] key = SharedLlrp.text(one, "keyAscii").getBytes(StandardCharsets.US_ASCII);
            assertEquals(SharedLlrp.text(one, "pseudonym"), EpcPseudonym.of(key, epc));
        }
    }

    private LlrpMessage payload(String name, MessageType type) throws IOException {
        return LlrpWords.message(
                new LlrpFrame(
                        LlrpFrame.VERSION_1,
                        type.number(),
                        1,
                        Octets.of(Files.readAllBytes(folder.resolve("edgex/" + name + ".bytes")))));
    }

    private Map<String, Object> told(String name) throws IOException {
        return SharedLlrp.json(folder.resolve("edgex/" + name + ".json"));
    }

    @Test
    void aRealReadersReportsAreRead() throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.list(folder.resolve("edgex/roAccessReports"))) {
            names =
                    files.map(file -> "" + file.getFileName())
                            .filter(file -> file.endsWith(".bytes"))
                            .map(file -> "roAccessReports/" + file.replace(".bytes", ""))
                            .sorted()
                            .toList();
        }
        assertEquals(9, names.size());
        for (String name : names) {
            Report report =
                    assertInstanceOf(Report.class, payload(name, MessageType.RO_ACCESS_REPORT));
            List<Map<String, Object>> tags = SharedLlrp.parts(told(name), "TagReportData");
            assertEquals(tags.size(), report.tags().size(), name);
            for (int at = 0; at < tags.size(); at++) {
                TagReport tag = report.tags().get(at);
                Map<String, Object> expected = tags.get(at);
                String epc = SharedLlrp.text(SharedLlrp.part(expected, "EPC96"), "EPC");
                assertEquals(Octets.of(Base64.getDecoder().decode(epc)), tag.epc().octets());
                assertEquals(
                        SharedLlrp.text(expected, "AntennaID"), "" + tag.antenna().orElseThrow());
                assertEquals(
                        SharedLlrp.text(expected, "PeakRSSI"),
                        "" + tag.peakRssiDbm().orElseThrow());
                assertEquals(
                        SharedLlrp.text(expected, "FirstSeenUTC"),
                        "" + tag.firstSeenUtcMicros().orElseThrow());
                assertEquals("null", SharedLlrp.text(expected, "LastSeenUTC"));
                assertTrue(tag.lastSeenUtcMicros().isEmpty());
            }
        }
    }

    @Test
    void aRealReadersCapabilitiesAreRead() throws IOException {
        var answer =
                assertInstanceOf(
                        CapabilitiesAnswer.class,
                        payload(
                                "GetReaderCapabilitiesResponse-000",
                                MessageType.GET_READER_CAPABILITIES_RESPONSE));
        Map<String, Object> all = told("GetReaderCapabilitiesResponse-000");
        Map<String, Object> expected = SharedLlrp.part(all, "GeneralDeviceCapabilities");
        Capabilities.General general = answer.capabilities().general().orElseThrow();
        assertTrue(answer.status().success());
        assertEquals(SharedLlrp.text(expected, "MaxSupportedAntennas"), "" + general.maxAntennas());
        assertEquals(SharedLlrp.text(expected, "DeviceManufacturer"), "" + general.manufacturer());
        assertEquals(SharedLlrp.text(expected, "Model"), "" + general.model());
        assertEquals(SharedLlrp.text(expected, "FirmwareVersion"), general.firmware());
        assertEquals(SharedLlrp.text(expected, "HasUTCClock"), "" + general.hasUtcClock());
        assertEquals(
                SharedLlrp.parts(expected, "ReceiveSensitivities").stream()
                        .map(one -> SharedLlrp.text(one, "ReceiveSensitivity"))
                        .toList(),
                general.sensitivities().stream().map(one -> "" + one.db()).toList());
        assertEquals(
                SharedLlrp.parts(expected, "PerAntennaAirProtocols").size(),
                general.airProtocols().size());
        Map<String, Object> told = SharedLlrp.part(all, "LLRPCapabilities");
        Capabilities.Llrp llrp = answer.capabilities().llrp().orElseThrow();
        assertEquals(
                SharedLlrp.text(told, "SupportsEventsAndReportHolding"),
                "" + llrp.has(Capabilities.Llrp.EVENT_AND_REPORT_HOLDING));
        assertEquals(SharedLlrp.text(told, "MaxROSpecs"), "" + llrp.maxRoSpecs());
        assertEquals(SharedLlrp.text(told, "MaxAccessSpecs"), "" + llrp.maxAccessSpecs());
    }

    @Test
    void aRealReadersConfigurationIsReadAndWrittenAgainOctetByOctet() throws IOException {
        String name = "GetReaderConfigResponse-000";
        var answer =
                assertInstanceOf(
                        ConfigAnswer.class, payload(name, MessageType.GET_READER_CONFIG_RESPONSE));
        Map<String, Object> expected = told(name);
        Map<String, Integer> counts = new LinkedHashMap<>();
        answer.settings()
                .forEach(one -> counts.merge(one.getClass().getSimpleName(), 1, Integer::sum));
        assertEquals(4, counts.get("AntennaProperties"));
        assertEquals(4, counts.get("AntennaConfiguration"));
        assertEquals(4, counts.get("Gpi"));
        assertEquals(4, counts.get("Gpo"));
        var identification =
                new ReaderSetting.Identification(
                        0,
                        Octets.of(
                                Base64.getDecoder()
                                        .decode(
                                                SharedLlrp.text(
                                                        SharedLlrp.part(expected, "Identification"),
                                                        "ReaderID"))));
        assertTrue(answer.settings().contains(identification));
        assertTrue(
                answer.settings()
                        .contains(
                                new ReaderSetting.ConfigurationState(
                                        Long.parseLong(
                                                SharedLlrp.text(
                                                        expected,
                                                        "LLRPConfigurationStateValue")))));
        var antenna =
                assertInstanceOf(
                        AntennaConfiguration.class,
                        answer.settings().stream()
                                .filter(AntennaConfiguration.class::isInstance)
                                .findFirst()
                                .orElseThrow());
        assertEquals(81, antenna.transmitter().orElseThrow().powerIndex());
        assertEquals(1, antenna.inventories().getFirst().singulation().orElseThrow().session());
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("edgex/" + name + ".bytes")),
                answer.frame(1, 1).body().toArray());
    }

    @Test
    void aRealReadersOtherMessagesAreRead() throws IOException {
        var events =
                assertInstanceOf(
                        Events.class,
                        payload(
                                "ReaderEventNotification-000",
                                MessageType.READER_EVENT_NOTIFICATION));
        assertEquals(Optional.of(new Timestamp(true, 1596721689842138L)), events.at());
        assertEquals(List.of(new ReaderEvent.ConnectionClose()), events.events());
        assertEquals(
                new LlrpMessage.Outcome(MessageType.CLOSE_CONNECTION_RESPONSE, LlrpStatus.SUCCESS),
                payload("CloseConnectionResponse-000", MessageType.CLOSE_CONNECTION_RESPONSE));
        assertEquals(
                new LlrpMessage.RoSpecsAnswer(LlrpStatus.SUCCESS, List.of()),
                payload("GetROSpecsResponse-000", MessageType.GET_ROSPECS_RESPONSE));
        assertEquals(
                new LlrpMessage.Outcome(MessageType.GET_ACCESSSPECS_RESPONSE, LlrpStatus.SUCCESS),
                payload("GetAccessSpecsResponse-000", MessageType.GET_ACCESSSPECS_RESPONSE));
    }

    /// Both directions of the captured connection, each a stream of its own.
    @Test
    void aCapturedConnectionIsReadWhole() throws IOException {
        Map<Boolean, LlrpStream> streams = Map.of(true, new LlrpStream(), false, new LlrpStream());
        List<String> found = new ArrayList<>();
        ByteBuffer capture =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("llrpjs-handshake.pcap")));
        capture.order(
                capture.getInt(0) == 0xA1B2C3D4 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        capture.position(24);
        while (capture.remaining() > 16) {
            int length = capture.getInt(capture.position() + 8);
            capture.position(capture.position() + 16);
            byte[] packet = new byte[length];
            capture.get(packet);
            ByteBuffer ip = ByteBuffer.wrap(packet, 14, length - 14).slice();
            int ipHead = (ip.get(0) & 0xF) * 4;
            int total = Short.toUnsignedInt(ip.getShort(2));
            int tcpHead = (ip.get(ipHead + 12) >> 4 & 0xF) * 4;
            byte[] payload = new byte[total - ipHead - tcpHead];
            ip.get(ipHead + tcpHead, payload);
            boolean fromReader = Short.toUnsignedInt(ip.getShort(ipHead)) == 5084;
            LlrpStream stream = streams.getOrDefault(fromReader, new LlrpStream());
            assertEquals(
                    Optional.empty(),
                    stream.feed(
                            payload,
                            frame -> {
                                LlrpMessage message = LlrpWords.message(frame);
                                assertArrayEquals(
                                        frame.encode(),
                                        message.frame(frame.version(), frame.messageId()).encode());
                                found.add(MessageType.name(frame.type()));
                            }));
        }
        assertEquals(
                List.of(
                        "READER_EVENT_NOTIFICATION",
                        "DELETE_ROSPEC",
                        "DELETE_ROSPEC_RESPONSE",
                        "SET_READER_CONFIG",
                        "SET_READER_CONFIG_RESPONSE",
                        "ADD_ROSPEC",
                        "ADD_ROSPEC_RESPONSE",
                        "ENABLE_ROSPEC",
                        "ENABLE_ROSPEC_RESPONSE",
                        "START_ROSPEC",
                        "START_ROSPEC_RESPONSE",
                        "RO_ACCESS_REPORT",
                        "CLOSE_CONNECTION",
                        "CLOSE_CONNECTION_RESPONSE"),
                found);
    }
}
