package dev.gatehouse.central.receive;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.gatehouse.bus.Topic;
import dev.gatehouse.bus.TopicName;
import dev.gatehouse.bus.Topics;
import dev.gatehouse.bus.tls.TlsIdentity;
import dev.gatehouse.core.seal.BoothId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.tinylog.Logger;

/// An external broker as upstream endpoint, by MQTT 5. The broker's ACL keeps a booth to its own
/// topics; what a message claims is proved by its keys all the same.
///
/// The session is a clean one: what the broker could not deliver is not kept there, because the
/// booth's journal has it and sends it again when no receipt comes. A kept session would put stale
/// messages before fresh alarms, and Mosquitto 2.0.11 sends more of them at once than it was told
/// it may, for which the connection ends again and again.
///
/// Messages are acknowledged after the commit, so that the broker's window bounds what waits here.
/// One that is refused is acknowledged too: the broker would hold the window for it until a
/// reconnect, while the booth sends again by itself when no receipt comes.
public final class BrokerUpstream implements Upstream {
    private static final int CONNECT_TIMEOUT_S = 10;
    private static final int CLOSE_TIMEOUT_S = 2;
    private static final int KEEP_ALIVE_S = 30;
    private static final int RECEIVE_MAXIMUM = 1_024;
    private static final int DEFAULT_PORT = 1883;
    private static final int DEFAULT_TLS_PORT = 8883;
    private static final long RECONNECT_FIRST_MS = 250;
    private static final long RECONNECT_MAX_MS = 10_000;
    private static final int CAUSES_MAX = 16;

    private final Mqtt5AsyncClient client;
    private final URI broker;

    private BrokerUpstream(Mqtt5AsyncClient client, URI broker) {
        this.client = client;
        this.broker = broker;
    }

    /// Connects with a password; afterwards the connection is kept up by itself.
    ///
    /// @param broker `tcp://host:port`
    /// @throws IOException when the broker is not there or refuses
    public static BrokerUpstream connect(URI broker, String user, String password)
            throws IOException, InterruptedException {
        return connect(
                broker,
                client(broker, user)
                        .simpleAuth()
                        .username(user)
                        .password(password.getBytes(StandardCharsets.UTF_8))
                        .applySimpleAuth()
                        .buildAsync());
    }

    /// Connects over TLS 1.3 with a client certificate, whose common name the broker takes for the
    /// user; afterwards the connection is kept up by itself. The host's name is checked.
    ///
    /// The library makes its own context, so this hop has no hybrid group; what booths send stays
    /// sealed on it.
    ///
    /// @param broker `ssl://host:port`
    /// @throws IOException when the broker is not there or refuses
    public static BrokerUpstream connect(URI broker, String user, TlsIdentity identity)
            throws IOException, InterruptedException {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            identity.fill(keys, trust);
            return connect(
                    broker,
                    client(broker, user)
                            .sslConfig()
                            .keyManagerFactory(keys)
                            .trustManagerFactory(trust)
                            .protocols(List.of("TLSv1.3"))
                            .applySslConfig()
                            .buildAsync());
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static Mqtt5ClientBuilder client(URI broker, String user) {
        boolean secure = "ssl".equals(broker.getScheme());
        int otherwise = secure ? DEFAULT_TLS_PORT : DEFAULT_PORT;
        return Mqtt5Client.builder()
                .identifier("gatehouse-central-" + user)
                .serverHost(broker.getHost())
                .serverPort(broker.getPort() < 0 ? otherwise : broker.getPort())
                .automaticReconnect()
                .initialDelay(RECONNECT_FIRST_MS, TimeUnit.MILLISECONDS)
                .maxDelay(RECONNECT_MAX_MS, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect();
    }

    private static BrokerUpstream connect(URI broker, Mqtt5AsyncClient client)
            throws IOException, InterruptedException {
        try {
            Mqtt5ConnAck ack =
                    client.connectWith()
                            .cleanStart(true)
                            .keepAlive(KEEP_ALIVE_S)
                            .restrictions()
                            .receiveMaximum(RECEIVE_MAXIMUM)
                            .applyRestrictions()
                            .send()
                            .get(CONNECT_TIMEOUT_S, TimeUnit.SECONDS);
            Logger.info("CEN-010 broker connected: reason={}", ack.getReasonCode());
        } catch (ExecutionException | TimeoutException e) {
            var _ = client.disconnect();
            throw new IOException("broker " + broker + " not reached: " + reason(e), e);
        }
        return new BrokerUpstream(client, broker);
    }

    /// The innermost words of a failed connection; brokers and TLS put nothing secret there.
    private static String reason(Throwable thrown) {
        Throwable inner = thrown;
        for (int i = 0; i < CAUSES_MAX && inner.getCause() != null; i++) {
            inner = inner.getCause();
        }
        return inner instanceof TimeoutException
                ? "no answer in time"
                : String.valueOf(inner.getMessage());
    }

    @Override
    public void deliverTo(Receiver receiver) {
        client.publishes(MqttGlobalPublishFilter.ALL, publish -> deliver(receiver, publish), true);
        try {
            // until then a broker has nobody to hand a booth's records to
            var _ =
                    client.subscribeWith()
                            .topicFilter(Topics.everyBooth(Topic.UP))
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .send()
                            .get(CONNECT_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Logger.error("CEN-011 broker refused the subscription");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void deliver(Receiver receiver, Mqtt5Publish publish) {
        Optional<BoothId> booth =
                Topics.parse(publish.getTopic().toString())
                        .filter(name -> name.topic() == Topic.UP)
                        .map(TopicName::booth)
                        .flatMap(BoothId::fromHex);
        if (booth.isEmpty()) {
            publish.acknowledge();
            return;
        }
        receiver.offer(booth.get(), publish.getPayloadAsBytes(), new Acknowledged(publish));
    }

    private record Acknowledged(Mqtt5Publish publish) implements Delivery {
        @Override
        public void done() {
            publish.acknowledge();
        }

        @Override
        public void refused() {
            publish.acknowledge();
        }

        @Override
        public void discarded() {
            publish.acknowledge();
        }
    }

    @Override
    public void send(BoothId booth, byte[] message) {
        var _ =
                client.publishWith()
                        .topic(Topics.down(booth.hex()))
                        .qos(MqttQos.AT_MOST_ONCE)
                        .payload(message)
                        .send();
    }

    @Override
    public List<String> addresses() {
        return List.of(broker.toString());
    }

    @Override
    public void close() {
        try {
            client.disconnect().get(CLOSE_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Logger.warn("CEN-013 broker left without goodbye");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
