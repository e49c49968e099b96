package dev.gatehouse.bus;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// What one client publishes: checks, the window of QoS 1 messages not acknowledged yet, and their
/// PUBACKs. Network thread only.
final class Inbound {

    private final Connection connection;
    private final Broker broker;
    private final Session session;
    private final BitSet unacknowledged = new BitSet();
    private int unacknowledgedCount;
    private int pauses;
    private boolean paused;
    private boolean closingForRefusal;

    Inbound(Connection connection, Broker broker, Session session) {
        this.connection = connection;
        this.broker = broker;
        this.session = session;
    }

    boolean isPaused() {
        return paused;
    }

    void publish(MqttPublishMessage message) {
        broker.counters().add(BusCounter.RECEIVED);
        int qos = message.fixedHeader().qosLevel().value();
        MqttProperties properties = message.variableHeader().properties();
        String topic = message.variableHeader().topicName();
        if (qos > 1) {
            connection.end(Reason.QOS_NOT_SUPPORTED, BusCounter.PROTOCOL_ERRORS);
        } else if (qos == 0 && message.fixedHeader().isDup()) {
            connection.malformed(); // [MQTT-3.3.1-2]
        } else if (properties.getProperty(MqttProperties.TOPIC_ALIAS) != null) {
            connection.end(
                    Reason.TOPIC_ALIAS_INVALID, BusCounter.PROTOCOL_ERRORS); // our maximum is 0
        } else if (properties.getProperty(MqttProperties.SUBSCRIPTION_IDENTIFIER) != null
                || topic.isEmpty()) {
            connection.protocolError(); // [MQTT-3.3.4-6], [MQTT-4.7.3-1]
        } else if (tooDeep(topic)) {
            connection.end(Reason.TOPIC_INVALID, BusCounter.PROTOCOL_ERRORS);
        } else {
            authorise(message, topic, qos);
        }
    }

    private boolean tooDeep(String topic) {
        BusLimits limits = broker.limits();
        return ForwardedProperties.utf8Bytes(topic) > limits.topicBytes()
                || TopicFilter.depth(topic) > limits.topicLevels();
    }

    private void authorise(MqttPublishMessage message, String topic, int qos) {
        Optional<TopicName> name = Topics.parse(topic);
        boolean retain = message.fixedHeader().isRetain();
        boolean allowed =
                name.isPresent()
                        && broker.acl().mayPublish(session.principal(), name.get())
                        && (!retain || name.get().topic().retained());
        int packetId = message.variableHeader().packetId();
        if (!allowed) {
            unauthorised(qos, packetId);
            return;
        }
        Publication publication = publication(message, name.get(), topic, qos);
        if (qos == 0) {
            pass(publication);
        } else if (unacknowledged.get(packetId)) {
            repeated(message.fixedHeader().isDup());
        } else if (session.mqtt5() && unacknowledgedCount >= broker.limits().receiveMaximum()) {
            connection.end(
                    Reason.RECEIVE_MAXIMUM_EXCEEDED, BusCounter.PROTOCOL_ERRORS); // [MQTT-3.3.4-7]
        } else {
            passForAcknowledgement(publication, packetId);
        }
    }

    /// To acknowledge and drop would be a lie. 3.1.1 has no way to say no but to close
    /// \[MQTT-3.3.5-2\].
    private void unauthorised(int qos, int packetId) {
        if (session.mqtt5() && qos == 1) {
            broker.counters().add(BusCounter.UNAUTHORISED_PUBLISH);
            broker.complain("BUS-008 publish refused: kind=" + session.principal().kind());
            connection.write(Replies.pubAck(packetId, Reason.NOT_AUTHORISED));
        } else {
            connection.end(Reason.NOT_AUTHORISED, BusCounter.UNAUTHORISED_PUBLISH);
        }
    }

    /// An identifier still in use: a 3.1.1 client that sends again without reconnecting will get
    /// its PUBACK when the first copy is durable; anything else has lost count \[MQTT-2.2.1-3\],
    /// \[MQTT-4.4.0-1\].
    private void repeated(boolean duplicate) {
        if (!duplicate || session.mqtt5()) {
            connection.protocolError();
        }
    }

    private Publication publication(
            MqttPublishMessage message, TopicName name, String topic, int qos) {
        long now = broker.nowNanos();
        MqttProperties properties = message.variableHeader().properties();
        return new Publication(
                name,
                topic,
                TopicFilter.levelsOf(topic),
                ByteBufUtil.getBytes(message.payload()),
                qos,
                message.fixedHeader().isRetain(),
                message.fixedHeader().isDup(),
                session.principal(),
                connection,
                ForwardedProperties.of(properties),
                now,
                expiresNanos(
                        now,
                        ConnectCheck.integer(
                                properties, MqttProperties.PUBLICATION_EXPIRY_INTERVAL, 0)));
    }

    private static long expiresNanos(long now, long expiryS) {
        return expiryS == 0 ? Publication.NEVER : now + TimeUnit.SECONDS.toNanos(expiryS);
    }

    private void pass(Publication publication) {
        broker.route(publication);
        for (Broker.Local local : broker.localsFor(publication)) {
            broker.tell(local, publication, false, BusAck.NONE);
        }
    }

    private void passForAcknowledgement(Publication publication, int packetId) {
        unacknowledged.set(packetId);
        unacknowledgedCount++;
        int receivers = broker.route(publication);
        List<Broker.Local> locals = broker.localsFor(publication);
        boolean durable = publication.name().topic().durable();
        if (!durable || locals.isEmpty()) {
            locals.forEach(local -> broker.tell(local, publication, false, BusAck.NONE));
            settleWithoutListener(packetId, durable && receivers == 0);
            return;
        }
        PendingAcks acks = new PendingAcks(locals.size(), answer -> settleLater(packetId, answer));
        locals.forEach(local -> broker.tell(local, publication, false, acks.handle()));
        pauseWhenFull();
    }

    /// Nobody took it: to acknowledge it would be to lose it.
    private void settleWithoutListener(int packetId, boolean nobody) {
        if (nobody) {
            broker.counters().add(BusCounter.NO_LISTENER);
        }
        settle(packetId, nobody ? PendingAcks.Answer.REFUSED : PendingAcks.Answer.ACCEPTED);
    }

    private void settleLater(int packetId, PendingAcks.Answer answer) {
        try {
            connection.context().executor().execute(() -> settle(packetId, answer));
        } catch (RejectedExecutionException _) {
            // the bus is closed, and with it the client that would have been answered
        }
    }

    private void settle(int packetId, PendingAcks.Answer answer) {
        if (connection.isClosing()) {
            return;
        }
        switch (answer) {
            case ACCEPTED -> {
                broker.counters().add(BusCounter.ACKNOWLEDGED);
                free(packetId, Reason.SUCCESS);
            }
            case DISCARDED -> {
                broker.counters().add(BusCounter.DISCARDED_BY_LISTENER);
                free(packetId, Reason.PAYLOAD_INVALID);
            }
            case REFUSED -> {
                broker.counters().add(BusCounter.REFUSED_BY_LISTENER);
                refused(packetId);
            }
        }
    }

    private void refused(int packetId) {
        if (session.mqtt5()) {
            free(packetId, Reason.QUOTA_EXCEEDED);
        } else if (!closingForRefusal) {
            closingForRefusal = true;
            connection.after(
                    broker.limits().refusalPauseMs(),
                    () -> connection.end(Reason.QUOTA_EXCEEDED, null));
        }
    }

    /// @param reason written only in MQTT 5; a 3.1.1 PUBACK has none
    private void free(int packetId, int reason) {
        unacknowledged.clear(packetId);
        unacknowledgedCount--;
        connection.write(Replies.pubAck(packetId, reason));
        if (paused && unacknowledgedCount < broker.limits().receiveMaximum()) {
            resume();
        }
    }

    /// 3.1.1 knows no Receive Maximum: a full window stops reading instead, and TCP tells the
    /// client.
    private void pauseWhenFull() {
        if (session.mqtt5() || paused || unacknowledgedCount < broker.limits().receiveMaximum()) {
            return;
        }
        paused = true;
        int pause = ++pauses;
        broker.counters().add(BusCounter.PAUSED);
        connection.context().channel().config().setAutoRead(false);
        connection.after(
                broker.limits().pausedMaxMs(),
                () -> {
                    if (paused && pause == pauses) {
                        connection.end(Reason.QUOTA_EXCEEDED, BusCounter.PAUSED_TOO_LONG);
                    }
                });
    }

    private void resume() {
        paused = false;
        // later, since an answer may come from within the framer's own call
        connection.context().executor().execute(connection::resumeReading);
    }

    /// Publishes the will with the rights it was checked for at CONNECT.
    void will() {
        session.will()
                .ifPresent(will -> {
                    long now = broker.nowNanos();
                    String topic = will.name().toString();
                    broker.counters().add(BusCounter.WILLS);
                    pass(
                            new Publication(
                                    will.name(),
                                    topic,
                                    TopicFilter.levelsOf(topic),
                                    will.payload(),
                                    will.qos(),
                                    will.retain(),
                                    false,
                                    session.principal(),
                                    connection,
                                    will.properties(),
                                    now,
                                    expiresNanos(now, will.expiryS())));
                });
    }
}
