package dev.gatehouse.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A real MQTT 5 client (HiveMQ) against the listener, on both planes.
class HiveMqClientTest {

    private static final String UP = Topics.up(TestBus.PSEUDONYM);
    private static final String DOWN = Topics.down(TestBus.PSEUDONYM);

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private TestBus opened(TestBus bus) {
        open.add(bus);
        return bus;
    }

    private static Mqtt5BlockingClient client(TestBus bus, Principal principal) {
        return MqttClient.builder()
                .useMqttVersion5()
                .identifier("hive-" + principal.name())
                .serverHost("127.0.0.1")
                .serverPort(bus.port())
                .simpleAuth()
                .username(principal.name())
                .password(TestBus.bytes(TestBus.PASSWORD))
                .applySimpleAuth()
                .buildBlocking();
    }

    private Mqtt5BlockingClient connected(TestBus bus, Principal principal) {
        Mqtt5BlockingClient client = client(bus, principal);
        client.connect();
        open.add(() -> {
            if (client.getState().isConnected()) {
                client.disconnect();
            }
        });
        return client;
    }

    private static Mqtt5Publish next(Mqtt5BlockingClient.Mqtt5Publishes publishes)
            throws InterruptedException {
        return publishes.receive(10, TimeUnit.SECONDS).orElseThrow();
    }

    @Test
    void connAckDeclaresWhatIsNotDone() throws IOException {
        TestBus bus = opened(TestBus.booth());
        Mqtt5BlockingClient client = client(bus, TestBus.OBSERVER);
        Mqtt5ConnAck ack =
                client.connectWith()
                        .cleanStart(false)
                        .sessionExpiryInterval(3_600)
                        .keepAlive(0)
                        .send();
        assertFalse(ack.isSessionPresent());
        assertEquals(0, ack.getSessionExpiryInterval().orElseThrow());
        assertEquals(BusLimits.booth().keepAliveMaxS(), ack.getServerKeepAlive().orElseThrow());
        var restrictions = ack.getRestrictions();
        assertEquals(MqttQos.AT_LEAST_ONCE, restrictions.getMaximumQos());
        assertEquals(BusLimits.booth().receiveMaximum(), restrictions.getReceiveMaximum());
        assertEquals(BusLimits.booth().packetBytes(), restrictions.getMaximumPacketSize());
        assertEquals(0, restrictions.getTopicAliasMaximum());
        assertFalse(restrictions.isSharedSubscriptionAvailable());
        assertTrue(
                restrictions.isRetainAvailable()
                        && restrictions.isWildcardSubscriptionAvailable()
                        && restrictions.areSubscriptionIdentifiersAvailable());
        client.disconnect();
    }

    @Test
    void recordsGoUpAndReceiptsDownBetweenClients() throws Exception {
        TestBus bus = opened(TestBus.upstream());
        Mqtt5BlockingClient central = connected(bus, TestBus.CENTRAL_CLIENT);
        Mqtt5BlockingClient booth = connected(bus, TestBus.BOOTH_CLIENT);
        var up = central.publishes(MqttGlobalPublishFilter.ALL);
        var down = booth.publishes(MqttGlobalPublishFilter.ALL);
        central.subscribeWith().topicFilter("gatehouse/v1/+/up").qos(MqttQos.EXACTLY_ONCE).send();
        booth.subscribeWith().topicFilter(DOWN).qos(MqttQos.AT_LEAST_ONCE).send();
        booth.publishWith()
                .topic(UP)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(new byte[500_000])
                .contentType("application/protobuf")
                .correlationData(new byte[] {1, 2})
                .userProperties()
                .add("a", "b")
                .applyUserProperties()
                .messageExpiryInterval(100)
                .send();
        Mqtt5Publish arrived = next(up);
        assertEquals(UP, arrived.getTopic().toString());
        assertEquals(500_000, arrived.getPayloadAsBytes().length);
        assertEquals("application/protobuf", arrived.getContentType().orElseThrow().toString());
        assertEquals(2, arrived.getCorrelationData().orElseThrow().remaining());
        assertEquals(1, arrived.getUserProperties().asList().size());
        long leftS = arrived.getMessageExpiryInterval().orElseThrow();
        assertTrue(leftS > 0 && leftS <= 100, "expected the rest of the interval, found " + leftS);

        central.publishWith().topic(DOWN).qos(MqttQos.AT_LEAST_ONCE).payload(new byte[3]).send();
        assertEquals(DOWN, next(down).getTopic().toString());
    }

    @Test
    void aBoothReachesOnlyItsOwnTopics() throws IOException {
        TestBus bus = opened(TestBus.upstream());
        Mqtt5BlockingClient booth = connected(bus, TestBus.BOOTH_CLIENT);
        String other = Topics.up("ffffffffffffffff");
        Mqtt5PubAckException refused =
                assertThrows(
                        Mqtt5PubAckException.class,
                        () ->
                                booth.publishWith()
                                        .topic(other)
                                        .qos(MqttQos.AT_LEAST_ONCE)
                                        .payload(new byte[1])
                                        .send());
        assertEquals(
                Mqtt5PubAckReasonCode.NOT_AUTHORIZED, refused.getMqttMessage().getReasonCode());
        Mqtt5SubAckException denied =
                assertThrows(
                        Mqtt5SubAckException.class,
                        () ->
                                booth.subscribeWith()
                                        .topicFilter(Topics.down("ffffffffffffffff"))
                                        .send());
        assertEquals(
                List.of(Mqtt5SubAckReasonCode.NOT_AUTHORIZED),
                denied.getMqttMessage().getReasonCodes());
    }

    @Test
    void centralInProcessDecidesWhenUpIsAcknowledged() throws IOException {
        TestBus bus = opened(TestBus.upstream());
        Mqtt5BlockingClient booth = connected(bus, TestBus.BOOTH_CLIENT);
        open.add(
                bus.bus.subscribe(
                        "gatehouse/v1/+/up",
                        message -> {
                            switch (TestBus.text(message.payload())) {
                                case "good" -> Thread.ofVirtual().start(message.ack()::accept);
                                case "bad" -> message.ack().discard();
                                default -> message.ack().refuse();
                            }
                        }));
        assertEquals(Mqtt5PubAckReasonCode.SUCCESS, publish(booth, "good"));
        assertEquals(Mqtt5PubAckReasonCode.PAYLOAD_FORMAT_INVALID, publish(booth, "bad"));
        assertEquals(Mqtt5PubAckReasonCode.QUOTA_EXCEEDED, publish(booth, "busy"));
    }

    private static Mqtt5PubAckReasonCode publish(Mqtt5BlockingClient client, String payload) {
        try {
            client.publishWith()
                    .topic(UP)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(TestBus.bytes(payload))
                    .send();
            return Mqtt5PubAckReasonCode.SUCCESS;
        } catch (Mqtt5PubAckException refused) {
            return refused.getMqttMessage().getReasonCode();
        }
    }

    @Test
    void oneCopyCarriesAllSubscriptionIdentifiers() throws Exception {
        TestBus bus = opened(TestBus.booth());
        Mqtt5BlockingClient observer = connected(bus, TestBus.OBSERVER);
        var publishes = observer.publishes(MqttGlobalPublishFilter.ALL);
        String alert = Topics.laneAlert(TestBus.BOOTH, "1");
        var async = observer.toAsync();
        async.subscribeWith().topicFilter(alert).qos(MqttQos.AT_MOST_ONCE).send().join();
        async.subscribeWith()
                .topicFilter("gatehouse/v1/+/lane/#")
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .join();
        bus.bus.publish(alert, TestBus.bytes("1"), false);
        bus.bus.publish(alert, TestBus.bytes("2"), false);
        Mqtt5Publish first = next(publishes);
        assertEquals("1", TestBus.text(first.getPayloadAsBytes()));
        assertEquals(MqttQos.AT_LEAST_ONCE, first.getQos());
        assertEquals("2", TestBus.text(next(publishes).getPayloadAsBytes()));
        assertEquals(2, bus.count(BusCounter.SENT));
    }

    @Test
    void retainHandlingAndRetainAsPublishedAreKept() throws Exception {
        TestBus bus = opened(TestBus.booth());
        String status = Topics.status(TestBus.BOOTH);
        bus.bus.publish(status, TestBus.bytes("old"), true);
        Mqtt5BlockingClient observer = connected(bus, TestBus.OBSERVER);
        var publishes = observer.publishes(MqttGlobalPublishFilter.ALL);
        observer.subscribeWith()
                .topicFilter(status)
                .retainHandling(Mqtt5RetainHandling.DO_NOT_SEND)
                .retainAsPublished(true)
                .send();
        bus.bus.publish(status, TestBus.bytes("new"), true);
        Mqtt5Publish fresh = next(publishes);
        assertEquals("new", TestBus.text(fresh.getPayloadAsBytes()));
        assertTrue(fresh.isRetain());
        observer.subscribeWith()
                .topicFilter(status)
                .retainHandling(Mqtt5RetainHandling.SEND_IF_SUBSCRIPTION_DOES_NOT_EXIST)
                .send();
        bus.bus.publish(status, TestBus.bytes("newer"), true);
        Mqtt5Publish newer = next(publishes);
        assertEquals("newer", TestBus.text(newer.getPayloadAsBytes()));
        assertFalse(newer.isRetain());
        observer.subscribeWith().topicFilter(status).send();
        assertTrue(next(publishes).isRetain());
    }

    @Test
    void aClientsOwnMaximumPacketSizeIsRespected() throws Exception {
        TestBus bus = opened(TestBus.booth());
        Mqtt5BlockingClient observer = client(bus, TestBus.OBSERVER);
        observer.connectWith().restrictions().maximumPacketSize(200).applyRestrictions().send();
        open.add(observer::disconnect);
        var publishes = observer.publishes(MqttGlobalPublishFilter.ALL);
        String alert = Topics.laneAlert(TestBus.BOOTH, "1");
        observer.subscribeWith().topicFilter(alert).send();
        bus.bus.publish(alert, new byte[300], false);
        bus.bus.publish(alert, TestBus.bytes("small"), false);
        assertEquals("small", TestBus.text(next(publishes).getPayloadAsBytes()));
        assertEquals(1, bus.count(BusCounter.DROPPED_TOO_LARGE));
    }

    @Test
    void unsubscribedIsSilent() throws Exception {
        TestBus bus = opened(TestBus.booth());
        Mqtt5BlockingClient observer = connected(bus, TestBus.OBSERVER);
        var publishes = observer.publishes(MqttGlobalPublishFilter.ALL);
        String alert = Topics.laneAlert(TestBus.BOOTH, "1");
        String status = Topics.status(TestBus.BOOTH);
        observer.subscribeWith().topicFilter(alert).send();
        observer.subscribeWith().topicFilter(status).send();
        observer.unsubscribeWith().topicFilter(alert).send();
        bus.bus.publish(alert, TestBus.bytes("unseen"), false);
        bus.bus.publish(status, TestBus.bytes("seen"), true);
        assertEquals("seen", TestBus.text(next(publishes).getPayloadAsBytes()));
    }

    @Test
    void closingTheBusTellsMqtt5Clients() throws Exception {
        TestBus bus = opened(TestBus.booth());
        List<String> received = new CopyOnWriteArrayList<>();
        List<Throwable> ends = new CopyOnWriteArrayList<>();
        Mqtt5BlockingClient observer =
                MqttClient.builder()
                        .useMqttVersion5()
                        .serverHost("127.0.0.1")
                        .serverPort(bus.port())
                        .addDisconnectedListener(context -> ends.add(context.getCause()))
                        .simpleAuth()
                        .username(TestBus.OBSERVER.name())
                        .password(TestBus.bytes(TestBus.PASSWORD))
                        .applySimpleAuth()
                        .buildBlocking();
        observer.connect();
        observer.toAsync()
                .publishes(
                        MqttGlobalPublishFilter.ALL,
                        publish -> received.add(TestBus.text(publish.getPayloadAsBytes())));
        observer.subscribeWith().topicFilter(Topics.status(TestBus.BOOTH)).send();
        bus.bus.publish(Topics.status(TestBus.BOOTH), TestBus.bytes("STOPPED"), true);
        bus.close();
        TestBus.await("the goodbye", () -> !ends.isEmpty());
        TestBus.await("the last words", () -> received.equals(List.of("STOPPED")));
        var goodbye = assertInstanceOf(Mqtt5DisconnectException.class, ends.getFirst());
        assertEquals(
                Mqtt5DisconnectReasonCode.SERVER_SHUTTING_DOWN,
                goodbye.getMqttMessage().getReasonCode());
    }
}
