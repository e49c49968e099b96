package dev.gatehouse.bus;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import javax.net.ssl.SSLException;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.internal.NetworkModule;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/// One connection to a broker, from attempt to end, by Paho 1.2.5 with its known faults avoided: a
/// client object lives for one connection, connecting is asynchronous and bounded by its owner, no
/// automatic reconnect, memory persistence, callbacks only enqueue, an end is `disconnectForcibly`
/// and then `close(true)`. Everything but the callbacks is called by the bus's one thread.
final class BrokerLink {

    static final int QOS = 1;

    private static final int CONNECT_TIMEOUT_S = 5;
    private static final int KEEP_ALIVE_S = 15;
    private static final int CLOSE_LIMIT_MS = 300;

    /// SUBACK of MQTT 3.1.1: refused.
    private static final int SUBSCRIBE_REFUSED = 0x80;

    /// Paho prints packets at its finest levels. A strong reference, or the level is forgotten.
    private static final java.util.logging.Logger PAHO =
            java.util.logging.Logger.getLogger("org.eclipse.paho.client.mqttv3");

    static {
        PAHO.setLevel(Level.OFF);
    }

    /// What a connection tells its owner; called on Paho's threads, must return at once.
    interface Events {
        void arrived(BrokerLink link, String topic, MqttMessage message);

        /// Something else has changed: look at the link again.
        void changed();
    }

    /// Paho over connections that are drained before they end.
    private static final class Client extends MqttAsyncClient {
        private final AtomicLong handedOver;
        private final int packetBytes;

        Client(BrokerBusConfig config, AtomicLong handedOver) throws MqttException {
            super(config.uri(), config.clientId(), new MemoryPersistence());
            this.handedOver = handedOver;
            this.packetBytes = config.limits().packetBytes();
        }

        @Override
        protected NetworkModule[] createNetworkModules(String address, MqttConnectOptions options)
                throws MqttException {
            NetworkModule[] modules = super.createNetworkModules(address, options);
            for (int i = 0; i < modules.length; i++) {
                modules[i] = new DrainedConnection(modules[i], handedOver::get, packetBytes);
            }
            return modules;
        }
    }

    private final MqttAsyncClient client;
    private final Events events;
    private final AtomicLong handedOver;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger subscribed = new AtomicInteger();
    private volatile boolean lost;
    private volatile BusState.Reason failure = BusState.Reason.NONE;

    private BrokerLink(MqttAsyncClient client, AtomicLong handedOver, Events events) {
        this.client = client;
        this.handedOver = handedOver;
        this.events = events;
    }

    /// Begins to connect.
    static BrokerLink open(BrokerBusConfig config, String willTopic, Events events)
            throws MqttException {
        AtomicLong handedOver = new AtomicLong();
        MqttAsyncClient client = new Client(config, handedOver);
        BrokerLink link = new BrokerLink(client, handedOver, events);
        client.setCallback(link.new Callback());
        client.setManualAcks(true);
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        // the broker keeps what comes while the booth is away
        options.setCleanSession(false);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout(CONNECT_TIMEOUT_S);
        options.setKeepAliveInterval(KEEP_ALIVE_S);
        options.setMaxInflight(2 * config.limits().inFlight());
        config.tls().map(BrokerSockets::new).ifPresent(options::setSocketFactory);
        config.login()
                .ifPresent(login -> {
                    options.setUserName(login.user());
                    options.setPassword(login.password().toCharArray());
                });
        if (config.farewell().length > 0) {
            options.setWill(willTopic, config.farewell(), QOS, true);
        }
        try {
            client.connect(options, null, link.new Told());
        } catch (MqttException | RuntimeException failed) {
            link.close(false);
            throw failed;
        }
        return link;
    }

    /// Whether the connection is over.
    boolean isLost() {
        return lost;
    }

    boolean isConnected() {
        return !lost && client.isConnected();
    }

    /// Why it is over or did not come about.
    BusState.Reason failure() {
        return failure;
    }

    /// Messages not acknowledged by the broker, with QoS 0 not written, yet or ever.
    int inFlight() {
        return inFlight.get();
    }

    /// Begins to subscribe; a refusal ends the connection with its reason.
    void subscribe(String filter) throws MqttException {
        client.subscribe(
                filter,
                QOS,
                null,
                new Told() {
                    @Override
                    public void onSuccess(IMqttToken token) {
                        for (int granted : token.getGrantedQos()) {
                            if (granted >= SUBSCRIBE_REFUSED) {
                                fail(BusState.Reason.SUBSCRIBE_REFUSED);
                            }
                        }
                        subscribed.incrementAndGet();
                        events.changed();
                    }
                });
    }

    /// Subscriptions that were answered.
    int subscribed() {
        return subscribed.get();
    }

    void publish(String topic, byte[] payload, int qos, boolean retain) throws MqttException {
        MqttMessage message = new MqttMessage(payload);
        message.setQos(qos);
        message.setRetained(retain);
        inFlight.incrementAndGet();
        try {
            client.publish(topic, message, null, new Sent());
        } catch (MqttException failed) {
            inFlight.decrementAndGet();
            throw failed;
        }
    }

    /// PUBACK for a message of this connection.
    void acknowledge(int packetId) {
        if (lost) {
            return;
        }
        try {
            client.messageArrivedComplete(packetId, QOS);
        } catch (MqttException gone) {
            fail(BusState.Reason.LOST);
        }
    }

    void fail(BusState.Reason reason) {
        if (failure == BusState.Reason.NONE) {
            failure = reason;
        }
        lost = true;
        events.changed();
    }

    /// Ends it within a bounded time.
    ///
    /// @param goodbye whether to say DISCONNECT, after which the broker publishes no will
    void close(boolean goodbye) {
        lost = true;
        try {
            client.disconnectForcibly(CLOSE_LIMIT_MS, CLOSE_LIMIT_MS, goodbye);
        } catch (MqttException e) {
            // it was not connected any more, which is what is wanted
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            // nothing left to close
        }
    }

    private static BusState.Reason reason(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case DrainedConnection.TooLongException _ -> {
                    return BusState.Reason.OVERFLOW;
                }
                case SSLException _ -> {
                    return BusState.Reason.TLS;
                }
                case SocketTimeoutException _ -> {
                    return BusState.Reason.TIMEOUT;
                }
                case ConnectException _ -> {
                    return BusState.Reason.UNREACHABLE;
                }
                case MqttException mqtt -> {
                    switch (mqtt.getReasonCode()) {
                        case MqttException.REASON_CODE_FAILED_AUTHENTICATION,
                                MqttException.REASON_CODE_NOT_AUTHORIZED,
                                MqttException.REASON_CODE_INVALID_CLIENT_ID -> {
                            return BusState.Reason.LOGIN_REFUSED;
                        }
                        case MqttException.REASON_CODE_CLIENT_TIMEOUT -> {
                            return BusState.Reason.TIMEOUT;
                        }
                        default -> {}
                    }
                }
                default -> {}
            }
        }
        return BusState.Reason.LOST;
    }

    /// Wakes the owner, and ends the connection when the step failed.
    private class Told implements IMqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            events.changed();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            fail(reason(cause));
        }
    }

    private final class Sent implements IMqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            inFlight.decrementAndGet();
            events.changed();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            // it stays in flight: the connection is over, and its owner counts what it took along
            fail(BusState.Reason.LOST);
        }
    }

    private final class Callback implements MqttCallback {
        @Override
        public void connectionLost(Throwable cause) {
            fail(cause == null ? BusState.Reason.LOST : reason(cause));
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            events.arrived(BrokerLink.this, topic, message);
            handedOver.incrementAndGet();
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // counted by the publish itself
        }
    }

    static long connectLimitNanos() {
        return TimeUnit.SECONDS.toNanos(CONNECT_TIMEOUT_S + 1L);
    }
}
