package dev.gatehouse.simulators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.Acknowledgement.Refusal;
import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.LinkProvider;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.gpio.LineEvent;
import dev.gatehouse.protocols.lpr.RekorDocument;
import dev.gatehouse.protocols.lpr.RekorGroup;
import dev.gatehouse.protocols.lpr.RekorMessage;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ScenarioLinkTest {

    @TempDir Path folder;

    /// A frame with the device it came from.
    private record Arrived(DeviceKind kind, Frame frame) {}

    private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();

    @Test
    void providersAreFound() {
        Set<String> schemes = new HashSet<>();
        ServiceLoader.load(LinkProvider.class).forEach(provider -> schemes.add(provider.scheme()));
        assertTrue(schemes.containsAll(Set.of("sim", "replay")), schemes.toString());
    }

    @Test
    void bothDevicesOfALaneSeeTheSameVehiclesInOrder() throws Exception {
        Path csv = folder.resolve("reads.csv");
        StringBuilder rows = new StringBuilder("plate,state\n");
        for (int i = 0; i < 60; i++) {
            rows.append("QQ").append(100 + i).append(",NY\n");
        }
        Files.writeString(csv, rows);
        Path acks = folder.resolve("acks");
        ReplayLinkProvider provider = new ReplayLinkProvider();
        String address = "replay:" + csv + "?seconds=1";
        List<String> order = new ArrayList<>();
        try (Link reader =
                        open(
                                provider,
                                address + "&acks=" + acks,
                                "order",
                                DeviceKind.PLATE_READER);
                Link loop = open(provider, address, "order", DeviceKind.PRESENCE)) {
            for (int i = 0; i < 180; i++) {
                Arrived next = take();
                next.frame.acknowledgement().durable();
                order.add(word(next));
            }
            awaitFinished("order");
            assertTrue(reader.describe().contains("60 of 60 vehicles"), reader.describe());
            assertTrue(loop.describe().endsWith("finished"));
        }
        for (int i = 0; i < 60; i++) {
            assertEquals(
                    List.of("RISING", "QQ" + (100 + i), "FALLING"),
                    order.subList(3 * i, 3 * i + 3));
        }
        List<String> lines = Files.readAllLines(acks);
        assertEquals(60, lines.size());
        assertEquals(60, new HashSet<>(lines).size());
        assertTrue(
                lines.getFirst().matches("order-plate-reader\tREPLAY-[0-9a-f]{8}-0-2"),
                lines.getFirst());
    }

    @Test
    void aRefusedEventComesAgainUntilItIsAcknowledged() throws Exception {
        Path acks = folder.resolve("acks");
        String address =
                "sim:busy-lane?seed=3&vehicles=1&error_share=0&vehicles_per_minute=60000&acks="
                        + acks;
        try (Link _ = open(new SimLinkProvider(), address, "again", DeviceKind.PLATE_READER)) {
            Frame first = take().frame;
            assertTrue(first.acknowledgement().resendable());
            first.acknowledgement().refused(Refusal.BUSY);
            // A second answer to one frame means nothing.
            first.acknowledgement().durable();
            Frame second = take().frame;
            assertArrayEquals(first.bytes(), second.bytes());
            second.acknowledgement().refused(Refusal.NOT_READY);
            assertTrue(Files.readString(acks).isEmpty());
            Frame third = take().frame;
            assertArrayEquals(first.bytes(), third.bytes());
            third.acknowledgement().durable();
            awaitFinished("again");
            Progress end = progress("again");
            assertEquals(1, end.eventsSent());
            assertEquals(1, end.eventsAcknowledged());
            assertEquals(2, end.resends());
            assertEquals(1, Files.readAllLines(acks).size());
        }
    }

    @Test
    void aMalformedEventIsGivenUpAndNeverCountsAsAcknowledged() throws Exception {
        String address = "sim:busy-lane?seed=3&vehicles=1&vehicles_per_minute=60000";
        try (Link _ = open(new SimLinkProvider(), address, "malformed", DeviceKind.PLATE_READER)) {
            take().frame.acknowledgement().refused(Refusal.MALFORMED);
            awaitFinished("malformed");
            assertEquals(1, progress("malformed").eventsRefused());
            assertEquals(0, progress("malformed").eventsAcknowledged());
        }
    }

    @Test
    void presenceIsLostWhenRefused() throws Exception {
        String address = "sim:busy-lane?seed=3&vehicles=1&vehicles_per_minute=60000";
        try (Link _ = open(new SimLinkProvider(), address, "lost", DeviceKind.PRESENCE)) {
            for (int i = 0; i < 2; i++) {
                Acknowledgement edge = take().frame.acknowledgement();
                assertFalse(edge.resendable());
                edge.refused(Refusal.BUSY);
            }
            awaitFinished("lost");
            assertEquals(2, progress("lost").edgesRefused());
        }
    }

    @Test
    void aBusyLaneSpeaksTheRealBytes() throws Exception {
        long seed = Seeds.next();
        Path lookouts = folder.resolve("lookouts.csv");
        Files.writeString(
                lookouts,
                "id,kind,jurisdiction,plate\n1,PLATE,CA-ON,ZZZZ001\n2,PERSON,,NOBODY\n3,PLATE,US-NY,ZZZZ002\n");
        Path acks = folder.resolve("acks");
        String address =
                "sim:busy-lane?seed="
                        + seed
                        + "&vehicles=400&vehicles_per_minute=12000&hit_share=0.3&lookouts="
                        + lookouts;
        SimLinkProvider provider = new SimLinkProvider();
        Map<String, byte[]> byUuid = new HashMap<>();
        Map<Long, Boolean> lines = new HashMap<>();
        int listed = 0;
        int repeats = 0;
        int unread = 0;
        Received last = null;
        try (Link _ = open(provider, address + "&acks=" + acks, "bytes", DeviceKind.PLATE_READER);
                Link _ = open(provider, address, "bytes", DeviceKind.PRESENCE)) {
            while (!progress("bytes").finished()) {
                Arrived next = arrived.poll(50, TimeUnit.MILLISECONDS);
                if (next == null) {
                    continue;
                }
                next.frame.acknowledgement().durable();
                last = next.frame.received();
                if (next.kind == DeviceKind.PRESENCE) {
                    LineEvent event = line(next.frame.bytes());
                    assertEquals(lines.size() + 1L, event.lineSeqno());
                    lines.put(event.lineSeqno(), event.edge() == LineEvent.Edge.RISING);
                    continue;
                }
                RekorGroup group = group(next.frame.bytes());
                listed += group.bestPlateNumber().startsWith("ZZZZ00") ? 1 : 0;
                unread +=
                        group.bestPlateNumber().isEmpty() || group.bestPlateNumber().contains("?")
                                ? 1
                                : 0;
                byte[] before =
                        group.preview() ? null : byUuid.put(group.bestUuid(), next.frame.bytes());
                if (before != null) {
                    repeats++;
                    assertArrayEquals(before, next.frame.bytes());
                }
            }
        }
        assertTrue(last != null);
        assertTrue(listed > 50, "listed: " + listed);
        assertTrue(repeats > 2, "repeats: " + repeats);
        assertTrue(unread > 1, "unread: " + unread);
        assertTrue(byUuid.size() > 380, "events: " + byUuid.size());
        Progress end = progress("bytes");
        assertEquals(400, end.vehiclesSent());
        assertEquals(end.eventsSent(), end.eventsAcknowledged());
        // Finals, previews and repeats alike; ids as a booth keeps them.
        Set<String> ids = new HashSet<>(Files.readAllLines(acks));
        assertEquals(end.eventsSent(), ids.size());
        for (String uuid : byUuid.keySet()) {
            assertTrue(ids.contains("bytes-plate-reader\t" + uuid));
        }
    }

    @Test
    void truthIsFoundByTheRead() throws Exception {
        String address = "sim:busy-lane?seed=11&vehicles=3&error_share=1&vehicles_per_minute=60000";
        try (Link _ = open(new SimLinkProvider(), address, "truth", DeviceKind.PLATE_READER)) {
            RekorGroup group = group(take().frame.bytes());
            Truth truth = Scenarios.truth("truth", group.bestPlateNumber()).orElseThrow();
            assertTrue(truth.plate().matches("[A-Z0-9]{5,8}"));
            assertFalse(truth.plate().equals(group.bestPlateNumber()));
            assertTrue(Scenarios.truth("truth", "NEVERREAD").isEmpty());
            assertTrue(Scenarios.truth("nolane", group.bestPlateNumber()).isEmpty());
        }
    }

    @Test
    void closingEndsTheThreadAtOnce() throws Exception {
        Link link =
                open(
                        new SimLinkProvider(),
                        "sim:busy-lane?vehicles_per_minute=1",
                        "close",
                        DeviceKind.PRESENCE);
        Frame _ = take().frame;
        assertTrue(threadRuns("link-close-presence"));
        link.close();
        link.close();
        assertFalse(threadRuns("link-close-presence"));
        assertThrows(IOException.class, () -> link.open(_ -> {}));
    }

    @Test
    void aLaneHasOneDeviceOfAKind() throws Exception {
        SimLinkProvider provider = new SimLinkProvider();
        String address = "sim:busy-lane?seed=5";
        Link first = open(provider, address, "one", DeviceKind.PRESENCE);
        Link second =
                provider.create(LinkAddress.parse(address), context("one", DeviceKind.PRESENCE));
        assertThrows(IOException.class, () -> second.open(_ -> {}));
        first.close();
        // After a restart the same device may come again.
        try (Link again = open(provider, address, "one", DeviceKind.PRESENCE)) {
            assertTrue(
                    again.describe().startsWith("simulated presence (busy-lane): 0 vehicles"),
                    again.describe());
        }
        second.close();
    }

    @Test
    void addressesThatCannotBeUsedSayWhatWasExpected() {
        assertRefused("sim:quiet-lane", "expected sim:busy-lane");
        assertRefused("sim:officer?seed=1", "not a device");
        assertRefused("sim:busy-lane?sed=1", "parameter sed: unknown");
        assertRefused("sim:busy-lane?vehicles=0", "expected 1..");
        assertRefused("sim:busy-lane?hit_share=2", "expected 0 to 1");
        assertRefused("sim:busy-lane?hit_share=NaN", "expected 0 to 1");
        assertRefused("sim:busy-lane?run=a-b", "letters or digits");
        assertRefused("sim:busy-lane?line=-1", "expected 0..");
        assertRefused("sim:busy-lane?lookouts=" + folder.resolve("none.csv"), "cannot be read");
    }

    private void assertRefused(String address, String expected) {
        LinkAddress parsed = LinkAddress.parse(address);
        LinkContext context = context("refused", DeviceKind.PRESENCE);
        String message =
                String.valueOf(
                        assertThrows(
                                        IllegalArgumentException.class,
                                        () -> new SimLinkProvider().create(parsed, context))
                                .getMessage());
        assertTrue(message.contains(expected), message);
    }

    private Link open(LinkProvider provider, String address, String lane, DeviceKind kind)
            throws IOException {
        Link link = provider.create(LinkAddress.parse(address), context(lane, kind));
        link.open(frame -> arrived.add(new Arrived(kind, frame)));
        return link;
    }

    private static LinkContext context(String lane, DeviceKind kind) {
        return new LinkContext(
                lane + "-" + kind.word(),
                lane,
                kind,
                () -> new Received(Instant.now(), System.nanoTime(), TimeQuality.SYNCED),
                (_, _) -> () -> {});
    }

    private Arrived take() throws InterruptedException {
        Arrived next = arrived.poll(20, TimeUnit.SECONDS);
        assertTrue(next != null, "nothing arrived");
        return next;
    }

    private static void awaitFinished(String lane) throws InterruptedException {
        while (!progress(lane).finished()) {
            Thread.sleep(5);
        }
    }

    private static Progress progress(String lane) {
        return Scenarios.progress().stream()
                .filter(each -> each.laneId().equals(lane))
                .findFirst()
                .orElseThrow();
    }

    private static boolean threadRuns(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(name));
    }

    private static String word(Arrived next) {
        return next.kind == DeviceKind.PRESENCE
                ? line(next.frame.bytes()).edge().name()
                : group(next.frame.bytes()).bestPlateNumber();
    }

    private static LineEvent line(byte[] bytes) {
        return switch (LineEvent.decode(bytes)) {
            case Decoded.Message<LineEvent>(LineEvent event) -> event;
            case Decoded.Rejected<LineEvent> rejected ->
                    throw new AssertionError(rejected.detail());
        };
    }

    private static RekorGroup group(byte[] bytes) {
        return switch (RekorDocument.decode(bytes)) {
            case Decoded.Message<RekorDocument>(RekorDocument document) -> {
                RekorMessage message = document.message();
                yield assertInstanceOf(RekorGroup.class, message);
            }
            case Decoded.Rejected<RekorDocument> rejected ->
                    throw new AssertionError(rejected.detail());
        };
    }
}
