package dev.gatehouse.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The booth's bus on a real Mosquitto: acknowledgement, refusal, outage.
class BrokerBusTest {

    private static final String INPUT = Topics.deviceInput(TestBus.BOOTH, "lpr-1");
    private static final String STATUS = Topics.status(TestBus.BOOTH);
    private static final String ALERT = Topics.laneAlert(TestBus.BOOTH, "1");

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Mosquitto mosquitto;

    @BeforeEach
    void start() throws Exception {
        mosquitto = Mosquitto.start(folder);
    }

    @AfterEach
    void end() throws Exception {
        mosquitto.close();
    }

    private BrokerBus bus() {
        return bus(TestBus.everybody(), TestBus.PASSWORD);
    }

    private BrokerBus bus(Principals principals, String password) {
        return bus(principals, password, System::nanoTime);
    }

    private BrokerBus bus(Principals principals, String password, LongSupplier nanoClock) {
        return BrokerBus.start(
                new BrokerBusConfig(
                        mosquitto.uri(),
                        "booth-" + Mosquitto.BOOTH_LOGIN,
                        Principal.booth("self", TestBus.BOOTH),
                        Optional.empty(),
                        Optional.of(new BrokerBusConfig.Login(Mosquitto.BOOTH_LOGIN, password)),
                        TestBus.bytes("gone"),
                        TestBus.change(BusLimits.booth(), "refusalPauseMs", 50)),
                principals,
                nanoClock,
                new SplittableRandom(1));
    }

    private static BrokerBus connected(BrokerBus bus) {
        TestBus.await("connected: " + bus.state(), () -> bus.state().connected());
        return bus;
    }

    private MqttClient client(String user) throws Exception {
        MqttClient client = new MqttClient(mosquitto.uri(), user, new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName(user);
        options.setPassword(TestBus.PASSWORD.toCharArray());
        client.setTimeToWait(10_000);
        client.connect(options);
        return client;
    }

    private void send(String payload) throws Exception {
        MqttClient reader = client("lpr-1");
        reader.publish(INPUT, TestBus.bytes(payload), 1, false);
        reader.disconnect();
        reader.close();
    }

    /// A listener that keeps what it hears.
    private static List<BusMessage> hear(Bus bus) {
        List<BusMessage> heard = new CopyOnWriteArrayList<>();
        var _ = bus.subscribe(INPUT, heard::add);
        return heard;
    }

    private static long count(Bus bus, BusCounter counter) {
        return bus.stats().of(counter);
    }

    @Test
    void whatIsRefusedIsHandedOverAgainUntilItIsTaken() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        List<Integer> refused = new CopyOnWriteArrayList<>();
        try (BrokerBus bus = bus()) {
            var _ =
                    bus.subscribe(
                            INPUT,
                            message -> {
                                refused.add(bus.stats().refused());
                                if (calls.incrementAndGet() <= 3) {
                                    message.ack().refuse();
                                    message.ack().accept(); // only the first answer counts
                                } else {
                                    message.ack().accept();
                                }
                            });
            connected(bus);
            send("busy at first");
            TestBus.await("taken", () -> count(bus, BusCounter.ACKNOWLEDGED) == 1);
            assertEquals(4, calls.get());
            assertEquals(List.of(0, 1, 1, 1), refused, "one place in the window is taken");
            assertEquals(0, bus.stats().refused());
            assertEquals(3, count(bus, BusCounter.REFUSED_BY_LISTENER));
            assertEquals(3, count(bus, BusCounter.HANDED_AGAIN));
        }
        try (BrokerBus again = bus()) {
            List<BusMessage> heard = hear(again);
            connected(again);
            send("the next one");
            TestBus.await("the next one", () -> !heard.isEmpty());
            assertEquals("the next one", TestBus.text(heard.getFirst().payload()));
        }
    }

    @Test
    void whatNobodyAnsweredComesAgainAndItsOldHandleMeansNothing() throws Exception {
        List<BusMessage> first;
        try (BrokerBus bus = bus()) {
            first = hear(bus);
            connected(bus);
            send("kept");
            TestBus.await("heard", () -> first.size() == 1);
            BusMessage message = first.getFirst();
            assertEquals(TestBus.DEVICE, message.principal());
            assertFalse(message.duplicate());
            assertTrue(message.ack().resendable());
        }
        try (BrokerBus bus = bus()) {
            List<BusMessage> second = hear(bus);
            connected(bus);
            TestBus.await("comes again", () -> second.size() == 1);
            assertTrue(second.getFirst().duplicate());
            first.getFirst().ack().accept();
            assertEquals(0, count(bus, BusCounter.ACKNOWLEDGED));
        }
        try (BrokerBus bus = bus()) {
            List<BusMessage> third = hear(bus);
            connected(bus);
            TestBus.await("and again", () -> third.size() == 1);
            third.getFirst().ack().discard();
            TestBus.await("discarded", () -> count(bus, BusCounter.DISCARDED_BY_LISTENER) == 1);
        }
    }

    @Test
    void whatWaitsWhileTheBoothIsAwayComesInOrderAndWaitsForItsListener() throws Exception {
        connected(bus()).close();
        for (int i = 0; i < 100; i++) {
            send("waiting-" + i);
        }
        try (BrokerBus bus = connected(bus())) {
            TestBus.await("arrived", () -> count(bus, BusCounter.RECEIVED) > 0);
            List<String> heard = new CopyOnWriteArrayList<>();
            var _ =
                    bus.subscribe(
                            INPUT,
                            message -> {
                                heard.add(TestBus.text(message.payload()));
                                message.ack().accept();
                            });
            TestBus.await("all", () -> heard.size() >= 100);
            assertEquals(100, heard.stream().distinct().count());
            assertEquals(0, count(bus, BusCounter.NO_LISTENER));
        }
    }

    @Test
    void aSlowStartLosesNothingAndADeviceThatIsNotConfiguredHoldsNoPlace() throws Exception {
        AtomicLong ahead = new AtomicLong();
        try (BrokerBus bus =
                connected(
                        bus(
                                TestBus.everybody(),
                                TestBus.PASSWORD,
                                () -> System.nanoTime() + ahead.get()))) {
            send("early");
            TestBus.await("arrived", () -> count(bus, BusCounter.RECEIVED) == 1);
            ahead.set(TimeUnit.HOURS.toNanos(1));
            long before = count(bus, BusCounter.HANDED_AGAIN);
            TestBus.await(
                    "looked at again", () -> count(bus, BusCounter.HANDED_AGAIN) >= before + 3);
            assertEquals(0, count(bus, BusCounter.NO_LISTENER));
            List<BusMessage> heard = new CopyOnWriteArrayList<>();
            BusSubscription listening = bus.subscribe(INPUT, heard::add);
            bus.allListen(true);
            TestBus.await("heard", () -> heard.size() == 1);
            assertEquals("early", TestBus.text(heard.getFirst().payload()));
            listening.close();
            send("nobody's");
            TestBus.await("dropped", () -> count(bus, BusCounter.NO_LISTENER) == 1);
            bus.allListen(false);
            send("for the next start");
            TestBus.await("arrived", () -> count(bus, BusCounter.RECEIVED) == 3);
            assertEquals(1, count(bus, BusCounter.NO_LISTENER));
        }
        try (BrokerBus bus = bus()) {
            List<BusMessage> heard = hear(bus);
            connected(bus);
            TestBus.await("both that were not answered", () -> heard.size() == 2);
            assertEquals(
                    List.of("early", "for the next start"),
                    heard.stream().map(message -> TestBus.text(message.payload())).toList());
        }
    }

    @Test
    void whoIsNotKnownIsNotHeardAndBlocksNobody() throws Exception {
        Principals without =
                Principals.builder(new SecureRandom())
                        .add(TestBus.OFFICER, TestBus.PASSWORD)
                        .build();
        try (BrokerBus bus = connected(bus(without, TestBus.PASSWORD))) {
            List<BusMessage> heard = hear(bus);
            send("from nobody");
            TestBus.await("counted", () -> count(bus, BusCounter.UNAUTHORISED_PUBLISH) == 1);
            bus.replacePrincipals(TestBus.everybody());
            send("from somebody");
            TestBus.await("heard", () -> !heard.isEmpty());
            assertEquals("from somebody", TestBus.text(heard.getFirst().payload()));
            // a retained one is no event of now, whoever has left it there
            MqttClient reader = client("lpr-1");
            reader.publish(INPUT, TestBus.bytes("left behind"), 1, true);
            reader.disconnect();
            reader.close();
            TestBus.await("heard live", () -> heard.size() == 2);
        }
        try (BrokerBus bus = bus()) {
            List<BusMessage> heard = hear(bus);
            connected(bus);
            TestBus.await("counted", () -> count(bus, BusCounter.UNAUTHORISED_PUBLISH) == 1);
            assertTrue(
                    heard.stream().noneMatch(BusMessage::retained),
                    "a retained message was handed over");
        }
    }

    @Test
    void anOutageIsToldCountedAndOver() throws Exception {
        mosquitto.kill();
        AtomicInteger back = new AtomicInteger();
        try (BrokerBus bus = bus()) {
            bus.whenBack(() -> {
                back.incrementAndGet();
                bus.publish(ALERT, TestBus.bytes("again"), false);
            });
            TestBus.await("told why", () -> bus.state().reason() == BusState.Reason.UNREACHABLE);
            bus.publish(STATUS, TestBus.bytes("ready"), true);
            bus.publish(ALERT, TestBus.bytes("lost"), false);
            assertEquals(2, count(bus, BusCounter.LOCAL_DROPPED));
            for (int outage = 0; outage < 2; outage++) {
                int before = outage;
                mosquitto.restart();
                connected(bus);
                TestBus.await("said again", () -> back.get() == before + 1);
                assertEquals(outage, bus.state().reconnects());
                assertEquals("ready", retained());
                mosquitto.kill();
                TestBus.await("noticed", () -> !bus.state().connected());
            }
            mosquitto.restart();
            connected(bus);
        }
        assertEquals("gone", retained());
    }

    private String retained() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        MqttClient terminal = client("terminal-1");
        terminal.subscribe(STATUS, (_, message) -> heard.add(TestBus.text(message.getPayload())));
        TestBus.await("the retained status", () -> !heard.isEmpty());
        terminal.disconnect();
        terminal.close();
        return heard.getLast();
    }

    @Test
    void contentGoesWithQosZeroAndAlertsWithQosOne() throws Exception {
        try (BrokerBus bus = connected(bus())) {
            List<MqttMessage> heard = new CopyOnWriteArrayList<>();
            MqttClient terminal = client("terminal-1");
            terminal.subscribe("gatehouse/#", 1, (_, message) -> heard.add(message));
            bus.publish(Topics.laneTerminal(TestBus.BOOTH, "1"), TestBus.bytes("content"), false);
            bus.publish(ALERT, TestBus.bytes("alert"), false);
            TestBus.await("both", () -> heard.size() == 2);
            assertEquals(0, heard.getFirst().getQos());
            assertEquals(1, heard.getLast().getQos());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> bus.publish(INPUT, TestBus.bytes("not ours"), false));
            terminal.disconnect();
            terminal.close();
        }
    }

    @Test
    void aPacketTooLongForTheWindowIsRefusedAndHoldsNobodyUp() throws Exception {
        try (BrokerBus bus = connected(bus())) {
            List<BusMessage> heard = hear(bus);
            MqttClient reader = client("lpr-1");
            reader.setTimeToWait(2_000);
            assertThrows(
                    MqttException.class,
                    () -> reader.publish(INPUT, new byte[BrokerInbox.PACKET_BYTES + 1], 1, false));
            reader.close(true);
            bus.publish(ALERT, new byte[BrokerInbox.PACKET_BYTES], false);
            assertEquals(1, count(bus, BusCounter.DROPPED_TOO_LARGE));
            send("x".repeat(BrokerInbox.PACKET_BYTES - 100));
            TestBus.await("the longest", () -> heard.size() == 1);
            assertEquals(0, count(bus, BusCounter.DISCONNECTED));
        }
    }

    @Test
    void anErrorEndsTheConnectionAndNotTheBus() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (BrokerBus bus = bus()) {
            var _ =
                    bus.subscribe(
                            INPUT,
                            message -> {
                                if (calls.incrementAndGet() == 1) {
                                    throw new StackOverflowError();
                                }
                                message.ack().accept();
                            });
            connected(bus);
            send("one that hurts");
            TestBus.await("comes again", () -> count(bus, BusCounter.ACKNOWLEDGED) == 1);
            assertEquals(1, count(bus, BusCounter.HANDLER_FAILED));
            long before = bus.cycles();
            TestBus.await("goes round", () -> bus.cycles() > before);
            mosquitto.kill();
            TestBus.await("noticed", () -> !bus.state().connected());
            long away = bus.cycles();
            TestBus.await("goes round without a broker", () -> bus.cycles() > away + 3);
        }
    }

    @Test
    void aWrongPasswordIsToldAsSuch() {
        try (BrokerBus bus = bus(TestBus.everybody(), "another-made-up-password-0")) {
            TestBus.await("told why", () -> bus.state().reason() == BusState.Reason.LOGIN_REFUSED);
            assertFalse(bus.state().connected());
        }
    }
}
