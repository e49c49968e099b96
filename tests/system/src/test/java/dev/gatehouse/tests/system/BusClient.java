package dev.gatehouse.tests.system;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.bus.tls.TlsIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/// A client of a bus that keeps everything it hears.
final class BusClient implements AutoCloseable {
    private static final long LIMIT_MS = TimeUnit.SECONDS.toMillis(Await.LIMIT_S);
    private static final int IN_FLIGHT = 200;

    /// One message heard.
    record Heard(String topic, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        FlatJson json() {
            try {
                return FlatJson.parse(text());
            } catch (IOException e) {
                throw new AssertionError("no JSON on " + topic, e);
            }
        }
    }

    private final MqttAsyncClient client;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private boolean closed;

    private BusClient(MqttAsyncClient client) {
        this.client = client;
    }

    static BusClient connect(
            int port, String clientId, String user, String password, List<String> filters)
            throws MqttException {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName(user);
        options.setPassword(password.toCharArray());
        return connect("tcp://127.0.0.1:" + port, clientId, options, filters);
    }

    /// With a certificate and without a name.
    static BusClient connect(int port, String clientId, TlsIdentity own, List<String> filters)
            throws MqttException, IOException {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setSocketFactory(own.client().getSocketFactory());
        return connect("ssl://127.0.0.1:" + port, clientId, options, filters);
    }

    /// @param tls for `ssl://`
    static BusClient connect(
            String uri,
            Optional<SSLContext> tls,
            String clientId,
            String user,
            String password,
            List<String> filters)
            throws MqttException {
        MqttConnectOptions options = new MqttConnectOptions();
        tls.ifPresent(context -> options.setSocketFactory(context.getSocketFactory()));
        options.setUserName(user);
        options.setPassword(password.toCharArray());
        return connect(uri, clientId, options, filters);
    }

    static BusClient connect(
            String uri, String clientId, MqttConnectOptions options, List<String> filters)
            throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(uri, clientId, new MemoryPersistence());
        BusClient bus = new BusClient(client);
        client.setCallback(bus.new Keeping());
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(true);
        options.setMaxInflight(IN_FLIGHT);
        client.connect(options).waitForCompletion(LIMIT_MS);
        for (String filter : filters) {
            client.subscribe(filter, 1).waitForCompletion(LIMIT_MS);
        }
        return bus;
    }

    /// Publishes with QoS 1 and waits for PUBACK.
    void publish(String topic, byte[] payload) throws MqttException {
        client.publish(topic, payload, 1, false).waitForCompletion(LIMIT_MS);
    }

    void publish(String topic, String payload) throws MqttException {
        publish(topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    /// Publishes with QoS 1; the token completes with PUBACK.
    IMqttDeliveryToken begin(String topic, String payload) throws MqttException {
        return client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), 1, false);
    }

    boolean isConnected() {
        return client.isConnected();
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    List<Heard> heard(Predicate<Heard> which) {
        return heard.stream().filter(which).toList();
    }

    Heard await(String what, Predicate<Heard> which) throws Exception {
        return Await.value(
                what,
                () -> Optional.of(heard(which)).filter(l -> !l.isEmpty()).map(List::getFirst));
    }

    @Override
    public void close() throws MqttException {
        if (closed) {
            return; // Paho fails on a second close
        }
        closed = true;
        try {
            client.disconnectForcibly(0, 200);
        } catch (MqttException e) {
            // already down
        }
        client.close(true);
    }

    private final class Keeping implements MqttCallback {
        @Override
        public void connectionLost(Throwable cause) {}

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            heard.add(new Heard(topic, message.getPayload()));
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {}
    }
}
