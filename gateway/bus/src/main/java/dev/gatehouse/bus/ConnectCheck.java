package dev.gatehouse.bus;

import dev.gatehouse.bus.tls.ClientCertificate;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSession;

/// Judges a CONNECT (3.1) against protocol, credentials and rights, in that order.
final class ConnectCheck {

    /// Longest client identifier, characters of printable ASCII without space.
    static final int MAX_CLIENT_ID_LENGTH = 64;

    private static final long NO_PACKET_LIMIT = 0xFFFF_FFFFL;
    private static final int NO_RECEIVE_LIMIT = 65_535;

    /// Let in or not.
    sealed interface Outcome {}

    record Admitted(Session session) implements Outcome {}

    record Refused(ConnectRefusal why) implements Outcome {}

    private final Acl acl;
    private final BusLimits limits;
    private final Supplier<String> newClientId;

    ConnectCheck(Acl acl, BusLimits limits, Supplier<String> newClientId) {
        this.acl = acl;
        this.limits = limits;
        this.newClientId = newClientId;
    }

    Outcome check(
            MqttConnectMessage connect, Authenticator authenticator, Optional<SSLSession> tls) {
        MqttConnectVariableHeader header = connect.variableHeader();
        MqttConnectPayload payload = connect.payload();
        Optional<ConnectRefusal> protocol = protocol(header, payload);
        if (protocol.isPresent()) {
            return new Refused(protocol.get());
        }
        String user = header.hasUserName() ? payload.userName() : "";
        if (user.isEmpty() && !tls.map(ClientCertificate::isShown).orElse(false)) {
            return new Refused(ConnectRefusal.ANONYMOUS);
        }
        byte[] password = payload.passwordInBytes();
        Optional<Principal> principal =
                authenticator.authenticate(user, password == null ? new byte[0] : password, tls);
        if (principal.isEmpty()) {
            return new Refused(ConnectRefusal.LOGIN);
        }
        if (!acl.mayConnect(principal.get())) {
            return new Refused(ConnectRefusal.KIND);
        }
        return will(header, payload, principal.get());
    }

    private static Optional<ConnectRefusal> protocol(
            MqttConnectVariableHeader header, MqttConnectPayload payload) {
        boolean mqtt5 = isMqtt5(header);
        if (!mqtt5 && header.version() != MqttVersion.MQTT_3_1_1.protocolLevel()) {
            return Optional.of(ConnectRefusal.VERSION);
        }
        MqttProperties properties = header.properties();
        if (properties.getProperty(MqttProperties.AUTHENTICATION_METHOD) != null) {
            return Optional.of(ConnectRefusal.AUTHENTICATION_METHOD);
        }
        // [MQTT-3.1.2-11], [MQTT-3.1.2-13], [MQTT-3.1.2-14] and [MQTT-3.1.2-22] of 3.1.1
        boolean willBits = !header.isWillFlag() && (header.willQos() != 0 || header.isWillRetain());
        boolean passwordAlone = !mqtt5 && header.hasPassword() && !header.hasUserName();
        if (willBits || header.willQos() > 2 || passwordAlone) {
            return Optional.of(ConnectRefusal.MALFORMED);
        }
        // MQTT 5, 3.1.2.11.3 and 3.1.2.11.4: zero is a Protocol Error
        if (integer(properties, MqttProperties.RECEIVE_MAXIMUM, NO_RECEIVE_LIMIT) == 0
                || integer(properties, MqttProperties.MAXIMUM_PACKET_SIZE, NO_PACKET_LIMIT) == 0) {
            return Optional.of(ConnectRefusal.PROTOCOL);
        }
        // [MQTT-3.1.3-8] of 3.1.1: an empty identifier needs a clean session
        boolean namelessKept =
                !mqtt5 && payload.clientIdentifier().isEmpty() && !header.isCleanSession();
        if (namelessKept || !isClientId(payload.clientIdentifier())) {
            return Optional.of(ConnectRefusal.CLIENT_ID);
        }
        return Optional.empty();
    }

    private Outcome will(
            MqttConnectVariableHeader header, MqttConnectPayload payload, Principal principal) {
        if (!header.isWillFlag()) {
            return new Admitted(session(header, payload, principal, Optional.empty()));
        }
        if (header.willQos() == 2) {
            return new Refused(ConnectRefusal.WILL_QOS);
        }
        String topic = payload.willTopic();
        if (topic.isEmpty()
                || topic.indexOf('+') >= 0
                || topic.indexOf('#') >= 0
                || topic.indexOf('\0') >= 0) {
            return new Refused(ConnectRefusal.WILL_TOPIC);
        }
        Optional<TopicName> name = Topics.parse(topic);
        boolean mayPublish =
                name.isPresent()
                        && acl.mayPublish(principal, name.get())
                        && (name.get().topic().retained() || !header.isWillRetain());
        if (!mayPublish) {
            return new Refused(ConnectRefusal.WILL_RIGHT);
        }
        byte[] message = payload.willMessageInBytes();
        MqttProperties properties = payload.willProperties();
        Session.Will will =
                new Session.Will(
                        name.get(),
                        message == null ? new byte[0] : message,
                        header.willQos(),
                        header.isWillRetain(),
                        integer(properties, MqttProperties.PUBLICATION_EXPIRY_INTERVAL, 0),
                        ForwardedProperties.of(properties));
        return new Admitted(session(header, payload, principal, Optional.of(will)));
    }

    private Session session(
            MqttConnectVariableHeader header,
            MqttConnectPayload payload,
            Principal principal,
            Optional<Session.Will> will) {
        boolean mqtt5 = isMqtt5(header);
        int asked = header.keepAliveTimeSeconds();
        boolean imposed = mqtt5 && (asked == 0 || asked > limits.keepAliveMaxS());
        boolean assigned = payload.clientIdentifier().isEmpty();
        MqttProperties properties = header.properties();
        return new Session(
                principal,
                assigned ? newClientId.get() : payload.clientIdentifier(),
                assigned,
                mqtt5,
                imposed ? limits.keepAliveMaxS() : asked,
                imposed,
                integer(properties, MqttProperties.MAXIMUM_PACKET_SIZE, NO_PACKET_LIMIT),
                (int) integer(properties, MqttProperties.RECEIVE_MAXIMUM, NO_RECEIVE_LIMIT),
                integer(properties, MqttProperties.SESSION_EXPIRY_INTERVAL, 0) != 0,
                will);
    }

    static boolean isMqtt5(MqttConnectVariableHeader header) {
        return header.version() == MqttVersion.MQTT_5.protocolLevel();
    }

    /// Unsigned: Netty hands four-octet integers over as signed ones.
    static long integer(MqttProperties properties, int id, long otherwise) {
        MqttProperty<?> property = properties.getProperty(id);
        return property != null && property.value() instanceof Integer value
                ? Integer.toUnsignedLong(value)
                : otherwise;
    }

    private static boolean isClientId(String text) {
        return text.length() <= MAX_CLIENT_ID_LENGTH
                && text.chars().allMatch(c -> c > ' ' && c <= '~');
    }
}
