package dev.gatehouse.drivers.udp;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.DatagramLink;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.NetworkLoop;
import dev.gatehouse.drivers.StreamLink;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// One UDP socket on the shared loop. Sends from any thread; the loop delivers. What the kernel's
/// own buffer cannot hold is lost before anybody here sees it.
final class UdpLink implements DatagramLink, StreamLink {

    /// Datagrams on their way to the socket.
    static final int SEND_LIMIT = 1_024;

    /// Reads before the loop looks at the other sockets: a flood on one does not starve them.
    private static final int READS_IN_A_ROW = 64;

    private static final int KERNEL_BUFFER_BYTES = 1 << 20;
    private static final long CLOSE_LIMIT_MS = 2_000;

    private final NetworkLoop loop;
    private final InetSocketAddress address;
    private final Optional<InetSocketAddress> peer;
    private final int maxBytes;
    private final String deviceId;
    private final LinkContext.Clock clock;
    private final AtomicInteger sending = new AtomicInteger();
    private final LongAdder datagramsIn = new LongAdder();
    private final LongAdder datagramsOut = new LongAdder();
    private final LongAdder tooLong = new LongAdder();
    private final LongAdder wrongPeer = new LongAdder();
    private final LongAdder sendsRefused = new LongAdder();
    private final LongAdder sendFailures = new LongAdder();
    private final LongAdder faults = new LongAdder();
    private volatile @Nullable Channel channel;
    private boolean closed;

    UdpLink(
            NetworkLoop loop,
            InetSocketAddress address,
            Optional<InetSocketAddress> peer,
            int maxBytes,
            String deviceId,
            LinkContext.Clock clock) {
        this.loop = loop;
        this.address = address;
        this.peer = peer;
        this.maxBytes = maxBytes;
        this.deviceId = deviceId;
        this.clock = clock;
    }

    @Override
    public synchronized void open(FrameSink sink) throws IOException {
        if (channel != null || closed) {
            throw new IOException("udp link was opened before; make a new link");
        }
        ChannelFuture bound =
                new Bootstrap()
                        .group(loop.join())
                        .channel(NioDatagramChannel.class)
                        .option(ChannelOption.SO_RCVBUF, KERNEL_BUFFER_BYTES)
                        .option(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                // one more than allowed, so that a cut datagram shows
                                new FixedRecvByteBufAllocator(maxBytes + 1)
                                        .maxMessagesPerRead(READS_IN_A_ROW))
                        .handler(new Receiver(sink))
                        .bind(address)
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loop.leave();
            throw new IOException(
                    "UDP-010 cannot listen on port "
                            + address.getPort()
                            + ": stop the program that has the port, or change the link's address",
                    bound.cause());
        }
        channel = bound.channel();
    }

    /// On the loop.
    private final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
        private final FrameSink sink;

        Receiver(FrameSink sink) {
            this.sink = sink;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            datagramsIn.increment();
            ByteBuf content = packet.content();
            if (content.readableBytes() > maxBytes) {
                tooLong.increment();
                return;
            }
            if (peer.isPresent() && !peer.get().equals(packet.sender())) {
                wrongPeer.increment();
                return;
            }
            byte[] octets = new byte[content.readableBytes()];
            content.readBytes(octets);
            sink.accept(
                    new Frame(
                            octets,
                            clock.now(),
                            Acknowledgement.none(),
                            Optional.of(packet.sender())));
        }

        /// Also the answer of a host where nobody listens; the socket stays open.
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            faults.increment();
            if (!(cause instanceof IOException)) {
                Logger.error(
                        "UDP-001 datagram not taken: device={} type={}",
                        deviceId,
                        cause.getClass().getName());
            }
        }
    }

    @Override
    public boolean send(byte[] octets) {
        return peer.isPresent() && send(octets, peer.get());
    }

    @Override
    public boolean send(byte[] octets, InetSocketAddress to) {
        Channel open = channel;
        if (open == null || sending.incrementAndGet() > SEND_LIMIT) {
            if (open != null) {
                sending.decrementAndGet();
            }
            sendsRefused.increment();
            return false;
        }
        var _ =
                open.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(octets), to))
                        .addListener(done -> {
                            sending.decrementAndGet();
                            (done.isSuccess() ? datagramsOut : sendFailures).increment();
                        });
        return true;
    }

    @Override
    public boolean up() {
        return channel != null;
    }

    /// A socket has nothing to open again: what was lost on the way is lost.
    @Override
    public void reopen(String reason) {}

    /// Address and port in use.
    Optional<InetSocketAddress> localAddress() {
        Channel open = channel;
        return open != null && open.localAddress() instanceof InetSocketAddress local
                ? Optional.of(local)
                : Optional.empty();
    }

    @Override
    public String describe() {
        InetSocketAddress shown = localAddress().orElse(address);
        String host =
                shown.getAddress().isAnyLocalAddress() ? "" : shown.getAddress().getHostAddress();
        return "udp:" + host + ":" + shown.getPort();
    }

    @Override
    public Map<String, Long> counters() {
        Map<String, Long> values = new TreeMap<>();
        values.put("datagrams_in", datagramsIn.sum());
        values.put("datagrams_out", datagramsOut.sum());
        values.put("too_long", tooLong.sum());
        values.put("wrong_peer", wrongPeer.sum());
        values.put("sends_refused", sendsRefused.sum());
        values.put("send_failures", sendFailures.sum());
        values.put("faults", faults.sum());
        return values;
    }

    @Override
    public synchronized void close() {
        closed = true;
        Channel open = channel;
        channel = null;
        if (open == null) {
            return;
        }
        ChannelFuture closing = open.close();
        if (!open.eventLoop().inEventLoop()) {
            var _ = closing.awaitUninterruptibly(CLOSE_LIMIT_MS);
        }
        loop.leave();
    }
}
