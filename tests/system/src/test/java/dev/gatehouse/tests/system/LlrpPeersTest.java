package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.Links;
import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.Stations;
import dev.gatehouse.protocols.llrp.LlrpFrame;
import dev.gatehouse.protocols.llrp.MessageType;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TagRead;
import dev.gatehouse.protocols.observation.TimeQuality;
import dev.gatehouse.simulators.llrp.LlrpReaderPeer;
import dev.gatehouse.simulators.llrp.ReaderMishap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// LLRP against those who know nothing of ours: a reader and a client made with llrpjs, and the
/// dissector of Wireshark.
@Timeout(300)
final class LlrpPeersTest {

    private static final Path SCRIPTS = Path.of("llrp").toAbsolutePath();
    private static final Path PACKAGES = Path.of("target", "llrp").toAbsolutePath();
    private static final String QUICK =
            "?first_pause_ms=100&longest_pause_ms=200&settled_ms=0&connect_ms=2000";

    /// From here on an expert of Wireshark finds something wrong.
    private static final int WARNING = 0x600000;

    /// Wireshark reads the version of SET_PROTOCOL_VERSION without counting its octet, and forgets
    /// the count before an Identification: it says the same of a real reader's messages.
    private static final Set<String> FLAWS_OF_THE_DISSECTOR =
            Set.of(
                    "47\tIncorrect length of message: 10 bytes decoded, but 11 bytes available.",
                    "12\tIncorrect length of parameter: 13 bytes decoded, but 15 bytes claimed.");

    @TempDir private Path folder = Path.of("");
    private final List<Observation> observations = new CopyOnWriteArrayList<>();

    private static void needLlrpjs() {
        Components.require("node");
        Components.missing(
                Files.isRegularFile(PACKAGES.resolve("installed")), "llrpjs is not installed");
    }

    private Program node(String script, String... arguments) throws IOException {
        Path copy = PACKAGES.resolve(script);
        Files.copy(SCRIPTS.resolve(script), copy, StandardCopyOption.REPLACE_EXISTING);
        List<String> command = new ArrayList<>(List.of("node", copy.toString()));
        command.addAll(List.of(arguments));
        return Program.start(folder, script, command, Map.of());
    }

    private static Received now() {
        return new Received(Instant.now(), System.nanoTime(), TimeQuality.SYNCED);
    }

    private Station station(int port, Map<String, String> settings) throws IOException {
        LinkContext context =
                new LinkContext(
                        "rfid-1",
                        "lane-1",
                        DeviceKind.TAG_READER,
                        LlrpPeersTest::now,
                        (_, _) -> () -> {});
        Station station =
                Stations.create(
                                DeviceKind.TAG_READER,
                                "llrp",
                                new StationContext(
                                        "rfid-1",
                                        "lane-1",
                                        settings,
                                        LinkAddress.parse("tcp:localhost:" + port + QUICK),
                                        one -> Links.open(one, context),
                                        (some, acknowledgement) -> take(some, acknowledgement),
                                        LlrpPeersTest::now))
                        .orElseThrow();
        station.open();
        return station;
    }

    private boolean take(List<Observation> some, Acknowledgement acknowledgement) {
        observations.addAll(some);
        acknowledgement.durable();
        return true;
    }

    private List<TagRead> tags() {
        return observations.stream()
                .map(Observation::body)
                .filter(TagRead.class::isInstance)
                .map(TagRead.class::cast)
                .toList();
    }

    private static LlrpReaderPeer peer(String address) throws IOException {
        return LlrpReaderPeer.start(
                LinkAddress.parse("sim:" + address),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                System::nanoTime,
                Instant.now());
    }

    @Test
    void aReaderMadeWithLlrpjsIsDrivenFromItsConnectionToItsEnd() throws Exception {
        needLlrpjs();
        try (Program reader = node("reader.js", "0")) {
            Await.until("the reader listens", () -> reader.out().contains("\"port\""));
            int port = Integer.parseInt(reader.out().replaceAll("(?s).*\"port\":([0-9]+).*", "$1"));
            try (Station station =
                    station(port, Map.of("version", "1", "reader_id", "0016250102030405"))) {
                Await.until("tags come", () -> tags().size() >= 40);
                Await.until(
                        "keepalives are acknowledged",
                        () -> reader.out().contains("\"acknowledged\":1010"));
                Map<String, Long> counts = station.snapshot().driver();
                assertEquals(0L, counts.get("faults"));
                assertEquals(0L, counts.get("bodies_refused"));
                assertEquals(0L, counts.get("unknown_parameters"));
                assertEquals(1L, counts.get("running"));
            }
            Await.until("the reader sees the end", () -> reader.out().contains("\"disconnected\""));
            String told = reader.out();
            assertTrue(
                    told.contains(
                            "{\"keepalive_ms\":10000,\"hold\":1,\"report_n\":1,\"antenna\":1,\"rssi\":1,\"channel\":0}"),
                    told);
            assertTrue(told.contains("{\"rospec\":1,\"state\":\"Disabled\"}"), told);
            assertTrue(told.contains("\"asked\":\"CLOSE_CONNECTION\""), told);
            assertTrue(!told.contains("error"), told);
        }
        TagRead first = tags().getFirst();
        assertEquals("3074257BF7194E4000000001", first.epc().hex());
        assertEquals(2, first.antenna());
        assertEquals(-41, first.peakRssiDbm().orElseThrow());
        assertEquals(2, first.seen());
    }

    @Test
    void aClientMadeWithLlrpjsDrivesTheSimulatedReader() throws Exception {
        needLlrpjs();
        try (LlrpReaderPeer peer = peer("llrp?seed=9&rate=20&reads=5");
                Program client = node("client.js", "" + peer.address().getPort(), "25")) {
            Await.until("the client is done", () -> !client.isAlive());
            List<String> told = client.out().lines().toList();
            assertEquals("{\"attempt\":\"Success\"}", told.getFirst());
            assertTrue(
                    told.contains("{\"firmware\":\"simulated 1.0\",\"antennas\":2}"),
                    told.toString());
            assertEquals(
                    "{\"answer\":\"CLOSE_CONNECTION_RESPONSE\",\"status\":\"M_Success\"}",
                    told.getLast());
            assertEquals(8, told.stream().filter(line -> line.contains("M_Success")).count());
            assertTrue(
                    told.stream().filter(line -> line.contains("\"epc\":\"3074257BF")).count()
                            >= 25,
                    told.toString());
            assertEquals(0, peer.counts().faults());
        }
    }

    /// Every message that the client sends, and those of the simulated reader.
    @Test
    void wiresharkDissectsEveryMessageThatWeSend() throws Exception {
        Components.require("tshark");
        List<LlrpWire.Passed> all = new ArrayList<>();
        for (String reader :
                List.of(
                        "llrp?seed=1&rate=50&reads=5",
                        "llrp?seed=2&rate=50&reads=5&version=1&clock=none",
                        "llrp?seed=3&rate=50&reads=5&refuse=3:100:226")) {
            all.addAll(recorded(reader));
        }
        Set<Integer> sent =
                all.stream()
                        .filter(one -> !one.fromReader())
                        .map(one -> one.frame().type())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                new TreeSet<>(Set.of(1, 2, 3, 14, 20, 21, 22, 23, 24, 41, 46, 47, 60, 64, 72)),
                sent,
                "types of messages that the client sent");
        Path capture = folder.resolve("llrp.pcap");
        LlrpWire.capture(all, capture);
        List<String> remarks =
                tshark(
                        capture,
                        "-Y",
                        "_ws.malformed or _ws.expert.severity >= " + WARNING,
                        "-T",
                        "fields",
                        "-e",
                        "llrp.type",
                        "-e",
                        "_ws.expert.message");
        assertEquals(
                List.of(),
                remarks.stream()
                        .filter(remark -> !FLAWS_OF_THE_DISSECTOR.contains(remark))
                        .toList());
        assertEquals(
                all.stream().map(one -> "" + one.frame().type()).toList(),
                tshark(capture, "-Y", "llrp", "-T", "fields", "-e", "llrp.type"));
    }

    /// What passes between the station and a simulated reader to which much happens.
    private List<LlrpWire.Passed> recorded(String address) throws Exception {
        int before = tags().size();
        try (LlrpReaderPeer peer = peer(address);
                LlrpWire wire = new LlrpWire(peer.address())) {
            try (Station _ =
                    station(
                            wire.port(),
                            Map.of(
                                    "keepalive_ms", "1000",
                                    "power_index", "40",
                                    "factory_reset", "on"))) {
                Await.until("tags come", () -> tags().size() >= before + 3);
                for (ReaderMishap mishap :
                        List.of(
                                ReaderMishap.ANTENNA,
                                ReaderMishap.ANTENNA,
                                ReaderMishap.INPUT,
                                ReaderMishap.EXCEPTION,
                                ReaderMishap.FILLING,
                                ReaderMishap.OVERFLOW,
                                ReaderMishap.SECOND_CLIENT)) {
                    peer.mishap(mishap);
                }
                Await.until(
                        "keepalives pass",
                        () ->
                                has(wire, MessageType.KEEPALIVE_ACK)
                                        && has(wire, MessageType.GET_REPORT));
            }
            Await.until("leave is taken", () -> has(wire, MessageType.CLOSE_CONNECTION_RESPONSE));
            return wire.passed();
        }
    }

    private static boolean has(LlrpWire wire, MessageType type) {
        return wire.passed().stream()
                .map(LlrpWire.Passed::frame)
                .mapToInt(LlrpFrame::type)
                .anyMatch(one -> one == type.number());
    }

    private List<String> tshark(Path capture, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "tshark",
                                "-n",
                                "-r",
                                capture.toString(),
                                "-d",
                                "tcp.port==5084,llrp"));
        command.addAll(List.of(arguments));
        try (Program tshark =
                Program.start(folder, "tshark", command, Map.of("HOME", folder.toString()))) {
            Await.until("tshark is done", () -> !tshark.isAlive());
            return tshark.out().lines().toList();
        }
    }
}
