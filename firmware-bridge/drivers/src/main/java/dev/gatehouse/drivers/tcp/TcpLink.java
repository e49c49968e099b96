package dev.gatehouse.drivers.tcp;

import dev.gatehouse.drivers.Backoff;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.NetworkLoop;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// A connection that the booth makes, and makes again whenever it was lost. All that happens to it
/// happens on the shared loop; sends come from any thread.
///
/// ```
///  PAUSE --pause over--> CONNECTING --made--> UP --lost, or reopen--> PAUSE
///    ^                        |
///    +-------not made---------+
/// ```
final class TcpLink extends TcpStream {

    private static final int PER_CENT = 100;
    private static final long NOT_ASKED = -1;

    /// A link that was lost comes back at slightly different times, so that devices behind one
    /// switch are not asked all at once.
    static final int JITTER_PER_CENT = 20;

    /// How a connection is made.
    ///
    /// @param connectMs until an attempt is given up
    /// @param firstPauseMs before the first attempt after a loss; doubles
    /// @param longestPauseMs that it never exceeds, jitter apart
    /// @param settledMs a connection that held for so long makes the next pause the first again
    record Patience(long connectMs, long firstPauseMs, long longestPauseMs, long settledMs) {}

    private final NetworkLoop loop;
    private final InetSocketAddress address;
    private final Patience patience;
    private final String deviceId;
    private final LinkContext.Clock clock;
    private final RandomGenerator random;
    private final Backoff backoff;
    private volatile @Nullable EventLoop executor;
    private volatile boolean closed;

    private @Nullable FrameSink sink;
    private @Nullable TcpPeer active;
    private @Nullable Future<?> waiting;
    private long upSinceNanos;
    private long askedPauseMs = NOT_ASKED;

    TcpLink(
            NetworkLoop loop,
            InetSocketAddress address,
            Patience patience,
            String deviceId,
            LinkContext.Clock clock,
            RandomGenerator random) {
        this.loop = loop;
        this.address = address;
        this.patience = patience;
        this.deviceId = deviceId;
        this.clock = clock;
        this.random = random;
        this.backoff = new Backoff(patience.firstPauseMs(), patience.longestPauseMs());
    }

    @Override
    public synchronized void open(FrameSink frames) throws IOException {
        if (executor != null || closed) {
            throw new IOException("tcp link was opened before; make a new link");
        }
        EventLoop own = loop.join().next();
        executor = own;
        own.execute(() -> {
            sink = frames;
            connect();
        });
    }

    private void connect() {
        FrameSink to = sink;
        EventLoop own = executor;
        if (closed || to == null || own == null) {
            return;
        }
        TcpPeer peer = new TcpPeer(deviceId, clock, counters, to, this);
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(own)
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) patience.connectMs())
                        .handler(peer);
        TcpPeer.options().forEach((option, value) -> set(bootstrap, option, value));
        var _ =
                bootstrap
                        .connect(address)
                        .addListener(done -> {
                            if (!done.isSuccess()) {
                                failed();
                            }
                        });
    }

    @SuppressWarnings("unchecked")
    private static <T> void set(Bootstrap bootstrap, ChannelOption<T> option, Object value) {
        bootstrap.option(option, (T) value);
    }

    private void failed() {
        long count = counters.add(TcpCounter.OPEN_FAILURES);
        if (Long.bitCount(count) == 1 && !closed) {
            Logger.warn("TCP-002 no connection: device={} attempts={}", deviceId, count);
        }
        again(jittered(backoff.nextMs()));
    }

    private long jittered(long pauseMs) {
        long span = pauseMs * JITTER_PER_CENT / PER_CENT;
        return pauseMs - span + random.nextLong(2 * span + 1);
    }

    private void again(long pauseMs) {
        EventLoop own = executor;
        if (closed || own == null || own.isShuttingDown()) {
            return;
        }
        waiting = own.schedule(this::connect, pauseMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean begun(TcpPeer peer) {
        if (closed) {
            return false;
        }
        upSinceNanos = clock.now().nanos();
        askedPauseMs = NOT_ASKED;
        active = peer;
        var _ = counters.add(TcpCounter.OPENED);
        current = peer;
        Logger.info("TCP-003 connected: device={}", deviceId);
        return true;
    }

    @Override
    public void ended(TcpPeer peer, String reason) {
        current = null;
        active = null;
        if (closed) {
            return;
        }
        Logger.warn("TCP-004 connection ended: device={} reason={}", deviceId, reason);
        long heldNanos = clock.now().nanos() - upSinceNanos;
        if (heldNanos >= TimeUnit.MILLISECONDS.toNanos(patience.settledMs())) {
            backoff.reset();
        }
        if (askedPauseMs >= 0) {
            again(askedPauseMs);
        } else {
            again(jittered(backoff.nextMs()));
        }
    }

    @Override
    public void reopen(String reason) {
        leave(reason, NOT_ASKED);
    }

    @Override
    public void reopen(String reason, long pauseMs) {
        leave(reason, Math.max(0, pauseMs));
    }

    private void leave(String reason, long pauseMs) {
        EventLoop own = executor;
        if (own == null || own.isShuttingDown()) {
            return;
        }
        TcpPeer peer = current;
        var _ = counters.add(TcpCounter.REOPEN_REQUESTS);
        // not up from now on, whatever the loop is busy with
        current = null;
        own.execute(() -> leaveOnLoop(peer, reason, pauseMs));
    }

    /// A connection that the device ended just now is in its pause already; the caller's counts.
    private void leaveOnLoop(@Nullable TcpPeer peer, String reason, long pauseMs) {
        Future<?> pause = waiting;
        if (peer != null && peer.equals(active)) {
            askedPauseMs = pauseMs;
            peer.end(reason);
        } else if (pauseMs >= 0 && active == null && pause != null && pause.cancel(false)) {
            again(pauseMs);
        }
    }

    @Override
    public String describe() {
        return "tcp:"
                + address.getAddress().getHostAddress()
                + ":"
                + address.getPort()
                + (up() ? "" : ", not connected");
    }

    @Override
    public void close() {
        EventLoop own;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            own = executor;
        }
        TcpPeer peer = current;
        current = null;
        if (peer != null) {
            peer.endAndWait(CLOSE_LIMIT_MS);
        }
        if (own != null) {
            loop.leave();
        }
    }
}
