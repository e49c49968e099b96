package dev.gatehouse.bus;

import static dev.gatehouse.bus.RawClient.connect;
import static dev.gatehouse.bus.RawClient.join;
import static dev.gatehouse.bus.RawClient.packet;
import static dev.gatehouse.bus.RawClient.publish;
import static dev.gatehouse.bus.RawClient.string;
import static dev.gatehouse.bus.RawClient.subscribe;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What well-behaved clients never send, over real sockets.
class ProtocolViolationTest {

    private static final int CONNACK = 0x20;
    private static final int DISCONNECT = 0xE0;
    private static final byte[] PING = {(byte) 0xC0, 0};
    private static final String INPUT = Topics.deviceInput(TestBus.BOOTH, "lpr-1");

    private static TestBus bus;
    private static BusSubscription durable;
    private static final AtomicReference<BusAck> LAST_ACK = new AtomicReference<>(BusAck.NONE);

    @BeforeAll
    static void start() throws IOException {
        bus =
                TestBus.booth(limits ->
                        TestBus.change(limits, "packetBytes", 20_000, "connectTimeoutMs", 300));
        durable =
                bus.bus.subscribe(
                        Topics.everyBooth(Topic.DEVICE_INPUT),
                        message -> LAST_ACK.set(message.ack()));
    }

    @AfterAll
    static void stop() {
        durable.close();
        bus.close();
    }

    @Test
    void aPublishBeforeConnectClosesWithoutAWord() throws IOException {
        long before = bus.count(BusCounter.PROTOCOL_ERRORS);
        try (RawClient client = new RawClient(bus.port())) {
            client.send(publish(4, 0, INPUT, 0, new byte[3]));
            assertArrayEquals(RawClient.CLOSED, client.read());
        }
        assertEquals(before + 1, bus.count(BusCounter.PROTOCOL_ERRORS));
    }

    @Test
    void silenceBeforeConnectEndsInTime() throws IOException {
        try (RawClient client = new RawClient(bus.port())) {
            client.send(new byte[] {0x10});
            assertArrayEquals(RawClient.CLOSED, client.read());
        }
        bus.awaitCount(BusCounter.REFUSED_SILENT, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void aSecondConnectEndsTheConnection(int level) throws IOException {
        try (RawClient client = new RawClient(bus.port())) {
            client.send(connect(level, TestBus.DEVICE), connect(level, TestBus.DEVICE));
            assertEquals(CONNACK, client.read()[0]);
            assertEnd(client, level, Reason.PROTOCOL_ERROR);
        }
    }

    @Test
    void anOlderProtocolIsToldSo() throws IOException {
        byte[] mqtt31 =
                packet(
                        0x10,
                        string("MQIsdp"),
                        new byte[] {3, (byte) 0xC2, 0, 60},
                        string("a"),
                        string("lpr-1"),
                        string(TestBus.PASSWORD));
        assertRefused(mqtt31, Reason.V3_UNACCEPTABLE_VERSION);
    }

    @Test
    void anUnknownLevelIsToldSo() throws IOException {
        byte[] level6 = packet(0x10, string("MQTT"), new byte[] {6, 2, 0, 60}, string("a"));
        assertRefused(level6, Reason.V3_UNACCEPTABLE_VERSION);
    }

    @Test
    void anUnknownProtocolNameIsRefused() throws IOException {
        byte[] other = packet(0x10, string("HTTP"), new byte[] {4, 2, 0, 60}, string("a"));
        assertRefused(other, Reason.V3_UNACCEPTABLE_VERSION);
    }

    @Test
    void anonymousIsRefusedInBothVersions() throws IOException {
        byte[] v3 = packet(0x10, string("MQTT"), new byte[] {4, 2, 0, 60}, string("a"));
        assertRefused(v3, Reason.V3_NOT_AUTHORISED);
        byte[] v5 = packet(0x10, string("MQTT"), new byte[] {5, 2, 0, 60, 0}, string("a"));
        assertRefused(v5, Reason.NOT_AUTHORISED);
    }

    @Test
    void aWrongPasswordIsRefusedAndCounted() throws IOException {
        long before = bus.count(BusCounter.REFUSED_LOGIN);
        assertRefused(connect(4, "a", "lpr-1", "wrong", 60), Reason.V3_BAD_LOGIN);
        assertRefused(connect(5, "a", "nobody", TestBus.PASSWORD, 60), Reason.BAD_LOGIN);
        assertEquals(before + 2, bus.count(BusCounter.REFUSED_LOGIN));
    }

    @Test
    void aKindWithoutBusinessHereIsRefused() throws IOException {
        assertRefused(connect(5, TestBus.CENTRAL_CLIENT), Reason.NOT_AUTHORISED);
    }

    @Test
    void anEmptyClientIdNeedsACleanSession() throws IOException {
        byte[] kept =
                packet(
                        0x10,
                        string("MQTT"),
                        new byte[] {4, (byte) 0xC0, 0, 60},
                        string(""),
                        string("lpr-1"),
                        string(TestBus.PASSWORD));
        assertRefused(kept, Reason.V3_IDENTIFIER_REJECTED);
        try (RawClient client = new RawClient(bus.port())) {
            client.send(connect(4, "", "lpr-1", TestBus.PASSWORD, 60));
            assertArrayEquals(new byte[] {CONNACK, 2, 0, 0}, client.read());
        }
    }

    @Test
    void aKeptSessionIsAnsweredWithSessionPresentZero() throws IOException {
        byte[] kept =
                packet(
                        0x10,
                        string("MQTT"),
                        new byte[] {4, (byte) 0xC0, 0, 60},
                        string("keeper"),
                        string("lpr-1"),
                        string(TestBus.PASSWORD));
        for (int i = 0; i < 2; i++) {
            try (RawClient client = new RawClient(bus.port())) {
                client.send(kept);
                assertArrayEquals(new byte[] {CONNACK, 2, 0, 0}, client.read());
            }
        }
    }

    @Test
    void aClientIdOfControlCharactersOrTooLongIsRefused() throws IOException {
        assertRefused(
                connect(4, "a\u0001b", "lpr-1", TestBus.PASSWORD, 60),
                Reason.V3_IDENTIFIER_REJECTED);
        assertRefused(
                connect(4, "x".repeat(65), "lpr-1", TestBus.PASSWORD, 60),
                Reason.V3_IDENTIFIER_REJECTED);
    }

    @Test
    void aWillOutsideTheAclIsRefusedAtConnect() throws IOException {
        byte[] will =
                packet(
                        0x10,
                        string("MQTT"),
                        new byte[] {5, (byte) 0xC6, 0, 60, 0},
                        string("a"),
                        new byte[] {0},
                        string(Topics.laneAlert(TestBus.BOOTH, "1")),
                        string("boo"),
                        string("lpr-1"),
                        string(TestBus.PASSWORD));
        assertRefused(will, Reason.NOT_AUTHORISED);
    }

    @Test
    void anEnhancedAuthenticationIsRefused() throws IOException {
        byte[] method = join(new byte[] {0x15}, string("SCRAM"));
        byte[] connect =
                packet(
                        0x10,
                        string("MQTT"),
                        new byte[] {5, (byte) 0xC2, 0, 60, (byte) method.length},
                        method,
                        string("a"),
                        string("lpr-1"),
                        string(TestBus.PASSWORD));
        assertRefused(connect, Reason.BAD_AUTHENTICATION_METHOD);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void qos2IsNotSupported(int level) throws IOException {
        assertAnswer(level, publish(level, 0b100, INPUT, 1, new byte[1]), Reason.QOS_NOT_SUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void aPacketOverTheLimitIsNotEvenRead(int level) throws IOException {
        // announced, never sent
        byte[] header = join(new byte[] {0x30}, RawClient.varint(20_000));
        assertAnswer(level, header, Reason.PACKET_TOO_LARGE);
    }

    @Test
    void aHugeConnectIsNotEvenRead() throws IOException {
        try (RawClient client = new RawClient(bus.port())) {
            client.send(join(new byte[] {0x10}, RawClient.varint(268_435_455)));
            assertArrayEquals(RawClient.CLOSED, client.read());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void malformedPacketsEndTheConnection(int level) throws IOException {
        byte[][] malformed = {
            {0x00, 0x00}, // type 0
            {
                0x30, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x01
            }, // length of five octets
            {0x30, 0x03, 0x00, 0x40, 'a'}, // topic longer than the packet
            {(byte) 0xC0, 0x01, 0x00}, // PINGREQ with a body
            {(byte) 0x80, 0x05, 0x00, 0x01, 0x00, 0x01, 'a'}, // SUBSCRIBE with flags 0
            {0x36, 0x05, 0x00, 0x01, 'a', 0x00, 0x01}, // QoS 3
            publish(level, 0b1000, INPUT, 0, new byte[1]), // DUP with QoS 0
            publish(level, 0, "gatehouse/+/x", 0, new byte[1]), // wildcard in a name
            publish(level, 0b10, INPUT, 0, new byte[1]), // packet identifier 0
            packet(0x30, new byte[] {0, 2, (byte) 0xC3, 0x28}), // not UTF-8
        };
        for (byte[] one : malformed) {
            assertAnswer(level, one, Reason.MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void packetsOutOfPlaceEndTheConnection(int level) throws IOException {
        byte[][] outOfPlace = {
            {(byte) 0x62, 0x02, 0x00, 0x01}, // PUBREL
            {0x50, 0x02, 0x00, 0x01}, // PUBREC
            {(byte) 0xD0, 0x00}, // PINGRESP
        };
        for (byte[] one : outOfPlace) {
            assertAnswer(level, one, Reason.PROTOCOL_ERROR);
        }
    }

    @Test
    void aTopicAliasIsRefused() throws IOException {
        byte[] aliased = packet(0x30, string(INPUT), new byte[] {3, 0x23, 0, 1}, new byte[1]);
        assertAnswer(5, aliased, Reason.TOPIC_ALIAS_INVALID);
    }

    @Test
    void aDeepTopicIsRefused() throws IOException {
        assertAnswer(5, publish(5, 0, "a/".repeat(16) + "a", 0, new byte[1]), Reason.TOPIC_INVALID);
        assertAnswer(5, publish(5, 0, "a".repeat(1_025), 0, new byte[1]), Reason.TOPIC_INVALID);
    }

    @Test
    void anUnauthorisedPublishIsNeverAcknowledged() throws IOException {
        String other = Topics.deviceInput(TestBus.BOOTH, "lpr-2");
        assertAnswer(4, publish(4, 0b10, other, 7, new byte[1]), Reason.NOT_AUTHORISED);
        assertAnswer(5, publish(5, 0, other, 0, new byte[1]), Reason.NOT_AUTHORISED);
        try (RawClient client = open(5)) {
            client.send(publish(5, 0b10, other, 7, new byte[1]));
            assertArrayEquals(
                    new byte[] {0x40, 3, 0, 7, (byte) Reason.NOT_AUTHORISED},
                    trimmed(client.read()));
            client.send(
                    publish(5, 0b11, INPUT, 8, new byte[1])); // RETAIN where nothing is retained
            assertArrayEquals(
                    new byte[] {0x40, 3, 0, 8, (byte) Reason.NOT_AUTHORISED},
                    trimmed(client.read()));
        }
    }

    @Test
    void subscriptionsAreRefusedByCode() throws IOException {
        String alerts = Topics.laneAlert(TestBus.BOOTH, "1");
        assertSubAck(4, alerts, Reason.V3_SUBSCRIBE_FAILED);
        assertSubAck(5, alerts, Reason.NOT_AUTHORISED);
        assertSubAck(5, "$share/g/" + Topics.status(TestBus.BOOTH), Reason.SHARED_NOT_SUPPORTED);
        assertSubAck(5, "gatehouse/#/x", Reason.FILTER_INVALID);
        assertSubAck(5, "$SYS/#", Reason.NOT_AUTHORISED);
        assertSubAck(5, INPUT, Reason.NOT_AUTHORISED);
        assertSubAck(5, Topics.status(TestBus.BOOTH), 1);
        assertSubAck(4, "#", 1);
    }

    @Test
    void anEmptySubscribeIsAProtocolError() throws IOException {
        try (RawClient client = open(5)) {
            client.send(packet(0x82, new byte[] {0, 1, 0}));
            byte[] end = client.read();
            assertTrue(
                    end.length == 0 || (end[0] & 0xFF) == DISCONNECT,
                    "expected the end of the connection");
        }
    }

    @Test
    void aPacketIdentifierInUseIsAProtocolErrorUnlessSentAgain() throws IOException {
        try (RawClient client = open(4)) {
            client.send(
                    publish(4, 0b10, INPUT, 9, new byte[1]),
                    publish(4, 0b1010, INPUT, 9, new byte[1]),
                    PING);
            assertEquals((byte) 0xD0, client.read()[0]);
            client.send(publish(4, 0b10, INPUT, 9, new byte[2]));
            assertArrayEquals(RawClient.CLOSED, client.read());
        }
        try (RawClient client = open(5)) {
            client.send(
                    publish(5, 0b10, INPUT, 9, new byte[1]),
                    publish(5, 0b10, INPUT, 9, new byte[1]));
            assertEnd(client, 5, Reason.PROTOCOL_ERROR);
        }
    }

    @Test
    void receiveMaximumIsHeld() throws IOException {
        try (RawClient client = open(5)) {
            for (int id = 1; id <= BusLimits.booth().receiveMaximum() + 1; id++) {
                client.send(publish(5, 0b10, INPUT, id, new byte[1]));
            }
            assertEnd(client, 5, Reason.RECEIVE_MAXIMUM_EXCEEDED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void silenceBeyondOneAndAHalfKeepAlivesEndsTheConnection(int level) throws IOException {
        try (RawClient client = new RawClient(bus.port())) {
            client.send(connect(level, "quiet", "lpr-1", TestBus.PASSWORD, 1));
            assertEquals(CONNACK, client.read()[0]);
            assertEnd(client, level, Reason.KEEP_ALIVE_TIMEOUT);
        }
    }

    @Test
    void aHalfClosedSocketIsClosedAndForgotten() throws IOException {
        long before = bus.count(BusCounter.DISCONNECTED);
        try (RawClient client = open(4)) {
            client.socket.shutdownOutput();
            assertArrayEquals(RawClient.CLOSED, client.read());
        }
        bus.awaitCount(BusCounter.DISCONNECTED, before + 1);
    }

    @Test
    void packetsSplitAtEveryOctetAreRead() throws IOException {
        byte[] bytes =
                join(
                        connect(5, TestBus.DEVICE),
                        subscribe(5, 3, Topics.status(TestBus.BOOTH), 1),
                        PING);
        try (RawClient client = new RawClient(bus.port())) {
            for (byte one : bytes) {
                client.send(new byte[] {one});
            }
            assertEquals(CONNACK, client.read()[0]);
            assertEquals((byte) 0x90, client.read()[0]);
            assertEquals((byte) 0xD0, client.read()[0]);
        }
    }

    private static RawClient open(int level) throws IOException {
        RawClient client = new RawClient(bus.port());
        client.send(connect(level, "raw-" + System.nanoTime(), "lpr-1", TestBus.PASSWORD, 60));
        assertEquals(CONNACK, client.read()[0]);
        return client;
    }

    private static void assertAnswer(int level, byte[] packet, int reason) throws IOException {
        try (RawClient client = open(level)) {
            client.send(packet);
            assertEnd(client, level, reason);
        }
    }

    /// DISCONNECT with the reason in MQTT 5, nothing but the close in 3.1.1.
    private static void assertEnd(RawClient client, int level, int reason) throws IOException {
        if (level == 5) {
            byte[] end = trimmed(client.read());
            assertArrayEquals(new byte[] {(byte) DISCONNECT, 1, (byte) reason}, end);
        }
        assertArrayEquals(RawClient.CLOSED, client.read());
    }

    /// Without an empty property length at the end, which may be left out.
    private static byte[] trimmed(byte[] packet) {
        int type = packet.length == 0 ? 0 : packet[0] & 0xF0;
        int bare = type == DISCONNECT ? 3 : 5;
        if ((type == DISCONNECT || type == 0x40)
                && packet.length == bare + 1
                && packet[bare] == 0) {
            byte[] trimmed = java.util.Arrays.copyOf(packet, bare);
            trimmed[1]--;
            return trimmed;
        }
        return packet;
    }

    private static void assertRefused(byte[] connect, int code) throws IOException {
        try (RawClient client = new RawClient(bus.port())) {
            client.send(connect);
            byte[] answer = client.read();
            assertEquals(CONNACK, answer[0]);
            assertEquals((byte) code, answer[3]);
            assertArrayEquals(RawClient.CLOSED, client.read());
        }
    }

    private static void assertSubAck(int level, String filter, int code) throws IOException {
        try (RawClient client = open(level)) {
            client.send(subscribe(level, 3, filter, 1));
            byte[] answer = client.read();
            assertEquals((byte) 0x90, answer[0]);
            assertEquals((byte) code, answer[answer.length - 1]);
        }
    }
}
