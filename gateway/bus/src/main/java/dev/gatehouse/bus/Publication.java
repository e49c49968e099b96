package dev.gatehouse.bus;

import io.netty.handler.codec.mqtt.MqttProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message on its way through the broker.
///
/// @param name which topic of the table it is
/// @param topic as it goes over the wire
/// @param levels the topic, split once for all filters
/// @param payload shared by every receiver; never changed
/// @param qos 0 or 1, of the publisher
/// @param retain the publisher's RETAIN flag
/// @param duplicate the publisher's DUP flag
/// @param publisher as authenticated
/// @param origin the client it came from, none for this process; for No Local
/// @param properties what MQTT 5 demands to be forwarded unchanged (3.3.2.3.2 to 3.3.2.3.9)
/// @param receivedNanos when it was decoded
/// @param expiresNanos when it loses its sense, or [#NEVER]
record Publication(
        TopicName name,
        String topic,
        List<String> levels,
        byte[] payload,
        int qos,
        boolean retain,
        boolean duplicate,
        Principal publisher,
        @Nullable Connection origin,
        MqttProperties properties,
        long receivedNanos,
        long expiresNanos) {

    static final long NEVER = Long.MAX_VALUE;

    boolean expired(long nowNanos) {
        return expiresNanos != NEVER && expiresNanos - nowNanos <= 0;
    }
}
