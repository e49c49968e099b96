package dev.gatehouse.bus;

import io.netty.handler.codec.mqtt.MqttProperties;
import java.util.List;

/// Sends messages to one client as fast as it takes them. Network thread only.
final class Sender {

    /// Fixed header with the longest length, topic length, packet identifier.
    private static final int FRAME_BYTES = 5 + 2 + 2;

    private final Connection connection;
    private final Broker broker;
    private final Session session;
    private final Outbound outbound;

    Sender(Connection connection, Broker broker, Session session) {
        this.connection = connection;
        this.broker = broker;
        this.session = session;
        this.outbound = new Outbound(broker.limits(), session.receiveMaximum());
    }

    /// @param granted the subscription's quality of service; the lower one of it and the
    ///   publisher's applies
    void offer(
            Publication publication, int granted, boolean retain, List<Integer> subscriptionIds) {
        int qos = Math.min(granted, publication.qos());
        switch (outbound.offer(new Outbound.Waiting(publication, qos, retain, subscriptionIds))) {
            case QUEUED -> pump();
            case DROPPED_OLDEST -> {
                broker.counters().add(BusCounter.DROPPED_QOS0);
                pump();
            }
            case OVERFLOW -> connection.end(Reason.QUOTA_EXCEEDED, BusCounter.SLOW_CLIENTS);
        }
    }

    void acknowledged(int packetId) {
        // an identifier that is not in flight has nothing to free; 4.3.2 names no error for it
        if (outbound.acknowledged(packetId)) {
            pump();
        }
    }

    /// Sends while the client's window and the socket have room.
    void pump() {
        while (!connection.isClosing() && connection.context().channel().isWritable()) {
            Outbound.Waiting waiting = outbound.next();
            if (waiting == null) {
                return;
            }
            send(waiting);
        }
    }

    private void send(Outbound.Waiting waiting) {
        Publication publication = waiting.publication();
        long now = broker.nowNanos();
        if (publication.expired(now)) {
            broker.counters().add(BusCounter.EXPIRED);
            return;
        }
        MqttProperties properties =
                session.mqtt5()
                        ? ForwardedProperties.forDelivery(
                                publication, waiting.subscriptionIds(), now)
                        : MqttProperties.NO_PROPERTIES;
        long length =
                (long) FRAME_BYTES
                        + publication.topic().length()
                        + ForwardedProperties.lengthBytes(properties)
                        + publication.payload().length;
        if (length > session.packetMaxBytes()) {
            // [MQTT-3.1.2-25]: as if it had been sent
            broker.counters().add(BusCounter.DROPPED_TOO_LARGE);
            return;
        }
        int packetId = waiting.qos() == 0 ? 0 : outbound.takePacketId();
        broker.counters().add(BusCounter.SENT);
        connection.write(
                Replies.publish(
                        publication.topic(),
                        publication.payload(),
                        waiting.qos(),
                        waiting.retain(),
                        packetId,
                        properties));
    }

    void clear() {
        outbound.clear();
    }
}
