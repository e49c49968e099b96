package dev.gatehouse.booth.console;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// One connection: takes one request at a time, each within its deadline, and answers it. Whatever
/// is wrong with a request ends the connection, so that nothing behind it is ever read as another.
///
/// ```
/// HEAD -> BODY -> (answer) -> HEAD ...
///    \       \        \-> STREAM
///     +-------+-> OVER
/// ```
final class Exchange extends ChannelInboundHandlerAdapter {
    private enum State {
        HEAD,
        BODY,
        STREAM,
        OVER
    }

    private final HeadCheck check;
    private final Function<Request, Reply> router;
    private final Streams streams;
    private final ConsoleLimits limits;
    private final Counters counters;
    private State state = State.HEAD;
    private @Nullable HttpRequest head;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable Future<?> deadline;

    Exchange(
            HeadCheck check,
            Function<Request, Reply> router,
            Streams streams,
            ConsoleLimits limits,
            Counters counters) {
        this.check = check;
        this.router = router;
        this.streams = streams;
        this.limits = limits;
        this.counters = counters;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        await(ctx);
        ctx.fireChannelActive();
    }

    /// The next request has so long to come in whole, and the last answer to go out: a slow peer
    /// and an absent one end alike. Answers that pile up unread move nothing: whoever pipelines
    /// without reading gets one more answer, the last, and ends at the deadline that ran already.
    private void await(ChannelHandlerContext ctx) {
        endDeadline();
        deadline =
                ctx.executor()
                        .schedule(
                                () -> {
                                    if (state != State.STREAM) {
                                        counters.add(ConsoleCounter.TIMED_OUT);
                                        over(ctx);
                                    }
                                },
                                limits.requestMs(),
                                TimeUnit.MILLISECONDS);
    }

    private void endDeadline() {
        Future<?> running = deadline;
        if (running != null) {
            running.cancel(false);
            deadline = null;
        }
    }

    private void over(ChannelHandlerContext ctx) {
        takeNoMore(ctx);
        endDeadline();
        var _ = ctx.close();
    }

    /// What still comes is dropped undecoded: the codec throws over requests that pile up without
    /// an answer.
    private void takeNoMore(ChannelHandlerContext ctx) {
        state = State.OVER;
        HttpServerCodec codec = ctx.pipeline().get(HttpServerCodec.class);
        if (codec != null) {
            codec.removeInboundHandler();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof HttpRequest request) {
                takeHead(ctx, request);
            }
            if (message instanceof HttpContent content) {
                takeBody(ctx, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void takeHead(ChannelHandlerContext ctx, HttpRequest request) {
        switch (state) {
            case OVER -> {}
            case STREAM, BODY -> over(ctx); // nothing may follow an open stream
            case HEAD -> {
                Optional<HttpResponseStatus> refusal = check.refuse(request);
                if (refusal.isPresent()) {
                    refuse(ctx, request.method(), refusal.get());
                } else {
                    head = request;
                    body.reset();
                    state = State.BODY;
                }
            }
        }
    }

    private void takeBody(ChannelHandlerContext ctx, HttpContent content) {
        HttpRequest request = head;
        if (state != State.BODY || request == null) {
            return;
        }
        ByteBuf octets = content.content();
        if (content.decoderResult().isFailure()
                || body.size() + octets.readableBytes() > limits.bodyBytes()) {
            counters.add(ConsoleCounter.REFUSED_MALFORMED);
            refuse(ctx, request.method(), HttpResponseStatus.BAD_REQUEST);
            return;
        }
        try {
            octets.readBytes(body, octets.readableBytes());
        } catch (IOException e) {
            throw new IllegalStateException("an array takes octets", e);
        }
        if (content instanceof LastHttpContent last) {
            if (!last.trailingHeaders().isEmpty()) {
                counters.add(ConsoleCounter.REFUSED_MALFORMED);
                refuse(ctx, request.method(), HttpResponseStatus.BAD_REQUEST);
            } else {
                answer(ctx, request);
            }
        }
    }

    private void answer(ChannelHandlerContext ctx, HttpRequest request) {
        head = null;
        counters.add(ConsoleCounter.REQUESTS);
        String uri = request.uri();
        int mark = uri.indexOf('?');
        Reply reply =
                router.apply(
                        new Request(
                                request.method(),
                                mark < 0 ? uri : uri.substring(0, mark),
                                mark < 0 ? "" : uri.substring(mark + 1),
                                request.headers(),
                                body.toByteArray(),
                                ClientAddress.of(ctx.channel().remoteAddress())));
        body.reset();
        switch (reply) {
            case Reply.Page page -> {
                boolean wanted = HttpUtil.isKeepAlive(request);
                boolean keep = wanted && ctx.channel().isWritable();
                if (wanted && !keep) {
                    counters.add(ConsoleCounter.ENDED_UNREAD);
                }
                if (keep) {
                    state = State.HEAD;
                } else {
                    takeNoMore(ctx);
                }
                send(ctx, request.method(), page, keep);
                if (keep && ctx.channel().isWritable()) {
                    await(ctx);
                }
            }
            case Reply.Stream stream -> {
                endDeadline();
                state = State.STREAM;
                HttpResponse begin =
                        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
                SecurityHeaders.set(begin.headers());
                begin.headers()
                        .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8");
                HttpUtil.setTransferEncodingChunked(begin, true);
                var _ = ctx.writeAndFlush(begin);
                streams.open(ctx.channel(), stream.session(), stream.lastEventId());
            }
        }
    }

    private void refuse(ChannelHandlerContext ctx, HttpMethod method, HttpResponseStatus status) {
        takeNoMore(ctx);
        Reply.Page page = Reply.words(status);
        send(
                ctx,
                method,
                status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)
                        ? page.with(HttpHeaderNames.ALLOW, "GET, HEAD, POST")
                        : page,
                false);
    }

    private static void send(
            ChannelHandlerContext ctx, HttpMethod method, Reply.Page page, boolean keep) {
        boolean bodiless = method.equals(HttpMethod.HEAD);
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        page.status(),
                        bodiless ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(page.body()));
        HttpHeaders headers = response.headers();
        SecurityHeaders.set(headers);
        if (!page.type().isEmpty()) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, page.type());
        }
        if (!page.status().equals(HttpResponseStatus.NO_CONTENT)) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, page.body().length);
        }
        page.headers().forEach(field -> headers.add(field.name(), field.value()));
        if (!keep) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        var written = ctx.writeAndFlush(response);
        if (!keep) {
            var _ = written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /// Nobody is listened to who does not read.
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        boolean writable = ctx.channel().isWritable();
        var _ = ctx.channel().config().setAutoRead(writable);
        if (writable && state == State.HEAD) {
            await(ctx); // only now the last answer has gone out
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            counters.add(ConsoleCounter.FAILED_HANDSHAKES);
            over(ctx);
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        state = State.OVER;
        endDeadline();
        streams.gone(ctx.channel());
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean ofThePeer =
                cause instanceof IOException
                        || cause instanceof SSLException
                        || cause.getCause() instanceof SSLException;
        if (!ofThePeer) {
            counters.add(ConsoleCounter.HANDLER_FAILED);
            Logger.error(
                    cause,
                    "CON-006 a handler of the console failed; please report it: state={}",
                    state);
        }
        over(ctx);
    }
}
