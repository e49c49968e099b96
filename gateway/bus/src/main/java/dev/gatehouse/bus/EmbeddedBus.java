package dev.gatehouse.bus;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.tinylog.Logger;

/// The MQTT listener inside this process: MQTT 3.1.1 and 5, QoS 0 and 1, retained messages, wills,
/// rights per client.
///
/// One thread, `bus`, owns every connection and all routing; publishing hands a message over to it
/// and returns. What the listener does not do it declares in CONNACK: no QoS 2, no session that
/// outlives its connection, no shared subscription, no topic alias. It is `$SYS`-free.
public final class EmbeddedBus implements Bus {

    private static final int BACKLOG = 128;
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private final Broker broker;
    private final EventLoopGroup group;
    private final List<Channel> listeners = new ArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final AtomicInteger localMessages = new AtomicInteger();
    private final AtomicInteger localBytes = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBus(Broker broker, EventLoopGroup group) {
        this.broker = broker;
        this.group = group;
    }

    /// Binds every address and serves at once.
    ///
    /// @param nanoClock monotonic clock, `System::nanoTime` outside tests
    /// @throws IOException when an address cannot be bound; nothing is left open then
    public static EmbeddedBus start(
            EmbeddedBusConfig config, Authenticator authenticator, LongSupplier nanoClock)
            throws IOException {
        Broker broker = new Broker(config.self(), authenticator, config.limits(), nanoClock);
        EventLoopGroup group =
                new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory("bus", true), NioIoHandler.newFactory());
        EmbeddedBus bus = new EmbeddedBus(broker, group);
        try {
            for (ListenAddress address : config.listen()) {
                bus.bind(address);
            }
        } catch (IOException | RuntimeException failed) {
            bus.close();
            throw failed;
        }
        return bus;
    }

    private void bind(ListenAddress listen) throws IOException {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(group)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, true)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        listen.tls()
                                                .ifPresent(tls -> {
                                                    SslHandler handler =
                                                            tls.newHandler(channel.alloc());
                                                    handler.setHandshakeTimeoutMillis(
                                                            broker.limits().connectTimeoutMs());
                                                    channel.pipeline().addLast(handler);
                                                });
                                        equip(channel, broker);
                                    }
                                });
        ChannelFuture bound = bootstrap.bind(listen.address()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on " + listen.address(), bound.cause());
        }
        listeners.add(bound.channel());
        Endpoint endpoint =
                new Endpoint(
                        (InetSocketAddress) bound.channel().localAddress(),
                        listen.tls().isPresent());
        endpoints.add(endpoint);
        Logger.info("BUS-001 listening: {}", endpoint.uri());
    }

    /// The handlers of one client, for sockets and for tests without one.
    static Connection equip(Channel channel, Broker broker) {
        Connection connection = new Connection(broker);
        var _ =
                channel.pipeline()
                        .addLast(
                                connection.framer(),
                                new MqttDecoder(
                                        broker.limits().packetBytes(),
                                        ConnectCheck.MAX_CLIENT_ID_LENGTH,
                                        true),
                                MqttEncoder.INSTANCE,
                                connection);
        return connection;
    }

    @Override
    public void publish(String topic, byte[] payload, boolean retain) {
        TopicName name = Publishing.require(broker.acl(), broker.self(), topic, retain);
        Publishing.requireFits(broker.limits(), payload);
        if (!reserve(payload.length)) {
            broker.counters().add(BusCounter.LOCAL_DROPPED);
            return;
        }
        Publication publication =
                new Publication(
                        name,
                        topic,
                        TopicFilter.levelsOf(topic),
                        payload,
                        name.topic().qos(),
                        retain,
                        false,
                        broker.self(),
                        null,
                        MqttProperties.NO_PROPERTIES,
                        broker.nowNanos(),
                        Publication.NEVER);
        handOver(publication);
    }

    private void handOver(Publication publication) {
        try {
            group.execute(() -> {
                release(publication.payload().length);
                broker.counters().add(BusCounter.LOCAL_PUBLISHED);
                broker.route(publication);
                broker.localsFor(publication)
                        .forEach(local -> broker.tell(local, publication, false, BusAck.NONE));
            });
        } catch (RejectedExecutionException _) {
            release(publication.payload().length);
            broker.counters().add(BusCounter.LOCAL_DROPPED);
        }
    }

    private boolean reserve(int bytes) {
        int messages = localMessages.incrementAndGet();
        int octets = localBytes.addAndGet(bytes);
        boolean room =
                messages <= broker.limits().localMessages()
                        && octets <= broker.limits().localBytes();
        if (!room) {
            release(bytes);
        }
        return room;
    }

    private void release(int bytes) {
        localMessages.decrementAndGet();
        localBytes.addAndGet(-bytes);
    }

    @Override
    public BusSubscription subscribe(String topicFilter, BusListener listener) {
        Broker.Local local = new Broker.Local(TopicFilter.of(topicFilter), listener);
        broker.add(local);
        try {
            group.execute(() ->
                    broker.retainedFor(local.filter())
                            .forEach(publication ->
                                    broker.tell(local, publication, true, BusAck.NONE)));
        } catch (RejectedExecutionException _) {
            // closed: nothing retained is left to tell
        }
        return () -> broker.remove(local);
    }

    /// Takes new credentials and ends the connections of principals that are gone or changed: how a
    /// device is revoked.
    @Override
    public void replacePrincipals(Principals principals) {
        group.execute(() -> broker.replace(principals, principals.all()));
    }

    @Override
    public BusStats stats() {
        return broker.stats();
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    /// What was published before leaves first; MQTT 5 clients are told 0x8B (server shutting down).
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        listeners.forEach(channel -> {
            var _ = channel.close().awaitUninterruptibly();
        });
        int timeoutMs = broker.limits().closeTimeoutMs();
        var _ = group.submit(broker::shutDown).awaitUninterruptibly(timeoutMs);
        var _ =
                group.shutdownGracefully(0, timeoutMs, TimeUnit.MILLISECONDS)
                        .awaitUninterruptibly(2L * timeoutMs);
    }
}
