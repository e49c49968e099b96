package dev.gatehouse.drivers.http;

import dev.gatehouse.drivers.LinkContext;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One bound address for many readers, on one loop thread `link-http`. Opened with its first open
/// link, closed with its last; the provider guards both.
final class HttpListener {

    private static final int BACKLOG = 64;
    private static final long STOP_MS = 2_000;

    private final InetSocketAddress address;
    private final HttpLimits limits;
    private final LinkContext.Clock clock;
    private final Optional<ListenerTls> tls;
    private final HttpCounters counters = new HttpCounters();
    private final Map<String, HttpRoute> routes = new ConcurrentHashMap<>();
    private final AtomicLong heldBytes = new AtomicLong();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /// Owned by the loop.
    private final Map<InetAddress, Integer> perAddress = new HashMap<>();

    private int openConnections;
    private @Nullable MultiThreadIoEventLoopGroup loop;
    private @Nullable Channel server;
    private volatile boolean closing;
    private volatile int boundPort;

    HttpListener(
            InetSocketAddress address,
            HttpLimits limits,
            LinkContext.Clock clock,
            Optional<ListenerTls> tls) {
        this.tls = tls;
        this.address = address;
        this.limits = limits;
        this.clock = clock;
        this.boundPort = address.getPort();
    }

    HttpLimits limits() {
        return limits;
    }

    LinkContext.Clock clock() {
        return clock;
    }

    boolean hasTls(ListenerTls other) {
        return tls.isPresent() && tls.get().sameFiles(other);
    }

    HttpCounters counters() {
        return counters;
    }

    boolean isClosing() {
        return closing;
    }

    boolean isBound() {
        return server != null;
    }

    /// Port that was given, where the address asked for any.
    int port() {
        return boundPort;
    }

    /// Makes a reader known; false when one of its paths is taken.
    boolean add(HttpRoute route) {
        if (route.paths().stream().anyMatch(routes::containsKey)) {
            return false;
        }
        route.paths().forEach(path -> routes.put(path, route));
        return true;
    }

    void remove(HttpRoute route) {
        route.paths().forEach(path -> routes.remove(path, route));
    }

    boolean isEmpty() {
        return routes.isEmpty();
    }

    /// The reader at a path, whose last segment may be its secret.
    @Nullable HttpRoute route(String path) {
        HttpRoute exact = routes.get(path);
        if (exact != null) {
            return exact.access().hasPathSecret() ? null : exact;
        }
        int slash = path.lastIndexOf('/');
        HttpRoute guarded = slash <= 0 ? null : routes.get(path.substring(0, slash));
        boolean fits =
                guarded != null && guarded.access().pathSecretFits(path.substring(slash + 1));
        return fits ? guarded : null;
    }

    /// Reserves memory for a body; false when all bodies together would pass the limit.
    boolean hold(int bytes) {
        if (heldBytes.addAndGet(bytes) > limits.maxHeldBytes()) {
            heldBytes.addAndGet(-bytes);
            counters.add(HttpCounter.HELD_BYTES_FULL);
            return false;
        }
        return true;
    }

    void release(int bytes) {
        heldBytes.addAndGet(-bytes);
    }

    /// Starts listening.
    ///
    /// @throws IOException when the address is taken or not ours
    void bind() throws IOException {
        closing = false;
        MultiThreadIoEventLoopGroup group =
                new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory("link-http", true), NioIoHandler.newFactory());
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(group)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        accept(channel);
                                    }
                                });
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var _ = group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
            throw new IOException(
                    "LPR-010 cannot listen on "
                            + address.getAddress().getHostAddress()
                            + ":"
                            + address.getPort()
                            + ": stop the program that has the port, or change the link's address",
                    bound.cause());
        }
        loop = group;
        server = bound.channel();
        if (bound.channel().localAddress() instanceof InetSocketAddress local) {
            boundPort = local.getPort();
        }
    }

    private void accept(SocketChannel channel) {
        counters.add(HttpCounter.CONNECTIONS);
        if (openConnections >= limits.maxConnections() || closing) {
            counters.add(HttpCounter.CONNECTIONS_DROPPED);
            var _ = channel.close();
            return;
        }
        openConnections++;
        InetAddress sender = channel.remoteAddress().getAddress();
        int already = perAddress.merge(sender, 1, Integer::sum) - 1;
        boolean over = already >= limits.maxConnectionsPerAddress();
        if (over) {
            counters.add(HttpCounter.CONNECTIONS_OVER_ADDRESS_LIMIT);
        }
        var _ =
                channel.closeFuture()
                        .addListener(_ -> {
                            openConnections--;
                            perAddress.computeIfPresent(
                                    sender, (_, count) -> count > 1 ? count - 1 : null);
                        });
        connections.add(channel);
        StrictRequestDecoder decoder = new StrictRequestDecoder(limits);
        HttpConnection connection = new HttpConnection(this, decoder, over);
        tls.ifPresent(own -> own.add(channel));
        channel.pipeline()
                .addLast(connection.new Arrival())
                .addLast(decoder)
                .addLast(new HttpResponseEncoder())
                .addLast(connection);
    }

    /// Lets answers on their way go out, then closes every connection. The port is free when this
    /// returns.
    void close() {
        closing = true;
        Channel bound = server;
        MultiThreadIoEventLoopGroup group = loop;
        server = null;
        loop = null;
        if (bound == null || group == null) {
            return;
        }
        if (bound.eventLoop().inEventLoop()) {
            var _ = bound.close();
            closeConnections();
            var _ = group.shutdownGracefully(0, STOP_MS, TimeUnit.MILLISECONDS);
            return;
        }
        bound.close().awaitUninterruptibly(STOP_MS);
        // Runs behind the answers that closing routes have just put on the loop.
        bound.eventLoop().submit((Runnable) this::closeConnections).awaitUninterruptibly(STOP_MS);
        group.shutdownGracefully(0, STOP_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(STOP_MS);
    }

    private void closeConnections() {
        var _ = connections.close();
    }
}
