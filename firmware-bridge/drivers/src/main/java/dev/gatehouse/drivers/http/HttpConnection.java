package dev.gatehouse.drivers.http;

import dev.gatehouse.drivers.Acknowledgement.Refusal;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.protocols.observation.Received;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// One sender's connection: one request at a time, in order, whatever the sender pipelines. Owned
/// by the network loop, except `answer`.
///
/// ```
///  IDLE --first byte--> HEAD --headers--> BODY --last byte--> ANSWERING --written--> IDLE
///    |                    |                 |                     |
///    +---- any refusal before the body's end, any time-out -------+----> DRAINING --> closed
/// ```
///
/// While an answer is due nothing is read from the socket. Before closing, what the sender still
/// sends is read and thrown away for a while, since closing over unread bytes resets the connection
/// and destroys the answer on its way.
final class HttpConnection extends ChannelInboundHandlerAdapter {

    private static final int MAX_DRAINED_BYTES = 16 << 20;
    private static final String ALLOWED_METHODS = "POST";

    private enum State {
        IDLE,
        HEAD,
        BODY,
        ANSWERING,
        DRAINING
    }

    private final HttpListener listener;
    private final HttpLimits limits;
    private final StrictRequestDecoder decoder;
    private final boolean overAddressLimit;

    private State state = State.IDLE;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> deadline;
    private @Nullable Received arrived;
    private @Nullable HttpRoute route;
    private @Nullable HttpExchange exchange;

    /// Decoded and not yet worked off: at most what one read of the socket held, since nothing is
    /// read while an answer is due.
    private final Deque<Object> pending = new ArrayDeque<>();

    private BodyBuffer body = new BodyBuffer();
    private boolean stale;
    private boolean keepAlive;
    private boolean inputShut;
    private long drainedBytes;
    private boolean pumping;

    HttpConnection(HttpListener listener, StrictRequestDecoder decoder, boolean overAddressLimit) {
        this.listener = listener;
        this.limits = listener.limits();
        this.decoder = decoder;
        this.overAddressLimit = overAddressLimit;
    }

    /// Sees bytes before the decoder does: stamps a request's first byte, and throws away what
    /// comes after a refusal.
    final class Arrival extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (state == State.DRAINING && message instanceof ByteBuf bytes) {
                drainedBytes += bytes.readableBytes();
                bytes.release();
                if (drainedBytes > MAX_DRAINED_BYTES) {
                    close(ctx);
                }
                return;
            }
            if (state == State.IDLE) {
                enterHead();
            }
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        enterIdle(ctx);
    }

    private void enterIdle(ChannelHandlerContext ctx) {
        state = State.IDLE;
        arrived = null;
        route = null;
        exchange = null;
        if (decoder.holdsPart()) {
            enterHead();
        } else {
            arm(ctx, limits.idleMs(), () -> close(ctx));
        }
    }

    private void enterHead() {
        ChannelHandlerContext ctx = context;
        state = State.HEAD;
        arrived = listener.clock().now();
        if (ctx != null) {
            arm(ctx, limits.headersMs(), () -> timedOut(ctx));
        }
    }

    private void timedOut(ChannelHandlerContext ctx) {
        listener.counters().add(HttpCounter.TIMED_OUT);
        refuse(ctx, HttpAnswer.TIMED_OUT);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        pending.add(message);
        pump(ctx);
    }

    /// Works off what has been decoded, up to the next answer that is not there yet. Answers that
    /// come at once are met by the same loop and do not deepen the stack.
    private void pump(ChannelHandlerContext ctx) {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            while (state != State.ANSWERING && !pending.isEmpty()) {
                take(ctx, pending.remove());
            }
        } finally {
            pumping = false;
        }
        ctx.channel().config().setAutoRead(state != State.ANSWERING);
    }

    private void take(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof HttpRequest request) {
                begin(ctx, request);
            }
            if (message instanceof HttpContent content && state == State.BODY) {
                more(ctx, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        if (state == State.DRAINING) {
            return;
        }
        if (state == State.IDLE) {
            // The request came whole behind the one before it.
            enterHead();
        }
        listener.counters().add(HttpCounter.REQUESTS);
        keepAlive = HttpUtil.isKeepAlive(request);
        Optional<HttpAnswer> refusal = judge(ctx, request);
        if (refusal.isPresent()) {
            listener.counters().add(HttpCounter.HEAD_REFUSED);
            refuse(ctx, refusal.get());
            return;
        }
        body = new BodyBuffer();
        state = State.BODY;
        arm(ctx, limits.bodyMs(), () -> timedOut(ctx));
        if (HttpUtil.is100ContinueExpected(request)) {
            var _ =
                    ctx.writeAndFlush(
                            new DefaultFullHttpResponse(
                                    HttpVersion.HTTP_1_1,
                                    HttpResponseStatus.CONTINUE,
                                    Unpooled.EMPTY_BUFFER));
        }
    }

    /// In the order of cost: form, sender, reader, secret, rate, size.
    private Optional<HttpAnswer> judge(ChannelHandlerContext ctx, HttpRequest request) {
        Optional<HttpAnswer> fault = RequestHead.fault(request, limits);
        if (fault.isPresent()) {
            return fault;
        }
        if (overAddressLimit) {
            return Optional.of(HttpAnswer.TOO_MANY);
        }
        HttpRoute found = listener.route(RequestHead.path(request));
        if (found == null) {
            return Optional.of(HttpAnswer.NOT_FOUND);
        }
        route = found;
        if (!(ctx.channel().remoteAddress() instanceof InetSocketAddress sender)
                || !found.access().sourceFits(sender.getAddress())) {
            listener.counters().add(HttpCounter.WRONG_SOURCE);
            return Optional.of(HttpAnswer.NOT_FOUND);
        }
        if (!found.access().keyFits(ListenerTls.senderKey(ctx.channel()))) {
            listener.counters().add(HttpCounter.UNAUTHENTICATED);
            return Optional.of(HttpAnswer.UNAUTHORIZED);
        }
        if (!RequestHead.isPost(request)) {
            return Optional.of(HttpAnswer.WRONG_METHOD);
        }
        Admission admission =
                found.access()
                        .judge(
                                request.method().name(),
                                request.uri(),
                                request.headers().get(found.access().header(), ""));
        if (admission != Admission.ADMITTED) {
            stale = admission == Admission.STALE;
            listener.counters().add(HttpCounter.UNAUTHENTICATED);
            return Optional.of(HttpAnswer.UNAUTHORIZED);
        }
        if (!found.rate().take(System.nanoTime())) {
            listener.counters().add(HttpCounter.RATE_LIMITED);
            return Optional.of(HttpAnswer.TOO_MANY);
        }
        return judgeBody(request, found);
    }

    private Optional<HttpAnswer> judgeBody(HttpRequest request, HttpRoute found) {
        if (RequestHead.bodyLength(request) > found.maxBodyBytes()) {
            return Optional.of(HttpAnswer.TOO_LARGE);
        }
        String encoding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING, "identity");
        if (!HttpHeaderValues.IDENTITY.contentEqualsIgnoreCase(encoding)) {
            return Optional.of(HttpAnswer.ENCODED);
        }
        String expectation = request.headers().get(HttpHeaderNames.EXPECT, "");
        if (!expectation.isEmpty()
                && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expectation)) {
            return Optional.of(HttpAnswer.UNKNOWN_EXPECTATION);
        }
        return found.isOpen() ? Optional.empty() : Optional.of(HttpAnswer.LATER);
    }

    private void more(ChannelHandlerContext ctx, HttpContent content) {
        if (content.decoderResult().isFailure()) {
            refuse(ctx, HttpAnswer.MALFORMED);
            return;
        }
        int more = content.content().readableBytes();
        HttpRoute to = route;
        if (to == null || body.length() + more > to.maxBodyBytes()) {
            refuse(ctx, HttpAnswer.TOO_LARGE);
            return;
        }
        if (!listener.hold(body.growth(more))) {
            refuse(ctx, HttpAnswer.LATER);
            return;
        }
        body.add(content.content());
        if (content instanceof LastHttpContent) {
            deliver(ctx);
        }
    }

    private void deliver(ChannelHandlerContext ctx) {
        HttpRoute to = route;
        Received at = arrived;
        if (to == null || at == null) {
            throw new IllegalStateException("a body without a head");
        }
        HttpExchange waiting = new HttpExchange(this, to, listener.counters());
        exchange = waiting;
        state = State.ANSWERING;
        byte[] bytes = body.toBytes();
        letGoOfBody();
        arm(ctx, limits.answerMs(), () -> waiting.refused(Refusal.NOT_READY));
        try {
            to.deliver(new Frame(bytes, at, waiting), waiting);
        } catch (RuntimeException e) {
            listener.counters().add(HttpCounter.FAULTS);
            Logger.error(
                    "LPR-011 frame not taken: path={} type={}", to.path(), e.getClass().getName());
            waiting.refused(Refusal.NOT_READY);
        }
    }

    private void letGoOfBody() {
        listener.release(body.capacity());
        body = new BodyBuffer();
    }

    /// From any thread.
    void answer(HttpExchange of, HttpAnswer answer) {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            return;
        }
        if (ctx.executor().inEventLoop()) {
            write(ctx, of, answer);
        } else {
            ctx.executor().execute(() -> write(ctx, of, answer));
        }
    }

    private void write(ChannelHandlerContext ctx, HttpExchange of, HttpAnswer answer) {
        if (of != exchange || state != State.ANSWERING) {
            return;
        }
        if (!keepAlive || inputShut || listener.isClosing()) {
            refuse(ctx, answer);
            return;
        }
        respond(ctx, answer, false);
        enterIdle(ctx);
        pump(ctx);
    }

    private void respond(ChannelHandlerContext ctx, HttpAnswer answer, boolean last) {
        var response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, answer.status(), Unpooled.EMPTY_BUFFER);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, "0");
        response.headers().set(HttpHeaderNames.CONNECTION, last ? "close" : "keep-alive");
        if (answer.retryAfterSeconds() > 0) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, answer.retryAfterSeconds());
        }
        if (answer == HttpAnswer.WRONG_METHOD) {
            response.headers().set(HttpHeaderNames.ALLOW, ALLOWED_METHODS);
        }
        HttpRoute asked = route;
        if (answer == HttpAnswer.UNAUTHORIZED && asked != null) {
            for (String challenge : asked.access().challenges(stale)) {
                response.headers().add(HttpHeaderNames.WWW_AUTHENTICATE, challenge);
            }
        }
        listener.counters().answered(answer.status().code());
        var _ = ctx.writeAndFlush(response);
    }

    /// Answers, says that this is all, and lets the sender take it in.
    private void refuse(ChannelHandlerContext ctx, HttpAnswer answer) {
        if (state == State.DRAINING) {
            return;
        }
        letGoOfBody();
        state = State.DRAINING;
        respond(ctx, answer, true);
        if (inputShut) {
            var _ =
                    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
                            .addListener(ChannelFutureListener.CLOSE);
            return;
        }
        arm(ctx, limits.lingerMs(), () -> close(ctx));
        var _ =
                ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
                        .addListener(_ -> {
                            if (ctx.channel() instanceof DuplexChannel duplex) {
                                var _ = duplex.shutdownOutput();
                            }
                        });
        ctx.channel().config().setAutoRead(true);
    }

    private void arm(ChannelHandlerContext ctx, long delayMs, Runnable action) {
        Future<?> before = deadline;
        if (before != null) {
            before.cancel(false);
        }
        deadline = ctx.executor().schedule(action, delayMs, TimeUnit.MILLISECONDS);
    }

    private static void close(ChannelHandlerContext ctx) {
        var _ = ctx.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputShut = true;
            switch (state) {
                case HEAD, BODY -> {
                    listener.counters().add(HttpCounter.HALF_CLOSED);
                    refuse(ctx, HttpAnswer.MALFORMED);
                }
                case IDLE, DRAINING -> close(ctx);
                case ANSWERING -> {
                    // The answer still goes out; `write` closes after it.
                }
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Future<?> last = deadline;
        if (last != null) {
            last.cancel(false);
        }
        letGoOfBody();
        state = State.DRAINING;
        pending.forEach(ReferenceCountUtil::release);
        pending.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof SSLException || cause.getCause() instanceof SSLException) {
            // Whoever speaks no TLS, or none that fits: the sender's fault, as often as it likes.
            listener.counters().add(HttpCounter.TLS_REFUSED);
        } else if (!(cause instanceof IOException)) {
            listener.counters().add(HttpCounter.FAULTS);
            Logger.error("LPR-012 connection fault: type={}", cause.getClass().getName());
        }
        close(ctx);
    }
}
