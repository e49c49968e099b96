package dev.gatehouse.drivers.tcp;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.LinkContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// One connection, whichever side began it. Read on the loop; sent to from any thread.
final class TcpPeer extends SimpleChannelInboundHandler<ByteBuf> {

    /// Octets on their way to the socket.
    static final int SEND_LIMIT_BYTES = 1 << 20;

    private static final int LEAST_READ_BYTES = 512;
    private static final int FIRST_READ_BYTES = 4_096;
    private static final int MOST_READ_BYTES = 65_536;

    /// Reads before the loop looks at the other connections: a flood on one does not starve them.
    private static final int READS_IN_A_ROW = 8;

    /// Hears of the two ends of a connection, on the loop.
    interface Line {
        /// There is a connection; false when it is not wanted, which closes it.
        boolean begun(TcpPeer peer);

        /// It ended.
        ///
        /// @param reason why, for the log
        void ended(TcpPeer peer, String reason);
    }

    private final String deviceId;
    private final LinkContext.Clock clock;
    private final TcpCounters counters;
    private final FrameSink sink;
    private final Line line;
    private final AtomicInteger waitingBytes = new AtomicInteger();
    private volatile @Nullable Channel channel;
    private volatile String reason = "closed by the peer";
    private boolean wanted;

    TcpPeer(
            String deviceId,
            LinkContext.Clock clock,
            TcpCounters counters,
            FrameSink sink,
            Line line) {
        this.deviceId = deviceId;
        this.clock = clock;
        this.counters = counters;
        this.sink = sink;
        this.line = line;
    }

    /// Of sockets on both sides.
    static Map<ChannelOption<?>, Object> options() {
        return Map.of(
                ChannelOption.TCP_NODELAY,
                true,
                ChannelOption.SO_KEEPALIVE,
                true,
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(
                                LEAST_READ_BYTES, FIRST_READ_BYTES, MOST_READ_BYTES)
                        .maxMessagesPerRead(READS_IN_A_ROW));
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        wanted = line.begun(this);
        if (!wanted) {
            var _ = context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        channel = null;
        if (wanted) {
            wanted = false;
            line.ended(this, reason);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf content) {
        if (!wanted || !content.isReadable()) {
            return;
        }
        byte[] octets = new byte[content.readableBytes()];
        content.readBytes(octets);
        var _ = counters.add(TcpCounter.OCTETS_IN, octets.length);
        sink.accept(new Frame(octets, clock.now(), Acknowledgement.none()));
    }

    /// A lost connection, or a fault behind the sink: octets of a stream cannot be left out, so
    /// that the connection ends either way.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            end("lost");
        } else {
            var _ = counters.add(TcpCounter.FAULTS);
            Logger.error(
                    "TCP-001 octets not taken: device={} type={}",
                    deviceId,
                    cause.getClass().getName());
            end("fault");
        }
    }

    /// See [dev.gatehouse.drivers.StreamLink#send].
    boolean send(byte[] octets) {
        Channel open = channel;
        if (open == null) {
            return false;
        }
        if (waitingBytes.addAndGet(octets.length) > SEND_LIMIT_BYTES) {
            waitingBytes.addAndGet(-octets.length);
            return false;
        }
        var _ =
                open.writeAndFlush(Unpooled.wrappedBuffer(octets.clone()))
                        .addListener(done -> {
                            waitingBytes.addAndGet(-octets.length);
                            var _ =
                                    done.isSuccess()
                                            ? counters.add(TcpCounter.OCTETS_OUT, octets.length)
                                            : counters.add(TcpCounter.SEND_FAILURES);
                        });
        return true;
    }

    void hold(boolean on) {
        Channel open = channel;
        if (open != null) {
            open.config().setAutoRead(!on);
        }
    }

    /// Closes the connection; from any thread.
    void end(String why) {
        Channel open = channel;
        if (open != null) {
            reason = why;
            var _ = open.close();
        }
    }

    /// Closes it and waits, unless this is the loop itself.
    void endAndWait(long limitMs) {
        Channel open = channel;
        if (open == null) {
            return;
        }
        reason = "link closed";
        var closing = open.close();
        if (!open.eventLoop().inEventLoop()) {
            var _ = closing.awaitUninterruptibly(limitMs);
        }
    }

    /// Address of the other end.
    Optional<InetSocketAddress> remote() {
        Channel open = channel;
        return open != null && open.remoteAddress() instanceof InetSocketAddress address
                ? Optional.of(address)
                : Optional.empty();
    }
}
