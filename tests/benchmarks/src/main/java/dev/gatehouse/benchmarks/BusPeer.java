package dev.gatehouse.benchmarks;

import java.io.IOException;
import java.util.function.BiConsumer;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/// A client of the booth's bus: Eclipse Paho, as a reader's or terminal's maker would take it.
final class BusPeer implements AutoCloseable {
    private static final int QOS = 1;
    private static final int LIMIT_MS = 20_000;
    private static final int IN_FLIGHT = 64;

    private final MqttAsyncClient client;

    /// @param arrived topic and payload, on Paho's thread
    BusPeer(String uri, String user, String password, BiConsumer<String, byte[]> arrived)
            throws IOException {
        try {
            client = new MqttAsyncClient(uri, "bench-" + user, new MemoryPersistence());
            client.setCallback(new Arrivals(arrived));
            MqttConnectOptions options = new MqttConnectOptions();
            options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
            options.setCleanSession(true);
            options.setMaxInflight(IN_FLIGHT);
            options.setUserName(user);
            options.setPassword(password.toCharArray());
            client.connect(options).waitForCompletion(LIMIT_MS);
        } catch (MqttException e) {
            throw new IOException("a peer could not connect to the bus", e);
        }
    }

    void subscribe(String filter) throws IOException {
        try {
            client.subscribe(filter, QOS).waitForCompletion(LIMIT_MS);
        } catch (MqttException e) {
            throw new IOException("a peer could not subscribe", e);
        }
    }

    /// Hands one message over and returns at once; the PUBACK comes when the read is on disk.
    void publish(String topic, byte[] payload) throws IOException {
        try {
            var _ = client.publish(topic, payload, QOS, false);
        } catch (MqttException e) {
            throw new IOException("a peer could not publish", e);
        }
    }

    @Override
    public void close() {
        try {
            client.disconnectForcibly(0, 500, false);
        } catch (MqttException e) {
            // it was down already
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            // its threads end with the socket
        }
    }

    private record Arrivals(BiConsumer<String, byte[]> arrived) implements MqttCallback {
        @Override
        public void connectionLost(Throwable cause) {
            // the next publish fails
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            arrived.accept(topic, message.getPayload());
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // the booth's own counters tell
        }
    }
}
