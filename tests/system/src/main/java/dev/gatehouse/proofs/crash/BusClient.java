package dev.gatehouse.proofs.crash;

import java.util.List;
import java.util.function.BiConsumer;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/// A connection to the booth's bus that is made anew whenever it is needed and gone. One owner
/// thread; what arrives comes on Paho's.
final class BusClient {
    private static final int QOS = 1;
    private static final int LIMIT_MS = 2_000;

    private final String uri;
    private final String user;
    private final String password;
    private final List<String> topics;
    private final BiConsumer<String, byte[]> arrived;
    private @Nullable MqttAsyncClient client;

    /// @param topics subscribed to at each connection
    /// @param arrived topic and payload; returns at once
    BusClient(
            String uri,
            String user,
            String password,
            List<String> topics,
            BiConsumer<String, byte[]> arrived) {
        this.uri = uri;
        this.user = user;
        this.password = password;
        this.topics = topics;
        this.arrived = arrived;
    }

    /// Connects unless it is.
    boolean connect() {
        MqttAsyncClient open = client;
        if (open != null && open.isConnected()) {
            return true;
        }
        close();
        try {
            MqttAsyncClient fresh =
                    new MqttAsyncClient(uri, "proof-" + user, new MemoryPersistence());
            client = fresh;
            fresh.setCallback(new Arrivals(arrived));
            MqttConnectOptions options = new MqttConnectOptions();
            options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
            options.setCleanSession(true);
            options.setAutomaticReconnect(false);
            options.setConnectionTimeout(LIMIT_MS / 1_000);
            options.setUserName(user);
            options.setPassword(password.toCharArray());
            fresh.connect(options).waitForCompletion(LIMIT_MS);
            for (String topic : topics) {
                fresh.subscribe(topic, QOS).waitForCompletion(LIMIT_MS);
            }
            return true;
        } catch (MqttException e) {
            close();
            return false;
        }
    }

    /// Publishes and waits for the PUBACK.
    ///
    /// @return whether it came
    boolean publish(String topic, byte[] payload) {
        if (!connect()) {
            return false;
        }
        MqttAsyncClient open = client;
        if (open == null) {
            return false;
        }
        try {
            open.publish(topic, payload, QOS, false).waitForCompletion(LIMIT_MS);
            return true;
        } catch (MqttException e) {
            close();
            return false;
        }
    }

    void close() {
        MqttAsyncClient open = client;
        client = null;
        if (open == null) {
            return;
        }
        try {
            open.disconnectForcibly(0, 200, false);
        } catch (MqttException e) {
            // it was down already
        }
        try {
            open.close(true);
        } catch (MqttException e) {
            // its threads end with the socket
        }
    }

    private record Arrivals(BiConsumer<String, byte[]> arrived) implements MqttCallback {
        @Override
        public void connectionLost(Throwable cause) {
            // noticed by the next publish
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            arrived.accept(topic, message.getPayload());
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // waited for by the publish
        }
    }
}
