package dev.gatehouse.bus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Slow, many and stubborn clients.
class LoadTest {

    private static final String INPUT = Topics.deviceInput(TestBus.BOOTH, "lpr-1");
    private static final String ALERT = Topics.laneAlert(TestBus.BOOTH, "1");
    private static final String OUTPUT = Topics.laneOutput(TestBus.BOOTH, "1");

    private static RawClient open(TestBus bus, String clientId, Principal principal)
            throws IOException {
        RawClient client = new RawClient(bus.port());
        client.send(RawClient.connect(4, clientId, principal.name(), TestBus.PASSWORD, 60));
        assertArrayEquals(new byte[] {0x20, 2, 0, 0}, client.read());
        return client;
    }

    @Test
    void aClientThatAcknowledgesNothingIsClosedAndTheOthersKeepTheirAlerts() throws IOException {
        try (TestBus bus = TestBus.booth(limits -> TestBus.change(limits, "queueMessages", 100));
                RawClient slow = open(bus, "slow", TestBus.TERMINAL);
                RawClient good = open(bus, "good", TestBus.OFFICER)) {
            slow.send(RawClient.subscribe(4, 1, ALERT, 1));
            good.send(RawClient.subscribe(4, 1, ALERT, 1));
            slow.read();
            good.read();
            int alerts = BusLimits.booth().inFlight() + 101;
            for (int i = 0; i < alerts; i++) {
                bus.bus.publish(ALERT, TestBus.bytes("" + i), false);
                byte[] got = good.read();
                int id = 2 + 2 + ALERT.length();
                good.send(new byte[] {0x40, 2, got[id], got[id + 1]});
                assertEquals(
                        "" + i,
                        new String(
                                got,
                                id + 2,
                                got.length - id - 2,
                                java.nio.charset.StandardCharsets.UTF_8));
            }
            bus.awaitCount(BusCounter.SLOW_CLIENTS, 1);
            assertEquals(1, bus.count(BusCounter.SLOW_CLIENTS));
            for (int i = 0; i < BusLimits.booth().inFlight(); i++) {
                assertEquals(0x32, slow.read()[0]);
            }
            assertArrayEquals(RawClient.CLOSED, slow.read());
            assertEquals(1, bus.bus.stats().clients());
        }
    }

    @Test
    void aClientThatReadsNothingLosesPulsesAndNothingElse() throws IOException {
        try (TestBus bus = TestBus.booth(limits -> TestBus.change(limits, "queueMessages", 10));
                RawClient deaf = open(bus, "deaf", TestBus.TERMINAL)) {
            deaf.send(RawClient.subscribe(4, 1, OUTPUT, 0));
            deaf.read();
            byte[] pulse = new byte[100_000];
            int sent = 0;
            while (bus.count(BusCounter.DROPPED_QOS0) == 0) {
                assertTrue(sent < 5_000, "expected drops once socket buffers are full");
                bus.bus.publish(OUTPUT, pulse, false);
                sent++;
                int published = sent;
                TestBus.await("routing", () -> bus.count(BusCounter.LOCAL_PUBLISHED) >= published);
            }
            byte[] last = TestBus.bytes("last");
            bus.bus.publish(OUTPUT, last, false);
            byte[] got;
            do {
                got = deaf.read();
            } while (got.length > 100_000);
            assertEquals(2 + 2 + OUTPUT.length() + last.length, got.length);
            assertEquals(0, bus.count(BusCounter.SLOW_CLIENTS));
        }
    }

    @Test
    void aFullWindowStopsReadingUntilAcknowledged() throws Exception {
        int window = 5;
        BlockingQueue<BusMessage> arrived = new ArrayBlockingQueue<>(100);
        try (TestBus bus =
                        TestBus.booth(limits -> TestBus.change(limits, "receiveMaximum", window));
                BusSubscription _ = bus.bus.subscribe(INPUT, arrived::add);
                RawClient device = open(bus, "device", TestBus.DEVICE)) {
            for (int id = 1; id <= 3 * window; id++) {
                device.send(RawClient.publish(4, 0b10, INPUT, id, new byte[] {(byte) id}));
            }
            bus.awaitCount(BusCounter.PAUSED, 1);
            assertEquals(window, bus.count(BusCounter.RECEIVED));
            for (int id = 1; id <= 3 * window; id++) {
                BusMessage message = arrived.poll(10, TimeUnit.SECONDS);
                assertEquals(id, message == null ? 0 : message.payload()[0]);
                message.ack().accept();
                assertArrayEquals(new byte[] {0x40, 2, 0, (byte) id}, device.read());
            }
        }
    }

    @Test
    void aListenerThatNeverAnswersEndsInAClose() throws IOException {
        try (TestBus bus =
                        TestBus.booth(limits ->
                                TestBus.change(limits, "receiveMaximum", 1, "pausedMaxMs", 50));
                BusSubscription _ = bus.bus.subscribe(INPUT, message -> {});
                RawClient device = open(bus, "device", TestBus.DEVICE)) {
            device.send(RawClient.publish(4, 0b10, INPUT, 1, new byte[1]));
            assertArrayEquals(RawClient.CLOSED, device.read());
            assertEquals(1, bus.count(BusCounter.PAUSED_TOO_LONG));
        }
    }

    @Test
    void aThousandConnectsLeaveNothingBehind() throws IOException {
        try (TestBus bus = TestBus.booth()) {
            for (int i = 0; i < 1_000; i++) {
                try (RawClient client = open(bus, "c" + i % 7, TestBus.OBSERVER)) {
                    if (i % 2 == 0) {
                        client.send(new byte[] {(byte) 0xE0, 0});
                    }
                }
            }
            bus.awaitCount(BusCounter.DISCONNECTED, 1_000);
            assertEquals(1_000, bus.count(BusCounter.CONNECTED));
            assertEquals(0, bus.bus.stats().clients());
        }
    }

    @Test
    void strangersCannotKeepClientsOut() throws IOException {
        try (TestBus bus = TestBus.booth()) {
            List<RawClient> strangers = new ArrayList<>();
            for (int i = 0; i < 3 * BusLimits.booth().pendingConnects(); i++) {
                strangers.add(new RawClient(bus.port()));
            }
            try (RawClient client = open(bus, "c", TestBus.OBSERVER)) {
                client.send(new byte[] {(byte) 0xC0, 0});
                assertEquals((byte) 0xD0, client.read()[0]);
            }
            assertTrue(
                    bus.count(BusCounter.REFUSED_SILENT)
                            >= 2L * BusLimits.booth().pendingConnects());
            for (RawClient stranger : strangers) {
                stranger.close();
            }
        }
    }

    @Test
    void messagesOfEveryThreadKeepTheirOrder() throws Exception {
        int threads = 4;
        int each = 500;
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch all = new CountDownLatch(threads * each);
        try (TestBus bus = TestBus.booth();
                BusSubscription _ =
                        bus.bus.subscribe(
                                "gatehouse/#",
                                message -> {
                                    seen.add(TestBus.text(message.payload()));
                                    all.countDown();
                                })) {
            for (int t = 0; t < threads; t++) {
                String name = "t" + t + "-";
                Thread.ofVirtual()
                        .start(() -> {
                            for (int i = 0; i < each; i++) {
                                bus.bus.publish(ALERT, TestBus.bytes(name + i), false);
                            }
                        });
            }
            assertTrue(all.await(20, TimeUnit.SECONDS));
        }
        for (int t = 0; t < threads; t++) {
            String name = "t" + t + "-";
            List<String> own = seen.stream().filter(text -> text.startsWith(name)).toList();
            for (int i = 0; i < each; i++) {
                assertEquals(name + i, own.get(i));
            }
        }
    }

    @Test
    void aBusyNetworkThreadCostsMessagesAndNoMemory() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (TestBus bus = TestBus.booth(limits -> TestBus.change(limits, "localMessages", 10));
                BusSubscription _ =
                        bus.bus.subscribe(
                                "#",
                                message -> {
                                    blocked.countDown();
                                    awaitQuietly(release);
                                })) {
            bus.bus.publish(ALERT, new byte[1], false);
            assertTrue(blocked.await(10, TimeUnit.SECONDS));
            for (int i = 0; i < 25; i++) {
                bus.bus.publish(ALERT, new byte[1], false);
            }
            assertEquals(15, bus.count(BusCounter.LOCAL_DROPPED));
            release.countDown();
            bus.awaitCount(BusCounter.LOCAL_PUBLISHED, 11);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatThisProcessMayNotPublishIsAProgrammersError() throws IOException {
        try (TestBus bus = TestBus.booth()) {
            String terminal = Topics.laneTerminal(TestBus.BOOTH, "1");
            assertThrows(
                    IllegalArgumentException.class,
                    () -> bus.bus.publish(INPUT, new byte[1], false));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> bus.bus.publish("anything", new byte[1], false));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> bus.bus.publish(terminal, new byte[1], true));
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            bus.bus.publish(
                                    terminal, new byte[BusLimits.booth().packetBytes()], false));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> bus.bus.publish(Topics.laneTerminal("other", "1"), new byte[1], false));
            assertThrows(
                    IllegalArgumentException.class, () -> bus.bus.subscribe("a#", message -> {}));
        }
    }

    @Test
    void onlyLoopbackGoesWithoutTls() {
        var everywhere = new java.net.InetSocketAddress("0.0.0.0", 0);
        assertThrows(
                IllegalArgumentException.class,
                () -> new ListenAddress(everywhere, java.util.Optional.empty()));
    }

    @Test
    void aPortInUseIsAnErrorAndLeavesNothingOpen() throws IOException {
        try (TestBus bus = TestBus.booth()) {
            EmbeddedBusConfig config =
                    new EmbeddedBusConfig(
                            Principal.booth("self", TestBus.BOOTH),
                            List.of(ListenAddress.loopback(bus.port())),
                            BusLimits.booth());
            assertThrows(
                    IOException.class,
                    () -> EmbeddedBus.start(config, TestBus.everybody(), System::nanoTime));
        }
    }
}
