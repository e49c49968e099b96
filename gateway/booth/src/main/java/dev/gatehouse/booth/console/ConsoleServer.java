package dev.gatehouse.booth.console;

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
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// The HTTPS listener of the console: TLS 1.3, HTTP/1.1. One thread, `console`, owns every
/// connection, session and stream; [#publish] hands one picture of the booth over to it and
/// returns.
public final class ConsoleServer implements AutoCloseable {
    private static final int BACKLOG = 64;
    private static final long TICK_MS = 1_000;
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(16 * 1024, 64 * 1024);

    private final Parts parts;
    private final Counters counters = new Counters();
    private final Sessions sessions;
    private final Streams streams;
    private final Gatekeeper gate;
    private final Router router;
    private final HeadCheck check;
    private final Feed feed;
    private final AtomicReference<Feed.@Nullable Look> handedOver = new AtomicReference<>();
    private final Map<String, Integer> byNetwork = new HashMap<>();
    private int connections;
    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory("console", true), NioIoHandler.newFactory());
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable Channel listener;

    /// What a console is made of.
    ///
    /// @param host of the listening address as configured, one of the names it answers to
    /// @param listen address to bind
    /// @param hosts more names it answers to
    /// @param tls TLS 1.3, no client certificates
    /// @param folder of pairing codes, shared with the command line
    /// @param records takes what is to be journalled
    /// @param json prints a tree of maps, lists, texts, numbers and flags
    /// @param nanos monotonic
    /// @param wallMs the machine's clock, for the age of codes alone
    public record Parts(
            String host,
            InetSocketAddress listen,
            List<String> hosts,
            SslContext tls,
            Path folder,
            AccessRecords records,
            Function<Map<String, ?>, String> json,
            SecureRandom random,
            LongSupplier nanos,
            LongSupplier wallMs,
            ConsoleLimits limits) {}

    ConsoleServer(Parts parts) {
        this.parts = parts;
        Tokens tokens = new Tokens(parts.random());
        ConsoleLimits limits = parts.limits();
        this.sessions = new Sessions(tokens, limits);
        this.streams = new Streams(limits, counters, parts.nanos());
        this.gate =
                new Gatekeeper(
                        sessions,
                        new PairingFolder(parts.folder(), counters),
                        parts.records(),
                        counters,
                        parts.nanos(),
                        parts.wallMs());
        this.router = new Router(gate, streams, new Pages(), tokens, counters);
        this.check = new HeadCheck(new HostNames(parts.host(), parts.hosts()), limits, counters);
        this.feed = new Feed(tokens.name(), parts.json());
    }

    /// Binds and serves at once.
    ///
    /// @throws IOException when the address cannot be bound
    public static ConsoleServer start(Parts parts) throws IOException {
        PairingFolder.prepare(parts.folder());
        ConsoleServer server = new ConsoleServer(parts);
        try {
            server.bind();
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
        return server;
    }

    private void bind() throws IOException {
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
                                        if (admit(channel)) {
                                            SslHandler tls =
                                                    parts.tls().newHandler(channel.alloc());
                                            tls.setHandshakeTimeoutMillis(
                                                    parts.limits().handshakeMs());
                                            channel.pipeline().addLast(tls);
                                            equip(channel);
                                        }
                                    }
                                });
        ChannelFuture bound = bootstrap.bind(parts.listen()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on " + parts.listen(), bound.cause());
        }
        listener = bound.channel();
        var _ = group.scheduleWithFixedDelay(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
        Logger.info("CON-001 listening: https://{}:{}", parts.host(), address().getPort());
    }

    private boolean admit(Channel channel) {
        counters.add(ConsoleCounter.ACCEPTED);
        String network = ClientAddress.of(channel.remoteAddress()).network();
        if (connections >= parts.limits().connections()
                || byNetwork.getOrDefault(network, 0) >= parts.limits().connectionsPerAddress()) {
            counters.add(ConsoleCounter.REFUSED_CONNECTIONS);
            var _ = channel.close();
            return false;
        }
        connections++;
        byNetwork.merge(network, 1, Integer::sum);
        var _ =
                channel.closeFuture()
                        .addListener(_ -> {
                            connections--;
                            byNetwork.computeIfPresent(
                                    network, (_, count) -> count > 1 ? count - 1 : null);
                        });
        return true;
    }

    /// The handlers of one client behind TLS, for sockets and for tests without one.
    void equip(Channel channel) {
        HttpDecoderConfig decoder =
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(parts.limits().lineBytes())
                        .setMaxHeaderSize(parts.limits().headBytes())
                        .setMaxChunkSize(parts.limits().bodyBytes())
                        .setStrictLineParsing(true)
                        .setAllowDuplicateContentLengths(false);
        var _ =
                channel.pipeline()
                        .addLast(
                                new HttpServerCodec(decoder),
                                new Exchange(
                                        check, router::answer, streams, parts.limits(), counters));
    }

    void tick() {
        try {
            streams.useSessions(parts.nanos().getAsLong());
            gate.tick();
            streams.endOrphans();
        } catch (RuntimeException e) {
            // a thrown tick would be the last one of a scheduled task
            counters.add(ConsoleCounter.HANDLER_FAILED);
            Logger.error(
                    e,
                    "CON-006 a handler of the console failed; please report it: state={}",
                    "TICK");
        }
    }

    /// Shows one picture of the booth to all open pages; called by one thread at a time, about four
    /// times a second. A picture not yet taken over is replaced, never queued.
    ///
    /// @param status as the booth tells it, with `uptime_ms` as the time of the picture
    public void publish(Map<String, ?> status) {
        Feed.Look look = feed.look(status);
        if (handedOver.getAndSet(look) != null) {
            return;
        }
        try {
            group.execute(this::push);
        } catch (RejectedExecutionException _) {
            handedOver.set(null); // closed
        }
    }

    /// The same on the calling thread, for tests without a listener.
    void show(Map<String, ?> status) {
        streams.push(feed.look(status));
    }

    private void push() {
        Feed.Look look = handedOver.getAndSet(null);
        if (look != null) {
            streams.push(look);
        }
    }

    /// The bound address.
    public InetSocketAddress address() {
        Channel bound = listener;
        if (bound == null) {
            throw new IllegalStateException("not bound");
        }
        return (InetSocketAddress) bound.localAddress();
    }

    /// What it tells of itself: counters that ever counted, by lower-case name.
    public Map<String, Long> status() {
        return new LinkedHashMap<>(counters.positive());
    }

    Counters counters() {
        return counters;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Channel bound = listener;
        if (bound != null) {
            var _ = bound.close().awaitUninterruptibly();
        }
        int closeMs = parts.limits().closeMs();
        var _ =
                group.shutdownGracefully(0, closeMs, TimeUnit.MILLISECONDS)
                        .awaitUninterruptibly(2L * closeMs);
    }
}
