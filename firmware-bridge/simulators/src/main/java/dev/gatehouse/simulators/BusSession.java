package dev.gatehouse.simulators;

import dev.gatehouse.simulators.OfficerPeerConfig.Credentials;
import java.util.List;
import java.util.function.BiConsumer;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/// One MQTT 3.1.1 session with a booth's bus. Avoids Paho 1.2.5's known faults: connecting is
/// asynchronous with a bounded wait and a failed attempt is closed by force; clean session, memory
/// persistence, no automatic reconnect (a session ends once and a new one is made); callbacks only
/// hand over.
final class BusSession implements AutoCloseable {

    private static final long CONNECT_LIMIT_MS = 5_000;
    private static final long DISCONNECT_LIMIT_MS = 500;
    private static final int KEEP_ALIVE_S = 20;
    private static final int IN_FLIGHT_LIMIT = 16;
    private static final int QOS = 1;

    private final MqttAsyncClient client;

    private BusSession(MqttAsyncClient client) {
        this.client = client;
    }

    /// Connects and subscribes.
    ///
    /// @param onMessage topic and payload; called on Paho's thread and must return at once
    /// @param onLost the session ended by itself; called on Paho's thread and must return at once
    /// @throws MqttException when it cannot within the limit; nothing is left open
    static BusSession open(
            String uri,
            String clientId,
            Credentials credentials,
            List<String> topics,
            BiConsumer<String, byte[]> onMessage,
            Runnable onLost)
            throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(uri, clientId, new MemoryPersistence());
        BusSession session = new BusSession(client);
        try {
            client.setCallback(new Callback(onMessage, onLost));
            MqttConnectOptions options = new MqttConnectOptions();
            options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
            options.setCleanSession(true);
            options.setAutomaticReconnect(false);
            options.setConnectionTimeout((int) (CONNECT_LIMIT_MS / 1000));
            options.setKeepAliveInterval(KEEP_ALIVE_S);
            options.setMaxInflight(IN_FLIGHT_LIMIT);
            options.setUserName(credentials.user());
            options.setPassword(credentials.password().toCharArray());
            client.connect(options).waitForCompletion(CONNECT_LIMIT_MS);
            for (String topic : topics) {
                IMqttToken token = client.subscribe(topic, QOS);
                token.waitForCompletion(CONNECT_LIMIT_MS);
                requireGranted(token);
            }
            return session;
        } catch (MqttException e) {
            session.close();
            throw e;
        }
    }

    /// A refused subscription (3.1.1: return code 0x80) is no exception to Paho.
    private static void requireGranted(IMqttToken token) throws MqttException {
        for (int granted : token.getGrantedQos()) {
            if (granted > 2) {
                throw new MqttException(MqttException.REASON_CODE_SUBSCRIBE_FAILED);
            }
        }
    }

    /// Hands a message to the client, QoS 1.
    ///
    /// @return false when it was not taken (window full, session lost)
    boolean publish(String topic, byte[] payload) {
        try {
            var _ = client.publish(topic, payload, QOS, false);
            return true;
        } catch (MqttException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            client.disconnectForcibly(0, DISCONNECT_LIMIT_MS);
        } catch (MqttException e) {
            // Already down; what matters is the close below.
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            // Its threads end with the socket, which is closed by now.
        }
    }

    private record Callback(BiConsumer<String, byte[]> onMessage, Runnable onLost)
            implements MqttCallback {

        @Override
        public void connectionLost(Throwable cause) {
            onLost.run();
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            onMessage.accept(topic, message.getPayload());
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {}
    }
}
