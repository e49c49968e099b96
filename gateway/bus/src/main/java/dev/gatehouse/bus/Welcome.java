package dev.gatehouse.bus;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders.ConnAckPropertiesBuilder;
import io.netty.handler.codec.mqtt.MqttProperties;

/// CONNACK of a client that is let in: what this server does not do, it says here (MQTT 5,
/// 3.2.2.3).
final class Welcome {

    private Welcome() {}

    static MqttMessage connAck(Session session, BusLimits limits) {
        if (!session.mqtt5()) {
            return Replies.connAck(Reason.SUCCESS, MqttProperties.NO_PROPERTIES);
        }
        ConnAckPropertiesBuilder properties =
                new ConnAckPropertiesBuilder()
                        .receiveMaximum(limits.receiveMaximum())
                        .maximumQos((byte) 1)
                        .maximumPacketSize(limits.packetBytes())
                        .topicAliasMaximum(0)
                        .sharedSubscriptionAvailable(false);
        if (session.expiryAsked()) {
            properties.sessionExpiryInterval(0);
        }
        if (session.assigned()) {
            properties.assignedClientId(session.clientId());
        }
        if (session.keepAliveImposed()) {
            properties.serverKeepAlive(session.keepAliveS());
        }
        return Replies.connAck(Reason.SUCCESS, properties.build());
    }
}
