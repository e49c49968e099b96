package dev.gatehouse.booth.uplink;

import dev.gatehouse.bus.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/// MQTT 3.1.1 by Paho 1.2.5, its known faults avoided: asynchronous connect with a bounded wait,
/// then `disconnectForcibly` and `close(true)`; clean session; memory persistence; no automatic
/// reconnect; callbacks only enqueue; the in-flight window is our own.
public final class PahoSession implements UpstreamSession {
    /// Above the window of [Uplink], so that Paho's own limit never throws.
    static final int PAHO_IN_FLIGHT = 32;

    private static final int QOS = 1;
    private static final int CONNECT_LIMIT_MS = 5_000;
    private static final int KEEP_ALIVE_S = 15;
    private static final int CLOSE_LIMIT_MS = 500;

    private final MqttAsyncClient client;
    private final String up;
    private final AtomicInteger inFlight = new AtomicInteger();

    private PahoSession(MqttAsyncClient client, String up) {
        this.client = client;
        this.up = up;
    }

    /// Sessions of one booth.
    ///
    /// @param booth pseudonym, 16 hexadecimal digits: user name, client id and topic
    /// @param password of the booth at central's endpoint
    public static Factory factory(String booth, String password) {
        return (address, listener) -> open(address, booth, password, listener);
    }

    private static UpstreamSession open(
            String address, String booth, String password, Listener listener) throws IOException {
        MqttAsyncClient client;
        try {
            client = new MqttAsyncClient(address, "booth-" + booth, new MemoryPersistence());
        } catch (MqttException | IllegalArgumentException e) {
            throw new IOException("upstream address cannot be used: " + address, e);
        }
        PahoSession session = new PahoSession(client, Topics.up(booth));
        client.setCallback(new Callback(listener));
        try {
            MqttConnectOptions options = new MqttConnectOptions();
            options.setCleanSession(true);
            options.setAutomaticReconnect(false);
            options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
            options.setMaxInflight(PAHO_IN_FLIGHT);
            options.setConnectionTimeout(CONNECT_LIMIT_MS / 1_000);
            options.setKeepAliveInterval(KEEP_ALIVE_S);
            options.setUserName(booth);
            options.setPassword(password.toCharArray());
            client.connect(options).waitForCompletion(CONNECT_LIMIT_MS);
            client.subscribe(Topics.down(booth), QOS).waitForCompletion(CONNECT_LIMIT_MS);
            return session;
        } catch (MqttException e) {
            session.close();
            throw new IOException("upstream " + address + ": " + reason(e), e);
        }
    }

    private static String reason(MqttException e) {
        return switch (e.getReasonCode()) {
            case MqttException.REASON_CODE_FAILED_AUTHENTICATION,
                    MqttException.REASON_CODE_NOT_AUTHORIZED ->
                    "the password was refused; enrol the booth again at central";
            case MqttException.REASON_CODE_SERVER_CONNECT_ERROR -> "nobody listens there";
            case MqttException.REASON_CODE_CLIENT_TIMEOUT -> "no answer in time";
            default -> "MQTT reason " + e.getReasonCode();
        };
    }

    @Override
    public boolean connected() {
        return client.isConnected();
    }

    @Override
    public int inFlight() {
        return inFlight.get();
    }

    @Override
    public void publish(byte[] upstreamMessage) throws IOException {
        inFlight.incrementAndGet();
        try {
            var _ =
                    client.publish(
                            up,
                            upstreamMessage,
                            QOS,
                            false,
                            "",
                            new IMqttActionListener() {
                                @Override
                                public void onSuccess(IMqttToken token) {
                                    inFlight.decrementAndGet();
                                }

                                @Override
                                public void onFailure(IMqttToken token, Throwable cause) {
                                    inFlight.decrementAndGet();
                                }
                            });
        } catch (MqttException e) {
            inFlight.decrementAndGet();
            throw new IOException("upstream: " + reason(e), e);
        }
    }

    @Override
    public void close() {
        try {
            client.disconnectForcibly(CLOSE_LIMIT_MS, CLOSE_LIMIT_MS, false);
        } catch (MqttException e) {
            // it was not connected any more, which is what is wanted
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            // nothing left to close
        }
    }

    private record Callback(Listener listener) implements MqttCallback {
        @Override
        public void connectionLost(Throwable cause) {
            listener.lost();
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            listener.arrived(message.getPayload());
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // counted by the publish itself
        }
    }

    /// Reads the password file that enrolment wrote.
    public static String readPassword(java.nio.file.Path file) throws IOException {
        return java.nio.file.Files.readString(file, StandardCharsets.UTF_8).strip();
    }
}
