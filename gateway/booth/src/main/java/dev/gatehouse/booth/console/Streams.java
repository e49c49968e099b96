package dev.gatehouse.booth.console;

import dev.gatehouse.booth.console.Feed.Look;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The open event streams. A stream has no queue: who cannot be written to just now gets later what
/// has changed until then, and who cannot be written to for long is dropped. Owned by the console's
/// thread.
final class Streams {
    /// How soon a browser comes back, milliseconds.
    private static final int RETRY_MS = 1_000;

    private static final class Open {
        private final Session session;
        private long seen;
        private long sentNanos;
        private long lagsSinceNanos;
        private boolean lags;

        Open(Session session, long seen) {
            this.session = session;
            this.seen = seen;
        }
    }

    private final ConsoleLimits limits;
    private final Counters counters;
    private final LongSupplier nanos;
    private final Map<Channel, Open> open = new LinkedHashMap<>();
    private @Nullable Look latest;

    Streams(ConsoleLimits limits, Counters counters, LongSupplier nanos) {
        this.limits = limits;
        this.counters = counters;
        this.nanos = nanos;
    }

    /// One session leaves room for the others.
    boolean hasRoom(Session session) {
        return open.size() < limits.streams()
                && open.values().stream().filter(one -> one.session.equals(session)).count()
                        < limits.streamsPerSession();
    }

    int count() {
        return open.size();
    }

    void open(Channel channel, Session session, String lastEventId) {
        Look look = latest;
        Open stream = new Open(session, look == null ? 0 : look.seen(lastEventId));
        open.put(channel, stream);
        counters.add(ConsoleCounter.STREAMS_OPENED);
        // the comment makes proxies and browsers see an open stream before the first event
        write(channel, "retry: " + RETRY_MS + "\n: open\n\n");
        if (look != null) {
            send(channel, stream, look);
        }
    }

    void gone(Channel channel) {
        open.remove(channel);
    }

    /// Tells everybody what is new, and at least every [ConsoleLimits#beatMs] that nothing is: the
    /// page takes silence for a dead booth.
    void push(Look look) {
        latest = look;
        long now = nanos.getAsLong();
        for (Map.Entry<Channel, Open> one : List.copyOf(open.entrySet())) {
            Open stream = one.getValue();
            boolean beat = now - stream.sentNanos >= TimeUnit.MILLISECONDS.toNanos(limits.beatMs());
            if (beat || look.hasNews(stream.seen)) {
                send(one.getKey(), stream, look);
            }
        }
    }

    private void send(Channel channel, Open stream, Look look) {
        long now = nanos.getAsLong();
        if (!channel.isWritable()) {
            lag(channel, stream, now);
            return;
        }
        stream.lags = false;
        write(channel, look.event(stream.seen));
        stream.seen = look.number();
        stream.sentNanos = now;
    }

    private void lag(Channel channel, Open stream, long now) {
        if (!stream.lags) {
            stream.lags = true;
            stream.lagsSinceNanos = now;
        } else if (now - stream.lagsSinceNanos > TimeUnit.MILLISECONDS.toNanos(limits.slowMs())) {
            counters.add(ConsoleCounter.DROPPED_SLOW);
            open.remove(channel);
            var _ = channel.close();
        }
    }

    private static void write(Channel channel, String text) {
        var _ =
                channel.writeAndFlush(
                        new DefaultHttpContent(
                                Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8))));
    }

    /// An open stream is use of its session.
    void useSessions(long now) {
        open.values().forEach(stream -> stream.session.use(now));
    }

    /// Ends the streams of sessions that are no more; a goodbye that does not leave holds no
    /// connection.
    void endOrphans() {
        for (Map.Entry<Channel, Open> one : List.copyOf(open.entrySet())) {
            if (one.getValue().session.isEnded()) {
                Channel channel = one.getKey();
                open.remove(channel);
                if (!channel.isWritable()) {
                    var _ = channel.close();
                    continue;
                }
                var _ =
                        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
                                .addListener(ChannelFutureListener.CLOSE);
                var _ =
                        channel.eventLoop()
                                .schedule(
                                        () -> {
                                            var _ = channel.close();
                                        },
                                        limits.closeMs(),
                                        TimeUnit.MILLISECONDS);
            }
        }
    }
}
