package dev.gatehouse.drivers.tcp;

import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.NetworkLoop;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// A port to which one device connects. As long as it is there, every other peer is refused: a
/// device that lost its power and comes again while its old connection still stands waits until the
/// driver notices the silence and opens the link anew.
final class TcpListenLink extends TcpStream {

    /// Connections that the kernel may hold for us to take.
    private static final int BACKLOG = 8;

    private final NetworkLoop loop;
    private final InetSocketAddress address;
    private final Optional<InetAddress> only;
    private final String deviceId;
    private final LinkContext.Clock clock;
    private volatile @Nullable Channel listener;
    private @Nullable TcpPeer taken;
    private volatile boolean closed;

    TcpListenLink(
            NetworkLoop loop,
            InetSocketAddress address,
            Optional<InetAddress> only,
            String deviceId,
            LinkContext.Clock clock) {
        this.loop = loop;
        this.address = address;
        this.only = only;
        this.deviceId = deviceId;
        this.clock = clock;
    }

    @Override
    public synchronized void open(FrameSink sink) throws IOException {
        if (listener != null || closed) {
            throw new IOException("tcp-listen link was opened before; make a new link");
        }
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(loop.join())
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        channel.pipeline()
                                                .addLast(
                                                        new TcpPeer(
                                                                deviceId,
                                                                clock,
                                                                counters,
                                                                sink,
                                                                TcpListenLink.this));
                                    }
                                });
        TcpPeer.options().forEach((option, value) -> set(bootstrap, option, value));
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loop.leave();
            throw new IOException(
                    "TCP-010 cannot listen on port "
                            + address.getPort()
                            + ": stop the program that has the port, or change the link's address",
                    bound.cause());
        }
        listener = bound.channel();
    }

    @SuppressWarnings("unchecked")
    private static <T> void set(ServerBootstrap bootstrap, ChannelOption<T> option, Object value) {
        bootstrap.childOption(option, (T) value);
    }

    @Override
    public boolean begun(TcpPeer peer) {
        boolean right =
                only.isEmpty() || peer.remote().map(InetSocketAddress::getAddress).equals(only);
        if (!right) {
            refused(TcpCounter.WRONG_PEERS, "address");
            return false;
        }
        if (closed || taken != null) {
            refused(TcpCounter.SECOND_PEERS, "line taken");
            return false;
        }
        taken = peer;
        var _ = counters.add(TcpCounter.OPENED);
        current = peer;
        Logger.info("TCP-003 connected: device={}", deviceId);
        return true;
    }

    private void refused(TcpCounter counter, String why) {
        long count = counters.add(counter);
        if (Long.bitCount(count) == 1) {
            Logger.warn("TCP-005 peer refused: device={} reason={} count={}", deviceId, why, count);
        }
    }

    @Override
    public void ended(TcpPeer peer, String reason) {
        taken = null;
        current = null;
        if (!closed) {
            Logger.warn("TCP-004 connection ended: device={} reason={}", deviceId, reason);
        }
    }

    /// The device is let go of; it comes again when it wants to.
    @Override
    public void reopen(String reason) {
        TcpPeer peer = current;
        if (peer != null) {
            var _ = counters.add(TcpCounter.REOPEN_REQUESTS);
            current = null;
            peer.end(reason);
        }
    }

    /// Address and port in use.
    Optional<InetSocketAddress> localAddress() {
        Channel open = listener;
        return open != null && open.localAddress() instanceof InetSocketAddress local
                ? Optional.of(local)
                : Optional.empty();
    }

    @Override
    public String describe() {
        InetSocketAddress shown = localAddress().orElse(address);
        String host =
                shown.getAddress().isAnyLocalAddress() ? "" : shown.getAddress().getHostAddress();
        return "tcp-listen:" + host + ":" + shown.getPort() + (up() ? "" : ", not connected");
    }

    @Override
    public synchronized void close() {
        closed = true;
        Channel open = listener;
        listener = null;
        TcpPeer peer = current;
        current = null;
        if (open == null) {
            return;
        }
        ChannelFuture closing = open.close();
        if (!open.eventLoop().inEventLoop()) {
            var _ = closing.awaitUninterruptibly(CLOSE_LIMIT_MS);
        }
        if (peer != null) {
            peer.endAndWait(CLOSE_LIMIT_MS);
        }
        loop.leave();
    }
}
