package dev.gatehouse.bus;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The properties of an MQTT 5 PUBLISH: which go on to receivers, and what they weigh.
final class ForwardedProperties {

    /// \[MQTT-3.3.2-4\], -15, -16, -17, -18, -20: passed on unaltered.
    private static final Set<Integer> PASSED_ON =
            Set.of(
                    MqttProperties.PAYLOAD_FORMAT_INDICATOR,
                    MqttProperties.CONTENT_TYPE,
                    MqttProperties.RESPONSE_TOPIC,
                    MqttProperties.CORRELATION_DATA,
                    MqttProperties.USER_PROPERTY);

    private static final int IDENTIFIER_BYTES = 1;
    private static final int LENGTH_BYTES = 2;
    private static final int INTEGER_BYTES = 4;

    private ForwardedProperties() {}

    static MqttProperties of(MqttProperties received) {
        if (received.isEmpty()) {
            return MqttProperties.NO_PROPERTIES;
        }
        MqttProperties passed = new MqttProperties();
        for (MqttProperty<?> property : received.listAll()) {
            if (PASSED_ON.contains(property.propertyId())) {
                passed.add(property);
            }
        }
        return passed.isEmpty() ? MqttProperties.NO_PROPERTIES : passed;
    }

    /// Adds what belongs to one delivery: the subscription identifiers (3.3.4) and the rest of the
    /// message's life (\[MQTT-3.3.2-6\]: the received value less the time it waited).
    static MqttProperties forDelivery(
            Publication publication, List<Integer> subscriptionIds, long nowNanos) {
        boolean expires = publication.expiresNanos() != Publication.NEVER;
        if (subscriptionIds.isEmpty() && !expires) {
            return publication.properties();
        }
        MqttProperties all = new MqttProperties();
        for (MqttProperty<?> property : publication.properties().listAll()) {
            all.add(property);
        }
        for (int id : subscriptionIds) {
            all.add(new IntegerProperty(MqttProperties.SUBSCRIPTION_IDENTIFIER, id));
        }
        if (expires) {
            long leftS = TimeUnit.NANOSECONDS.toSeconds(publication.expiresNanos() - nowNanos);
            all.add(
                    new IntegerProperty(
                            MqttProperties.PUBLICATION_EXPIRY_INTERVAL,
                            (int) Math.min(leftS, Integer.MAX_VALUE)));
        }
        return all;
    }

    /// Upper bound of the encoded length, octets.
    static int lengthBytes(MqttProperties properties) {
        int length = INTEGER_BYTES;
        for (MqttProperty<?> property : properties.listAll()) {
            length += IDENTIFIER_BYTES + valueBytes(property.value());
        }
        return length;
    }

    private static int valueBytes(Object value) {
        return switch (value) {
            case String text -> LENGTH_BYTES + utf8Bytes(text);
            case byte[] octets -> LENGTH_BYTES + octets.length;
            case List<?> pairs -> pairs.stream().mapToInt(ForwardedProperties::pairBytes).sum();
            default -> INTEGER_BYTES;
        };
    }

    private static int pairBytes(Object pair) {
        return pair instanceof MqttProperties.StringPair text
                ? IDENTIFIER_BYTES + 2 * LENGTH_BYTES + utf8Bytes(text.key) + utf8Bytes(text.value)
                : 0;
    }

    static int utf8Bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
