package dev.gatehouse.simulators.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.DeviceSession;
import dev.gatehouse.drivers.Drivers;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.Links;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every maker's simulated camera through the links and drivers of a booth.
@Timeout(60)
class CamerasTest {

    private static final int VEHICLES = 12;
    private static final int READS_PER_SECOND = 20;

    @TempDir Path folder = Path.of("unset");

    private final Map<String, List<Observation>> taken = new ConcurrentHashMap<>();
    private final List<DeviceSession> sessions = new ArrayList<>();
    private final List<Thread> cameras = new ArrayList<>();
    private final AtomicInteger offers = new AtomicInteger();

    @AfterEach
    void end() throws InterruptedException {
        for (Thread camera : cameras) {
            camera.interrupt();
            camera.join(5_000);
        }
        sessions.forEach(DeviceSession::close);
    }

    private static long seed(CameraShape shape) {
        return Long.getLong("gatehouse.seed", 20261122L) + shape.word().hashCode();
    }

    private static CameraTraffic traffic(CameraShape shape, Instant start) {
        return new CameraTraffic(
                seed(shape), "CAM-" + shape.word(), READS_PER_SECOND, VEHICLES, start);
    }

    private DeviceSession open(CameraShape shape, String address) throws Exception {
        String device = shape.word();
        DeviceSession session =
                new DeviceSession(
                        device,
                        Links.open(
                                address,
                                new LinkContext(
                                        device,
                                        "lane-1",
                                        DeviceKind.PLATE_READER,
                                        () ->
                                                new Received(
                                                        Instant.now(),
                                                        System.nanoTime(),
                                                        TimeQuality.SYNCED),
                                        (_, _) -> () -> {})),
                        Drivers.create(
                                DeviceKind.PLATE_READER,
                                shape.format(),
                                device,
                                "lane-1",
                                shape.settings()),
                        (found, acknowledgement) -> {
                            // A booth that is full now and then; lines cannot send again.
                            if (acknowledgement.resendable() && offers.incrementAndGet() % 7 == 0) {
                                return false;
                            }
                            taken.computeIfAbsent(
                                            device,
                                            _ -> Collections.synchronizedList(new ArrayList<>()))
                                    .addAll(found);
                            acknowledgement.durable();
                            return true;
                        });
        sessions.add(session);
        session.open();
        return session;
    }

    /// Part of a camera's life that may be interrupted.
    @FunctionalInterface
    private interface Life {
        void run() throws Exception;
    }

    private void start(Life life) {
        cameras.add(
                Thread.ofPlatform()
                        .daemon(true)
                        .start(() -> {
                            try {
                                life.run();
                            } catch (Exception e) {
                                // the test sees what did not arrive
                                Thread.currentThread().interrupt();
                            }
                        }));
    }

    private void awaitAll(CameraShape shape) throws InterruptedException {
        while (reads(shape).size() < VEHICLES) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private List<Observation> reads(CameraShape shape) {
        Set<String> ids = new HashSet<>();
        List<Observation> all = List.copyOf(taken.getOrDefault(shape.word(), List.of()));
        return all.stream()
                .filter(one -> one.body() instanceof PlateRead && ids.add(one.eventId()))
                .toList();
    }

    private void check(CameraShape shape, Instant start, DeviceSession session) {
        CameraTraffic truth = traffic(shape, start);
        List<Observation> reads = reads(shape);
        assertEquals(VEHICLES, reads.size(), shape.word());
        for (Observation one : reads) {
            CameraRead read = truth.next();
            PlateRead seen = (PlateRead) one.body();
            assertEquals(read.plate(), seen.plate(), shape.word());
            // That line has no place for it.
            assertTrue(
                    shape == CameraShape.STX_ETX_XOR
                            ? seen.jurisdiction().isEmpty()
                            : seen.jurisdiction().startsWith(read.country()),
                    shape.word());
            assertTrue(
                    Math.abs(
                                    seen.confidence().orElse(read.percent() / 100.0) * 100
                                            - read.percent())
                            < 1,
                    shape.word());
            assertEquals(shape.way() == CameraShape.Way.POST, one.resendable(), shape.word());
            assertTrue(
                    Duration.between(one.captured().at(), read.at()).abs().toMillis() < 1_001,
                    shape.word());
            assertTrue(one.captured().quality() != CaptureTime.Quality.RECEIVED, shape.word());
        }
        assertEquals(Map.of(), session.snapshot().rejected(), shape.word());
        assertEquals(0, session.snapshot().faults());
    }

    @Test
    void everyMakersPostsArriveAsTheyWereSeen() throws Exception {
        Instant start = Instant.now();
        Map<CameraShape, DeviceSession> open = new HashMap<>();
        Map<CameraShape, PostingCamera> posting = new HashMap<>();
        for (CameraShape shape : CameraShape.values()) {
            if (shape.way() != CameraShape.Way.POST) {
                continue;
            }
            DeviceSession session = open(shape, "http:127.0.0.1:0/lpr/v1/" + shape.word());
            PostingCamera camera =
                    new PostingCamera(
                            shape,
                            traffic(shape, start),
                            URI.create(session.snapshot().address()),
                            Map.of("Content-Type", "text/plain"),
                            own(posting.size()),
                            System::nanoTime);
            open.put(shape, session);
            posting.put(shape, camera);
            start(camera::run);
        }
        for (Map.Entry<CameraShape, PostingCamera> one : posting.entrySet()) {
            while (one.getValue().counts().taken() < VEHICLES) {
                assertEquals(0, one.getValue().counts().refused(), one.getKey().word());
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        open.forEach((shape, session) -> check(shape, start, session));
        assertTrue(posting.values().stream().anyMatch(one -> one.counts().again() > 0));
    }

    /// Each camera has an address of its own, as on a lane's network.
    private static InetAddress own(int number) {
        return InetAddress.ofLiteral("127.0.1." + (number + 1));
    }

    @Test
    void twentyCamerasOfFiveReadsASecondLoseNothing() throws Exception {
        Instant start = Instant.now();
        CameraShape shape = CameraShape.AXIS;
        DeviceSession session = open(shape, "http:127.0.0.1:0/lpr/v1/axis");
        List<PostingCamera> posting = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            PostingCamera camera =
                    new PostingCamera(
                            shape,
                            new CameraTraffic(seed(shape) + number, "CAM-" + number, 5, 10, start),
                            URI.create(
                                    open(shape, "http:127.0.0.1:0/lpr/v1/axis-" + number)
                                            .snapshot()
                                            .address()),
                            Map.of(),
                            own(number),
                            System::nanoTime);
            posting.add(camera);
            start(camera::run);
        }
        for (PostingCamera camera : posting) {
            while (camera.counts().taken() < 10) {
                assertEquals(0, camera.counts().refused());
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        assertEquals(200, reads(shape).size());
        assertEquals(0L, session.snapshot().link().get("connections_over_address_limit"));
        System.out.println(
                "20 cameras, 200 reads: "
                        + Duration.between(start, Instant.now()).toMillis()
                        + " ms, sent again "
                        + posting.stream().mapToLong(one -> one.counts().again()).sum());
    }

    @Test
    void everyMakersLinesArriveInPieces() throws Exception {
        Instant start = Instant.now();
        Map<CameraShape, DeviceSession> open = new HashMap<>();
        for (CameraShape shape : CameraShape.values()) {
            if (shape.way() != CameraShape.Way.LINES) {
                continue;
            }
            DeviceSession session = open(shape, "tcp-listen:127.0.0.1:0");
            int port =
                    Integer.parseInt(
                            session.snapshot().address().replaceAll(".*:([0-9]+).*", "$1"));
            open.put(shape, session);
            start(() -> {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                        OutputStream to = socket.getOutputStream()) {
                    new WritingCamera(shape, traffic(shape, start), System::nanoTime, seed(shape))
                            .run(to);
                }
            });
        }
        assertEquals(5, open.size());
        for (Map.Entry<CameraShape, DeviceSession> one : open.entrySet()) {
            awaitAll(one.getKey());
            check(one.getKey(), start, one.getValue());
        }
    }

    @Test
    void streamsThatAreAskedForArriveAndTheirCamerasAreProvenTo() throws Exception {
        Instant start = Instant.now();
        Path secret = Files.writeString(folder.resolve("secret"), "booth:a-password-that-is-long");
        Map<CameraShape, DeviceSession> open = new HashMap<>();
        for (CameraShape shape : List.of(CameraShape.DAHUA, CameraShape.HIKVISION_STREAM)) {
            StreamingCamera camera =
                    new StreamingCamera(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            new WritingCamera(
                                    shape, traffic(shape, start), System::nanoTime, seed(shape)),
                            Optional.of("booth:a-password-that-is-long"));
            start(() -> {
                try (camera) {
                    camera.run();
                }
            });
            open.put(
                    shape,
                    open(
                            shape,
                            "http-pull:127.0.0.1:"
                                    + camera.port()
                                    + "?first_pause_ms=10&stream="
                                    + (shape == CameraShape.DAHUA ? "dahua" : "hikvision")
                                    + "&digest_file="
                                    + secret));
        }
        for (Map.Entry<CameraShape, DeviceSession> one : open.entrySet()) {
            CameraShape shape = one.getKey();
            awaitAll(shape);
            check(shape, start, one.getValue());
            assertTrue(
                    reads(shape).stream()
                            .allMatch(read -> ((PlateRead) read.body()).images().size() == 1));
            assertEquals(1L, one.getValue().snapshot().driver().get("heartbeats"));
        }
    }

    @Test
    void inTheBoothsOwnProcessTheSameBytesNeedNoSocket() throws Exception {
        for (CameraShape shape : CameraShape.values()) {
            DeviceSession session =
                    open(
                            shape,
                            "sim:camera?maker="
                                    + shape.word()
                                    + "&reads_per_second=50&vehicles="
                                    + VEHICLES
                                    + "&seed="
                                    + Math.abs(seed(shape)));
            awaitAll(shape);
            assertEquals(VEHICLES, reads(shape).size(), shape.word());
            assertEquals(Map.of(), session.snapshot().rejected(), shape.word());
        }
    }

    @Test
    void theSameSeedSeesTheSameVehiclesAndBadAddressesAreRefused() {
        Instant start = Instant.EPOCH;
        CameraTraffic a = new CameraTraffic(7, "c", 5, 100, start);
        CameraTraffic b = new CameraTraffic(7, "c", 5, 100, start);
        while (a.hasNext()) {
            assertEquals(a.next(), b.next());
        }
        assertEquals(99L * 200_000_000, a.dueNanos());
        for (String bad :
                List.of(
                        "sim:camera?maker=none",
                        "sim:camera?reads_per_second=101",
                        "sim:camera?reads_per_second=0",
                        "sim:camera?colour=red")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            Cameras.create(
                                    LinkAddress.parse(bad),
                                    new LinkContext(
                                            "c",
                                            "l",
                                            DeviceKind.PLATE_READER,
                                            () -> new Received(start, 0, TimeQuality.SYNCED),
                                            (_, _) -> () -> {}),
                                    System::nanoTime),
                    bad);
        }
    }
}
