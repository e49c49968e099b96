package dev.gatehouse.simulators;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// As much of a broker as one officer needs: checks passwords, remembers subscriptions, hands what clients publish to
/// the test. The codec is Netty's, so the bytes are right.
final class TinyBroker implements AutoCloseable {

    /// A message a client published.
    record Published(String topic, String payload) {}

    final BlockingQueue<Published> published = new LinkedBlockingQueue<>();
    final AtomicInteger refusedLogins = new AtomicInteger();
    private final Set<String> logins;
    private final ServerSocket server;
    private final Collection<Client> clients = new CopyOnWriteArrayList<>();

    /// @param logins `user:password`
    TinyBroker(Set<String> logins) throws IOException {
        this.logins = logins;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::acceptAll);
    }

    String uri() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    /// Topics somebody listens to now.
    Set<String> topics() {
        Set<String> all = ConcurrentHashMap.newKeySet();
        clients.forEach(client -> all.addAll(client.topics));
        return all;
    }

    void publish(String topic, String payload) {
        for (Client client : clients) {
            if (client.topics.contains(topic)) {
                client.send(
                        MqttMessageBuilders.publish()
                                .topicName(topic)
                                .qos(MqttQoS.AT_MOST_ONCE)
                                .payload(Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8))
                                .build());
            }
        }
    }

    /// Cuts every connection.
    void cut() {
        clients.forEach(Client::close);
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }

    private void acceptAll() {
        try {
            while (true) {
                Client client = new Client(server.accept());
                clients.add(client);
                Thread.ofVirtual().start(client);
            }
        } catch (IOException e) {
            // Closed by the test.
        }
    }

    private final class Client implements Runnable {
        private final Socket socket;
        private final Set<String> topics = ConcurrentHashMap.newKeySet();
        private final EmbeddedChannel codec = new EmbeddedChannel(new MqttDecoder(1 << 16), MqttEncoder.INSTANCE);

        Client(Socket socket) {
            this.socket = socket;
        }

        @Override
        public void run() {
            byte[] part = new byte[4096];
            try (InputStream in = socket.getInputStream()) {
                for (int n = in.read(part); n > 0; n = in.read(part)) {
                    synchronized (this) {
                        codec.writeInbound(Unpooled.copiedBuffer(part, 0, n));
                        for (MqttMessage each = codec.readInbound(); each != null; each = codec.readInbound()) {
                            handle(each);
                        }
                    }
                }
            } catch (IOException e) {
                // Cut.
            } finally {
                close();
            }
        }

        private void handle(MqttMessage message) {
            switch (message) {
                case MqttConnectMessage connect -> {
                    String login =
                            connect.payload().userName()
                                    + ":"
                                    + new String(connect.payload().passwordInBytes(), StandardCharsets.UTF_8);
                    boolean known = logins.contains(login);
                    send(
                            MqttMessageBuilders.connAck()
                                    .returnCode(
                                            known
                                                    ? MqttConnectReturnCode.CONNECTION_ACCEPTED
                                                    : MqttConnectReturnCode
                                                            .CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD)
                                    .build());
                    if (!known) {
                        refusedLogins.incrementAndGet();
                        close();
                    }
                }
                case MqttSubscribeMessage subscribe -> {
                    subscribe.payload().topicSubscriptions().forEach(each -> topics.add(each.topicFilter()));
                    send(
                            MqttMessageBuilders.subAck()
                                    .packetId(subscribe.variableHeader().messageId())
                                    .addGrantedQos(MqttQoS.AT_LEAST_ONCE)
                                    .build());
                }
                case MqttPublishMessage publish -> {
                    send(MqttMessageBuilders.pubAck().packetId(publish.variableHeader().packetId()).build());
                    published.add(
                            new Published(
                                    publish.variableHeader().topicName(),
                                    publish.payload().toString(StandardCharsets.UTF_8)));
                    publish.release();
                }
                default -> {}
            }
        }

        private synchronized void send(MqttMessage message) {
            codec.writeOutbound(message);
            for (ByteBuf each = codec.readOutbound(); each != null; each = codec.readOutbound()) {
                try {
                    each.readBytes(socket.getOutputStream(), each.readableBytes());
                } catch (IOException e) {
                    close();
                } finally {
                    each.release();
                }
            }
        }

        private void close() {
            clients.remove(this);
            try {
                socket.close();
            } catch (IOException e) {
                // Gone already.
            }
        }
    }
}
