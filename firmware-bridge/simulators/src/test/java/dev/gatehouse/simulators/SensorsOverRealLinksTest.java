package dev.gatehouse.simulators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.DeviceSession;
import dev.gatehouse.drivers.Drivers;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.Links;
import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.Stations;
import dev.gatehouse.protocols.observation.DocumentRead;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.RadiationReport;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import dev.gatehouse.simulators.radio.PseudoTerminals;
import dev.gatehouse.simulators.stream.StreamPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stations against peers over TCP and pseudo-terminals, and on `sim:` links, in real time.
class SensorsOverRealLinksTest {
    private static final LinkContext.Clock CLOCK =
            () -> new Received(Instant.now(), System.nanoTime(), TimeQuality.SYNCED);

    private final Queue<Observation> heard = new ConcurrentLinkedQueue<>();

    private static LinkContext context(DeviceKind kind) {
        return new LinkContext("dev-1", "lane1", kind, CLOCK, (_, _) -> () -> {});
    }

    private Station station(
            DeviceKind kind, String format, String address, Map<String, String> settings)
            throws IOException {
        Station station =
                Stations.create(
                                kind,
                                format,
                                new StationContext(
                                        "dev-1",
                                        "lane1",
                                        settings,
                                        LinkAddress.parse(address),
                                        at -> Links.open(at, context(kind)),
                                        (found, acknowledgement) -> {
                                            heard.addAll(found);
                                            acknowledgement.durable();
                                            return true;
                                        },
                                        CLOCK))
                        .orElseThrow();
        station.open();
        return station;
    }

    private void await(String what, Predicate<Observation.Body> wanted)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (heard.stream().map(Observation::body).noneMatch(wanted)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within a minute: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void await(RadiationReport.Kind kind) throws InterruptedException {
        await(kind.name(), body -> body instanceof RadiationReport report && report.kind() == kind);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aPortalOverTcpGoesAwayAndComesAgain() throws IOException, InterruptedException {
        int port = freePort();
        String own = "tcp-listen:127.0.0.1:" + port;
        try (Station station =
                station(
                        DeviceKind.RADIATION_PORTAL,
                        "portal-line",
                        "tcp:127.0.0.1:" + port + "?first_pause_ms=50&longest_pause_ms=200",
                        Map.of())) {
            String[] portal = {"portal", own, "pause_ms=2500", "alarm_share=1", "seed=7"};
            try (StreamPeer _ = SensorPeer.start(portal)) {
                await(RadiationReport.Kind.UP);
                await(RadiationReport.Kind.GAMMA_ALARM);
                await(RadiationReport.Kind.OCCUPANCY_BEGAN);
            }
            await(RadiationReport.Kind.DOWN);
            long ups = heard.size();
            try (StreamPeer _ = SensorPeer.start(portal)) {
                await("again", _ -> heard.size() > ups);
            }
            assertEquals(0, station.snapshot().faults());
            assertTrue(station.snapshot().driver().getOrDefault("gamma_alarms", 0L) >= 1);
        }
        assertEquals(heard.size(), heard.stream().map(Observation::eventId).distinct().count());
    }

    @Test
    void anAspectPortalIsAskedOverTcp() throws IOException, InterruptedException {
        int port = freePort();
        try (StreamPeer _ =
                        SensorPeer.start(
                                "aspect",
                                "tcp-listen:127.0.0.1:" + port,
                                "pause_ms=2500",
                                "alarm_share=1");
                Station station =
                        station(
                                DeviceKind.RADIATION_PORTAL,
                                "aspect-modbus",
                                "tcp:127.0.0.1:" + port + "?first_pause_ms=50",
                                Map.of())) {
            await(RadiationReport.Kind.UP);
            await(RadiationReport.Kind.GAMMA_ALARM);
            assertEquals(0, station.snapshot().driver().getOrDefault("poll_timeouts", -1L));
        }
    }

    @Test
    void aDocumentReaderIsReadOverAPseudoTerminal(@TempDir Path folder)
            throws IOException, InterruptedException {
        PseudoTerminals pair;
        try {
            pair = PseudoTerminals.in(folder);
        } catch (IOException e) {
            if ("true".equals(System.getenv("CI"))) {
                fail("socat is needed", e);
            }
            abort("no socat here");
            return;
        }
        try (PseudoTerminals line = pair;
                StreamPeer _ =
                        SensorPeer.start(
                                "document",
                                "serial:" + line.other() + "?baud=9600",
                                "start=stx",
                                "end=etx",
                                "check=xor",
                                "pause_ms=200");
                Station station =
                        station(
                                DeviceKind.DOCUMENT_READER,
                                "mrz-serial",
                                "serial:" + line.one() + "?baud=9600",
                                Map.of(
                                        "start", "stx", "end", "etx", "check", "xor", "replies",
                                        "on"))) {
            await(
                    "a document",
                    body -> body instanceof DocumentRead read && !read.zone().isEmpty());
            assertEquals(0, station.snapshot().faults());
        }
    }

    @Test
    void simulatedLinksCarryTheSame() throws IOException, InterruptedException {
        try (Station _ =
                        station(
                                DeviceKind.RADIATION_PORTAL,
                                "portal-line",
                                "sim:portal?pause_ms=2500&seed=3",
                                Map.of());
                Station _ =
                        station(
                                DeviceKind.DOCUMENT_READER,
                                "mrz-serial",
                                "sim:document?pause_ms=200",
                                Map.of());
                Station _ =
                        station(
                                DeviceKind.RADIATION_PORTAL,
                                "aspect-modbus",
                                "sim:aspect",
                                Map.of());
                Link link =
                        Links.open(
                                "sim:n42?pause_ms=2500&alarm_share=1",
                                context(DeviceKind.RADIATION_PORTAL));
                DeviceSession session =
                        new DeviceSession(
                                "p-n42",
                                link,
                                Drivers.create(
                                        DeviceKind.RADIATION_PORTAL,
                                        "n42",
                                        "p-n42",
                                        "lane1",
                                        Map.of()),
                                (found, acknowledgement) -> {
                                    heard.addAll(found);
                                    acknowledgement.durable();
                                    return true;
                                })) {
            session.open();
            await(
                    "two portals up",
                    _ ->
                            heard.stream()
                                            .filter(one ->
                                                    one.body() instanceof RadiationReport report
                                                            && report.kind()
                                                                    == RadiationReport.Kind.UP)
                                            .map(one -> ((RadiationReport) one.body()).source())
                                            .distinct()
                                            .count()
                                    == 3);
            await(
                    "a document",
                    body -> body instanceof DocumentRead read && !read.zone().isEmpty());
            await(RadiationReport.Kind.NUCLIDE_ALARM);
        }
    }

    @Test
    void argumentsThatCannotBeUsedAreRefused() {
        for (String[] wrong :
                new String[][] {
                    {},
                    {"portal"},
                    {"nothing", "tcp:127.0.0.1:1"},
                    {"portal", "folder:/tmp"},
                    {"portal", "tcp:127.0.0.1:1", "colour=red"},
                    {"document", "tcp:127.0.0.1:1", "start=soh"},
                }) {
            assertThrows(IllegalArgumentException.class, () -> SensorPeer.start(wrong));
        }
    }
}
