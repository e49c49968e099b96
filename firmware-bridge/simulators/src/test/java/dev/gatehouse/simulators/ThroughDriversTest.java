package dev.gatehouse.simulators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.DeviceSession;
import dev.gatehouse.drivers.Drivers;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.Links;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PresenceChange;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Simulated devices behind the drivers a booth uses for real ones: configured by address, decoded
/// by the real codecs, and refused now and then as a full booth does.
@Timeout(30)
class ThroughDriversTest {

    private static final String LANE = "through-drivers";

    @TempDir Path folder;

    private final List<Observation> taken = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger offers = new AtomicInteger();

    @Test
    void aBoothThatIsSometimesFullGetsEveryReadAndTheLogSaysNothingElse() throws Exception {
        long seed = Seeds.next();
        Path acks = folder.resolve("acks");
        String address =
                "sim:busy-lane?seed="
                        + (seed & Long.MAX_VALUE)
                        + "&vehicles=150&vehicles_per_minute=12000";
        try (DeviceSession reader =
                        open(DeviceKind.PLATE_READER, "rekor", address + "&acks=" + acks);
                DeviceSession loop = open(DeviceKind.PRESENCE, "gpio-line", address)) {
            while (!progress().finished()) {
                Thread.sleep(5);
            }
            assertTrue(reader.snapshot().rejected().isEmpty());
            assertEquals(0, reader.snapshot().faults());
            assertTrue(loop.snapshot().rejected().isEmpty());
            assertEquals(
                    Map.of(
                            "edges_lost",
                            0L,
                            "edges_repeated",
                            0L,
                            "line_restarts",
                            0L,
                            "levels_corrected",
                            0L),
                    loop.snapshot().driver());
        }
        Set<String> durable = new HashSet<>();
        Set<PlateRead.State> states = new HashSet<>();
        int edges = 0;
        for (Observation observation : taken) {
            switch (observation.body()) {
                case PlateRead read -> {
                    durable.add(observation.deviceId() + "\t" + observation.eventId());
                    states.add(read.state());
                    assertEquals(CaptureTime.Quality.SOURCE_UTC, observation.captured().quality());
                    assertFalse(read.identityMismatch() || read.needsReview());
                }
                case PresenceChange _ -> edges++;
                case DeviceNotice _ -> {
                    // what a driver makes of a machine that stood still for a while
                }
                default -> throw new AssertionError("nothing else was simulated");
            }
        }
        // The names in the log are the ones under which a booth keeps the observations.
        assertEquals(durable, new HashSet<>(Files.readAllLines(acks)));
        assertEquals(Set.of(PlateRead.State.UPDATE, PlateRead.State.FINAL), states);
        assertTrue(progress().resends() > 5, "resends: " + progress().resends());
        assertEquals(progress().edgesSent() - progress().edgesRefused(), edges);
    }

    @Test
    void aReplayArrivesAsItStandsInTheFile() throws Exception {
        Path csv = folder.resolve("reads.csv");
        Files.writeString(csv, "ocr,state\nQQQ1111,NY\nqq-22,ON\n,QC\nQQ?333,\n");
        offers.set(Integer.MIN_VALUE);
        try (DeviceSession _ =
                open(DeviceKind.PLATE_READER, "rekor", "replay:" + csv + "?seconds=1")) {
            while (!progress().finished()) {
                Thread.sleep(5);
            }
        }
        List<String> reads = new ArrayList<>();
        for (Observation observation : taken) {
            if (observation.body() instanceof PlateRead read) {
                reads.add(read.plate() + " " + read.jurisdiction());
            }
        }
        assertEquals(List.of("QQQ1111 US-NY", "QQ22 CA-ON", " CA-QC", "QQ?333 "), reads);
    }

    private DeviceSession open(DeviceKind kind, String format, String address) throws IOException {
        String deviceId = "drv-" + kind.word();
        Link link =
                Links.open(
                        address,
                        new LinkContext(
                                deviceId,
                                LANE,
                                kind,
                                () ->
                                        new Received(
                                                Instant.now(),
                                                System.nanoTime(),
                                                TimeQuality.SYNCED),
                                (_, _) -> () -> {}));
        DeviceSession session =
                new DeviceSession(
                        deviceId,
                        link,
                        Drivers.create(kind, format, deviceId, LANE, Map.of()),
                        (observations, acknowledgement) -> {
                            if (offers.incrementAndGet() > 0 && offers.get() % 10 == 0) {
                                return false;
                            }
                            taken.addAll(observations);
                            acknowledgement.durable();
                            return true;
                        });
        session.open();
        return session;
    }

    private static Progress progress() {
        return Scenarios.progress().stream()
                .filter(each -> each.laneId().equals(LANE))
                .findFirst()
                .orElseThrow();
    }
}
