package dev.gatehouse.bus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A real MQTT 3.1.1 client (Paho) against the listener.
class PahoClientTest {

    private static final long WAIT_MS = 10_000;
    private static final String INPUT = Topics.deviceInput(TestBus.BOOTH, "lpr-1");
    private static final String ALERT = Topics.laneAlert(TestBus.BOOTH, "1");

    private TestBus bus;
    private final List<Peer> peers = new ArrayList<>();

    /// One Paho client and what it has received.
    private static final class Peer implements MqttCallback {
        final MqttAsyncClient client;
        final BlockingQueue<String> received = new ArrayBlockingQueue<>(10_000);
        volatile boolean lost;

        Peer(String uri, String clientId) throws MqttException {
            client = new MqttAsyncClient(uri, clientId, new MemoryPersistence());
            client.setCallback(this);
        }

        @Override
        public void connectionLost(Throwable cause) {
            lost = true;
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            received.add(
                    topic
                            + "="
                            + TestBus.text(message.getPayload())
                            + (message.isRetained() ? " retained" : ""));
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {}

        String next() throws InterruptedException {
            String next = received.poll(WAIT_MS, TimeUnit.MILLISECONDS);
            assertNotNull(next, "expected a message");
            return next;
        }
    }

    @BeforeEach
    void start() throws Exception {
        bus = TestBus.booth();
    }

    @AfterEach
    void stop() throws MqttException {
        bus.close();
        for (Peer peer : peers) {
            try {
                peer.client.disconnectForcibly(0, 0, false);
            } catch (MqttException _) {
                // gone already
            }
            peer.client.close(true);
        }
    }

    private Peer connect(Principal principal, String clientId, MqttConnectOptions options)
            throws Exception {
        Peer peer = new Peer(bus.uri(), clientId);
        peers.add(peer);
        options.setUserName(principal.name());
        options.setPassword(TestBus.PASSWORD.toCharArray());
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        peer.client.connect(options).waitForCompletion(WAIT_MS);
        return peer;
    }

    private Peer connect(Principal principal) throws Exception {
        return connect(principal, "paho-" + principal.name(), new MqttConnectOptions());
    }

    private static int subscribe(Peer peer, String filter, int qos) throws MqttException {
        var token = peer.client.subscribe(filter, qos);
        token.waitForCompletion(WAIT_MS);
        return token.getGrantedQos()[0];
    }

    @Test
    void anAlertReachesThoseWithTheRightAndNobodyElse() throws Exception {
        Peer terminal = connect(TestBus.TERMINAL);
        Peer other = connect(TestBus.OTHER_TERMINAL);
        Peer officer = connect(TestBus.OFFICER);
        Peer blind = connect(TestBus.BLIND_OBSERVER);
        assertEquals(1, subscribe(terminal, "gatehouse/#", 1));
        assertEquals(1, subscribe(other, "gatehouse/#", 1));
        assertEquals(1, subscribe(officer, Topics.everyId(Topic.LANE_ALERT, TestBus.BOOTH), 2));
        assertEquals(0x80, subscribe(blind, ALERT, 1));
        assertEquals(1, subscribe(blind, "#", 1));

        bus.bus.publish(ALERT, TestBus.bytes("A"), false);
        bus.bus.publish(Topics.laneTerminal(TestBus.BOOTH, "1"), TestBus.bytes("T"), false);
        bus.bus.publish(Topics.status(TestBus.BOOTH), TestBus.bytes("S"), true);

        assertEquals(ALERT + "=A", terminal.next());
        assertEquals(Topics.laneTerminal(TestBus.BOOTH, "1") + "=T", terminal.next());
        assertEquals(ALERT + "=A", officer.next());
        // status is the fence: everything before it has been delivered or withheld
        assertEquals(Topics.status(TestBus.BOOTH) + "=S", other.next());
        assertEquals(Topics.status(TestBus.BOOTH) + "=S", blind.next());
        assertTrue(other.received.isEmpty() && blind.received.isEmpty());
    }

    @Test
    void theAcknowledgementWaitsForAccept() throws Exception {
        BlockingQueue<BusMessage> arrived = new ArrayBlockingQueue<>(10);
        try (BusSubscription _ = bus.bus.subscribe(INPUT, arrived::add)) {
            Peer device = connect(TestBus.DEVICE);
            var token = device.client.publish(INPUT, TestBus.bytes("read"), 1, false);
            BusMessage message = arrived.take();
            assertEquals(TestBus.DEVICE, message.principal());
            assertArrayEquals(TestBus.bytes("read"), message.payload());
            assertTrue(message.ack().resendable());
            // a round trip after the message: a PUBACK on its own account would be here by now
            assertEquals(1, subscribe(device, Topics.status(TestBus.BOOTH), 1));
            assertFalse(token.isComplete());
            assertEquals(0, bus.count(BusCounter.ACKNOWLEDGED));

            message.ack().accept();
            message.ack().refuse(); // only the first answer counts
            token.waitForCompletion(WAIT_MS);
            assertEquals(1, bus.count(BusCounter.ACKNOWLEDGED));
            assertEquals(0, bus.count(BusCounter.REFUSED_BY_LISTENER));
        }
    }

    @Test
    void aRefusedMessageComesAgainAfterReconnect() throws Exception {
        BlockingQueue<BusMessage> arrived = new ArrayBlockingQueue<>(10);
        try (BusSubscription _ = bus.bus.subscribe(INPUT, arrived::add)) {
            MqttConnectOptions options = new MqttConnectOptions();
            options.setCleanSession(false);
            options.setAutomaticReconnect(true);
            options.setMaxReconnectDelay(1_000);
            Peer device = connect(TestBus.DEVICE, "resender", options);
            var token = device.client.publish(INPUT, TestBus.bytes("read"), 1, false);
            arrived.take().ack().refuse();
            BusMessage again = arrived.take();
            assertTrue(again.duplicate());
            again.ack().accept();
            token.waitForCompletion(WAIT_MS);
        }
    }

    @Test
    void whatIsNoMessageIsAcknowledgedSoThatItDoesNotComeForEver() throws Exception {
        try (BusSubscription _ = bus.bus.subscribe(INPUT, message -> message.ack().discard())) {
            Peer device = connect(TestBus.DEVICE);
            device.client.publish(INPUT, TestBus.bytes("{"), 1, false).waitForCompletion(WAIT_MS);
            assertEquals(1, bus.count(BusCounter.DISCARDED_BY_LISTENER));
        }
    }

    @Test
    void aListenerThatThrowsRefuses() throws Exception {
        try (BusSubscription _ =
                bus.bus.subscribe(
                        INPUT,
                        message -> {
                            throw new IllegalStateException("made to fail");
                        })) {
            Peer device = connect(TestBus.DEVICE);
            var _ = device.client.publish(INPUT, TestBus.bytes("x"), 1, false);
            bus.awaitCount(BusCounter.REFUSED_BY_LISTENER, 1);
            TestBus.await("the close", () -> device.lost);
            assertEquals(1, bus.count(BusCounter.LISTENER_FAILED));
            assertEquals(0, bus.count(BusCounter.ACKNOWLEDGED));
        }
    }

    @Test
    void withoutAListenerNothingDurableIsAcknowledged() throws Exception {
        Peer device = connect(TestBus.DEVICE);
        var token = device.client.publish(INPUT, TestBus.bytes("x"), 1, false);
        bus.awaitCount(BusCounter.NO_LISTENER, 1);
        TestBus.await("the close", () -> device.lost);
        assertEquals(0, bus.count(BusCounter.ACKNOWLEDGED));
        assertFalse(token.isComplete() && token.getException() == null);
    }

    @Test
    void statusIsRetainedAndReplaced() throws Exception {
        String status = Topics.status(TestBus.BOOTH);
        bus.bus.publish(status, TestBus.bytes("STARTING"), true);
        bus.bus.publish(status, TestBus.bytes("READY"), true);
        Peer observer = connect(TestBus.OBSERVER);
        assertEquals(1, subscribe(observer, status, 1));
        assertEquals(status + "=READY retained", observer.next());
        bus.bus.publish(status, new byte[0], true);
        assertEquals(status + "=", observer.next());
        assertEquals(0, bus.bus.stats().retained());
    }

    @Test
    void theSamePrincipalTakesItsConnectionOverAndAnotherDoesNot() throws Exception {
        Peer first = connect(TestBus.OBSERVER, "same", new MqttConnectOptions());
        Peer stranger = connect(TestBus.OFFICER, "same", new MqttConnectOptions());
        assertTrue(first.client.isConnected());
        Peer second = connect(TestBus.OBSERVER, "same", new MqttConnectOptions());
        TestBus.await("the take-over", () -> first.lost);
        assertEquals(1, bus.count(BusCounter.TAKEN_OVER));
        assertTrue(second.client.isConnected() && stranger.client.isConnected());
        TestBus.await("two clients", () -> bus.bus.stats().clients() == 2);
    }

    @Test
    void aWillIsPublishedWhenTheConnectionBreaksAndNotAfterGoodbye() throws Exception {
        BlockingQueue<BusMessage> arrived = new ArrayBlockingQueue<>(10);
        try (BusSubscription _ = bus.bus.subscribe(INPUT, arrived::add)) {
            MqttConnectOptions options = new MqttConnectOptions();
            options.setWill(INPUT, TestBus.bytes("polite"), 1, false);
            Peer polite = connect(TestBus.DEVICE, "polite", options);
            polite.client.disconnect().waitForCompletion(WAIT_MS);
            options.setWill(INPUT, TestBus.bytes("gone"), 1, false);
            Peer breaking = connect(TestBus.DEVICE, "breaking", options);
            breaking.client.disconnectForcibly(0, 0, false);
            BusMessage will = arrived.take();
            assertArrayEquals(TestBus.bytes("gone"), will.payload());
            assertFalse(will.ack().resendable());
            assertEquals(1, bus.count(BusCounter.WILLS));
        }
    }

    @Test
    void revokedPrincipalsAreClosedAndTheirWillsDropped() throws Exception {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setWill(INPUT, TestBus.bytes("revoked"), 1, false);
        Peer device = connect(TestBus.DEVICE, "device", options);
        Peer officer = connect(TestBus.OFFICER);
        Principals without =
                Principals.builder(new java.security.SecureRandom())
                        .add(TestBus.OFFICER, TestBus.PASSWORD)
                        .build();
        bus.bus.replacePrincipals(without);
        TestBus.await("the revocation", () -> device.lost);
        assertTrue(officer.client.isConnected());
        assertThrows(MqttException.class, () -> connect(TestBus.DEVICE));
        TestBus.await("the close", () -> bus.bus.stats().clients() == 1);
        assertEquals(0, bus.count(BusCounter.WILLS));
    }

    @Test
    void oneTooManyIsRefused() throws Exception {
        int own = BusLimits.booth().clientsPerPrincipal();
        for (int i = 0; i < own; i++) {
            connect(TestBus.OBSERVER, "c" + i, new MqttConnectOptions());
        }
        var refused =
                assertThrows(
                        MqttException.class,
                        () -> connect(TestBus.OBSERVER, "more", new MqttConnectOptions()));
        assertEquals(MqttException.REASON_CODE_BROKER_UNAVAILABLE, refused.getReasonCode());
        connect(TestBus.OFFICER);
    }
}
