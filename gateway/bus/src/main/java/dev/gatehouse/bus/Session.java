package dev.gatehouse.bus;

import io.netty.handler.codec.mqtt.MqttProperties;
import java.util.Optional;

/// What a CONNECT settled. No session outlives its connection: what an officer must compare is
/// never held in memory for a screen that is not there, and CONNACK says so (Session Present 0,
/// Session Expiry Interval 0).
///
/// @param principal as authenticated
/// @param clientId as sent, or assigned by us
/// @param assigned the client sent none
/// @param mqtt5 else 3.1.1
/// @param keepAliveS effective, 0 for none (3.1.1 only)
/// @param keepAliveImposed the client asked for another
/// @param packetMaxBytes the longest packet the client takes
/// @param receiveMaximum QoS 1 messages the client takes unacknowledged
/// @param expiryAsked the client wanted its session kept
/// @param will published when the connection ends without a DISCONNECT that takes it back
record Session(
        Principal principal,
        String clientId,
        boolean assigned,
        boolean mqtt5,
        int keepAliveS,
        boolean keepAliveImposed,
        long packetMaxBytes,
        int receiveMaximum,
        boolean expiryAsked,
        Optional<Will> will) {

    /// \[MQTT-3.1.2-8\]. A Will Delay never applies: the session ends with the connection
    /// (3.1.3.2.2).
    ///
    /// @param expiryS Message Expiry Interval from its publication on, or 0 for none
    record Will(
            TopicName name,
            byte[] payload,
            int qos,
            boolean retain,
            long expiryS,
            MqttProperties properties) {}

    /// Sessions are told apart by principal and client identifier, so that nobody takes another's
    /// connection over by using its client identifier.
    record Key(String principal, String clientId) {}

    Key key() {
        return new Key(principal.name(), clientId);
    }
}
