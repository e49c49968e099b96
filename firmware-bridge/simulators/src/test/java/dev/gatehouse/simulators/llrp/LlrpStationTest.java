package dev.gatehouse.simulators.llrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.Links;
import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.Stations;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TagRead;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The station as a booth opens it, on simulated links and on real TCP.
@Timeout(120)
final class LlrpStationTest {

    private static final String TCP =
            "?first_pause_ms=50&longest_pause_ms=100&settled_ms=0&connect_ms=1000";

    private final List<Observation> observations = new CopyOnWriteArrayList<>();
    private volatile boolean full;

    private static Received now() {
        return new Received(Instant.now(), System.nanoTime(), TimeQuality.SYNCED);
    }

    private boolean take(List<Observation> some, Acknowledgement acknowledgement) {
        if (full) {
            return false;
        }
        observations.addAll(some);
        acknowledgement.durable();
        return true;
    }

    private Station station(String address, Map<String, String> settings) {
        LinkContext context =
                new LinkContext(
                        "rfid-1",
                        "lane-1",
                        DeviceKind.TAG_READER,
                        LlrpStationTest::now,
                        (_, _) -> () -> {});
        return Stations.create(
                        DeviceKind.TAG_READER,
                        "llrp",
                        new StationContext(
                                "rfid-1",
                                "lane-1",
                                settings,
                                LinkAddress.parse(address),
                                one -> Links.open(one, context),
                                this::take,
                                LlrpStationTest::now))
                .orElseThrow();
    }

    private Station opened(String address) throws IOException {
        Station station = station(address, Map.of());
        station.open();
        return station;
    }

    private static LlrpReaderPeer peer(String address) throws IOException {
        return LlrpReaderPeer.start(
                LinkAddress.parse("sim:" + address),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                System::nanoTime,
                Instant.now());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        CountDownLatch pause = new CountDownLatch(1);
        for (int looks = 0; !condition.getAsBoolean(); looks++) {
            assertTrue(looks < 3_000, "waited too long");
            assertFalse(pause.await(5, TimeUnit.MILLISECONDS));
        }
    }

    private long tags() {
        return observations.stream().filter(one -> one.body() instanceof TagRead).count();
    }

    private Set<String> notices() {
        Set<String> codes = new HashSet<>();
        for (Observation one : observations) {
            if (one.body() instanceof DeviceNotice(String code, var _, long _)) {
                codes.add(code);
            }
        }
        return codes;
    }

    private static long count(Station station, String name) {
        return station.snapshot().driver().getOrDefault(name, -1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sim:llrp?seed=3&rate=100&reads=5",
                "sim:llrp?seed=3&rate=100&reads=5&output=fragmented&version=1",
                "sim:llrp?seed=3&rate=100&reads=5&output=coalesced&clock=none&holding=off"
            })
    void tagsComeOnASimulatedLink(String address) throws Exception {
        try (Station station = opened(address)) {
            await(() -> tags() >= 10);
            assertEquals(1, count(station, "running"));
            assertTrue(station.snapshot().address().endsWith("running"));
            assertEquals(0, count(station, "faults"));
            TagRead read = (TagRead) observations.getFirst().body();
            assertEquals(96, read.epcBits());
            assertTrue(read.epc().hex().startsWith("3074257BF"), "the example company's");
            assertEquals(
                    observations.size(),
                    observations.stream().map(Observation::eventId).distinct().count());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "fragmented", "coalesced"})
    void tagsComeOverTcpAndLeaveIsTaken(String output) throws Exception {
        try (LlrpReaderPeer peer = peer("llrp?seed=5&rate=200&reads=20&output=" + output)) {
            String address = "tcp:localhost:" + peer.address().getPort() + TCP;
            try (Station station = opened(address)) {
                await(() -> tags() >= 20);
                assertEquals(0, count(station, "faults") + count(station, "bodies_refused"));
            }
            await(() -> peer.counts().requests() > 10);
            assertEquals(1, peer.counts().connections());
            assertEquals(0, peer.counts().faults());
        }
    }

    @Test
    void aReaderThatConnectsToTheBoothIsTheSame() throws Exception {
        try (LlrpReaderPeer peer = peer("llrp?seed=5&rate=100&reads=10");
                Station station = opened("tcp-listen:localhost:0")) {
            String told = station.snapshot().address();
            int port = Integer.parseInt(told.replaceAll("tcp-listen:[^:]*:([0-9]+).*", "$1"));
            try (Socket there = new Socket(InetAddress.getLoopbackAddress(), port);
                    Socket here =
                            new Socket(
                                    InetAddress.getLoopbackAddress(), peer.address().getPort())) {
                pipe(there, here);
                pipe(here, there);
                await(() -> tags() >= 3);
            }
        }
    }

    private static void pipe(Socket from, Socket to) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        from.getInputStream().transferTo(to.getOutputStream());
                        to.shutdownOutput();
                    } catch (IOException e) {
                        // the test is over
                        return;
                    }
                });
    }

    @Test
    void restartsAndStrangersOverTcp() throws Exception {
        try (LlrpReaderPeer peer = peer("llrp?seed=6&rate=50&reads=5");
                Station station = opened("tcp:localhost:" + peer.address().getPort() + TCP)) {
            await(() -> tags() >= 3);
            try (Socket stranger =
                    new Socket(InetAddress.getLoopbackAddress(), peer.address().getPort())) {
                byte[] told = stranger.getInputStream().readAllBytes();
                assertEquals(32, told.length);
                assertEquals(2, told[31]);
            }
            await(() -> notices().contains("READER_CONTENDED"));
            peer.mishap(ReaderMishap.RESTART);
            await(() -> count(station, "configurations") == 2);
            assertTrue(notices().containsAll(Set.of("READER_LOST", "READER_RESTARTED")));
            long before = tags();
            await(() -> tags() > before + 2);
            peer.mishap(ReaderMishap.MALFORMED);
            await(() -> count(station, "bodies_refused") == 2);
            peer.mishap(ReaderMishap.CONNECTION_LOST);
            await(() -> count(station, "configurations") == 3);
            assertEquals(0, count(station, "faults"));
        }
    }

    @Test
    void aBoothThatIsFullStopsReadingAndLosesNothing() throws Exception {
        try (LlrpReaderPeer peer = peer("llrp?seed=7&rate=500&reads=1");
                Station station = opened("tcp:localhost:" + peer.address().getPort() + TCP)) {
            await(() -> tags() >= 10);
            full = true;
            await(() -> count(station, "observations_waited") > 100);
            full = false;
            await(() -> tags() > 600);
            assertEquals(0, count(station, "observations_lost"));
        }
    }

    @Test
    void tagsOfAFileAreReplayed(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("tags.csv");
        Files.writeString(file, "# ms,antenna,hex\n500,2,ABCD,-40\n700,1,0123456789\n");
        try (Station _ = opened("sim:llrp?tags_file=" + file)) {
            await(() -> tags() >= 2);
            List<TagRead> reads =
                    observations.stream()
                            .filter(one -> one.body() instanceof TagRead)
                            .map(one -> (TagRead) one.body())
                            .toList();
            assertTrue(
                    reads.stream().anyMatch(read -> read.epcBits() == 16 || read.epcBits() == 40));
        }
    }

    @Test
    void addressesAndSettingsThatCannotBeUsedAreRefused() {
        for (String wrong :
                List.of(
                        "sim:llrp?colour=red",
                        "sim:llrp?rate=-1",
                        "sim:llrp?scenario=sunny",
                        "sim:llrp?refuse=x",
                        "sim:llrp?output=morse",
                        "sim:llrp?tags_file=/there/is/none",
                        "mqtt:")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> station(wrong, Map.of("version", "1")),
                    wrong);
        }
        assertThrows(
                IllegalArgumentException.class, () -> station("sim:llrp", Map.of("version", "7")));
    }
}
