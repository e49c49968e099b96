package dev.gatehouse.bus;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;

/// CONNACK of a client that is let in: what this server does not do, it says here (MQTT 5,
/// 3.2.2.3).
final class Welcome {

    private Welcome() {}

    static MqttMessage connAck(Session session, BusLimits limits) {
        if (!session.mqtt5()) {
            return Replies.connAck(Reason.SUCCESS, MqttProperties.NO_PROPERTIES);
        }
        MqttProperties properties = new MqttProperties();
        add(properties, MqttProperties.RECEIVE_MAXIMUM, limits.receiveMaximum());
        add(properties, MqttProperties.MAXIMUM_QOS, 1);
        add(properties, MqttProperties.MAXIMUM_PACKET_SIZE, limits.packetBytes());
        add(properties, MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE, 0);
        if (session.expiryAsked()) {
            add(properties, MqttProperties.SESSION_EXPIRY_INTERVAL, 0);
        }
        if (session.assigned()) {
            properties.add(
                    new StringProperty(
                            MqttProperties.ASSIGNED_CLIENT_IDENTIFIER, session.clientId()));
        }
        if (session.keepAliveImposed()) {
            add(properties, MqttProperties.SERVER_KEEP_ALIVE, session.keepAliveS());
        }
        return Replies.connAck(Reason.SUCCESS, properties);
    }

    private static void add(MqttProperties properties, int id, int value) {
        properties.add(new IntegerProperty(id, value));
    }
}
