package dev.gatehouse.booth.uplink;

import dev.gatehouse.bus.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

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
    private final Wire wire;
    private final AtomicInteger inFlight = new AtomicInteger();

    private PahoSession(MqttAsyncClient client, String up, Wire wire) {
        this.client = client;
        this.up = up;
        this.wire = wire;
    }

    /// Where the booth's TLS context comes from; asked anew for each connection, so that a renewed
    /// certificate needs no restart.
    @FunctionalInterface
    public interface Tls {
        SSLContext context() throws IOException;
    }

    /// Sessions of one booth.
    ///
    /// @param booth pseudonym, 16 hexadecimal digits: user name, client id and topic
    /// @param password of the booth at central's endpoint
    /// @param tls for addresses that begin with `ssl://`
    public static Factory factory(String booth, String password, Tls tls) {
        WireCount count = new WireCount();
        return new Factory() {
            @Override
            public UpstreamSession connect(String address, Listener listener) throws IOException {
                Wire wire = Wire.of(URI.create(address), tls, count);
                return open(address, wire, booth, password, listener);
            }

            @Override
            public WireCount wire() {
                return count;
            }
        };
    }

    /// Makes the one socket of a session. Paho sees TCP only.
    private static final class Wire extends SocketFactory {
        private final URI address;
        private final Optional<SSLContext> tls;
        private final WireCount count;
        private volatile @Nullable TlsSocket secured;

        private Wire(URI address, Optional<SSLContext> tls, WireCount count) {
            this.address = address;
            this.tls = tls;
            this.count = count;
        }

        static Wire of(URI address, Tls tls, WireCount count) throws IOException {
            try {
                boolean secure = "ssl".equals(address.getScheme());
                return new Wire(
                        address, secure ? Optional.of(tls.context()) : Optional.empty(), count);
            } catch (IOException e) {
                throw UpstreamFault.CERTIFICATE_UNUSABLE.at(address.toString(), e);
            }
        }

        String uri() {
            return "tcp://" + address.getAuthority();
        }

        Optional<TlsFacts> facts() {
            TlsSocket socket = secured;
            return socket == null ? Optional.empty() : socket.facts();
        }

        @Override
        public Socket createSocket() {
            if (tls.isEmpty()) {
                return new WireSocket(count, new ServerHelloWatch(), false);
            }
            TlsSocket made = new TlsSocket(tls.get(), host(), address.getPort(), count);
            secured = made;
            return made;
        }

        /// Without the brackets of an IPv6 literal.
        private String host() {
            return address.getHost().replace("[", "").replace("]", "");
        }

        private static IOException unused() {
            return new IOException("Paho makes sockets unconnected");
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw unused();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort)
                throws IOException {
            throw unused();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw unused();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
                throws IOException {
            throw unused();
        }
    }

    private static UpstreamSession open(
            String address, Wire wire, String booth, String password, Listener listener)
            throws IOException {
        MqttAsyncClient client;
        try {
            client = new MqttAsyncClient(wire.uri(), "booth-" + booth, new MemoryPersistence());
        } catch (MqttException | IllegalArgumentException e) {
            throw new IOException("upstream address cannot be used: " + address, e);
        }
        PahoSession session = new PahoSession(client, Topics.up(booth), wire);
        client.setCallback(new Callback(listener));
        try {
            MqttConnectOptions options = new MqttConnectOptions();
            options.setSocketFactory(wire);
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
            throw fault(e).at(address, e);
        }
    }

    private static UpstreamFault fault(MqttException e) {
        return switch (e.getReasonCode()) {
            case MqttException.REASON_CODE_FAILED_AUTHENTICATION,
                    MqttException.REASON_CODE_NOT_AUTHORIZED ->
                    UpstreamFault.LOGIN_REFUSED;
            case MqttException.REASON_CODE_SERVER_CONNECT_ERROR -> UpstreamFault.NOT_LISTENING;
            case MqttException.REASON_CODE_CLIENT_TIMEOUT -> UpstreamFault.NO_ANSWER;
            default -> UpstreamFault.of(e);
        };
    }

    @Override
    public Optional<TlsFacts> tls() {
        return wire.facts();
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
            throw fault(e).at(wire.address.toString(), e);
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
