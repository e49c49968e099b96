package dev.gatehouse.bus;

import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.protocols.Decoded;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/// An officer's commands to a booth over its bus, one at a time, each with its reply; MQTT 3.1.1,
/// QoS 1, a clean session. For command lines: it waits, and it does not reconnect.
public final class OfficerClient implements AutoCloseable {
    private static final int CONNECT_LIMIT_MS = 5_000;
    private static final int CLOSE_LIMIT_MS = 300;
    private static final int QOS = 1;

    /// SUBACK of MQTT 3.1.1: refused.
    private static final int SUBSCRIBE_REFUSED = 0x80;

    /// Replies that nobody waits for any more; the oldest goes.
    private static final int MAX_REPLIES = 16;

    private final MqttAsyncClient client;
    private final String booth;
    private final String badge;
    private final BlockingQueue<byte[]> replies = new ArrayBlockingQueue<>(MAX_REPLIES);

    private OfficerClient(MqttAsyncClient client, String booth, String badge) {
        this.client = client;
        this.booth = booth;
        this.badge = badge;
    }

    /// How an officer shows who it is.
    public sealed interface Proof {
        /// Beyond loopback.
        ///
        /// @param sockets show the officer's certificate
        record Certificate(SSLSocketFactory sockets) implements Proof {}

        /// On loopback.
        record Password(String user, String password) implements Proof {
            @Override
            public String toString() {
                return "Password[user=" + user + ", password withheld]";
            }
        }
    }

    /// Connects and listens for replies.
    ///
    /// @param uri `ssl://host:port` with a certificate, `tcp://host:port` with a password
    /// @throws IOException when the bus cannot be reached or refuses the officer
    public static OfficerClient open(String uri, String booth, String badge, Proof proof)
            throws IOException {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(true);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout(CONNECT_LIMIT_MS / 1000);
        switch (proof) {
            case Proof.Certificate(SSLSocketFactory sockets) ->
                    options.setSocketFactory(new BrokerSockets(sockets));
            case Proof.Password(String user, String password) -> {
                options.setUserName(user);
                options.setPassword(password.toCharArray());
            }
        }
        try {
            OfficerClient opened =
                    new OfficerClient(
                            new MqttAsyncClient(
                                    uri,
                                    MqttAsyncClient.generateClientId(),
                                    new MemoryPersistence()),
                            booth,
                            badge);
            try {
                opened.connect(options);
                return opened;
            } catch (MqttException e) {
                opened.close();
                throw e;
            }
        } catch (MqttException e) {
            throw new IOException(reason(e), e);
        }
    }

    private void connect(MqttConnectOptions options) throws MqttException {
        client.connect(options).waitForCompletion(CONNECT_LIMIT_MS);
        IMqttToken subscribed =
                client.subscribe(
                        Topics.officerReply(booth, badge),
                        QOS,
                        (_, message) -> {
                            while (!replies.offer(message.getPayload())) {
                                var _ = replies.poll();
                            }
                        });
        subscribed.waitForCompletion(CONNECT_LIMIT_MS);
        for (int granted : subscribed.getGrantedQos()) {
            if (granted >= SUBSCRIBE_REFUSED) {
                throw new MqttException(MqttException.REASON_CODE_NOT_AUTHORIZED);
            }
        }
    }

    /// Sends a command and waits for its reply.
    ///
    /// @return empty when none came in time; whether it was carried out is then unknown, and the
    ///   same command may be sent again under the same id
    /// @throws IOException when the connection is lost
    public Optional<CommandReply> send(OfficerCommand command, long limitMs)
            throws IOException, InterruptedException {
        try {
            client.publish(Topics.officerCommand(booth, badge), Json.print(command), QOS, false)
                    .waitForCompletion(limitMs);
        } catch (MqttException e) {
            throw new IOException(reason(e), e);
        }
        long dueNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
        while (true) {
            byte[] payload = replies.poll(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (payload == null) {
                return Optional.empty();
            }
            if (Json.parse(payload, CommandReply.getDefaultInstance())
                            instanceof Decoded.Message<CommandReply>(CommandReply reply)
                    && reply.getCommandId().equals(command.getCommandId())) {
                return Optional.of(reply);
            }
        }
    }

    private static String reason(MqttException e) {
        return switch (e.getReasonCode()) {
            case MqttException.REASON_CODE_FAILED_AUTHENTICATION,
                    MqttException.REASON_CODE_NOT_AUTHORIZED ->
                    "the bus refuses this officer";
            case MqttException.REASON_CODE_CLIENT_TIMEOUT -> "the bus does not answer";
            default -> {
                Throwable cause = e.getCause();
                yield cause == null ? e.toString() : cause.toString();
            }
        };
    }

    @Override
    public void close() {
        try {
            client.disconnectForcibly(0, CLOSE_LIMIT_MS);
        } catch (MqttException e) {
            // it was not connected any more, which is what is wanted
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            // nothing left to close
        }
    }
}
