package dev.gatehouse.booth.console;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a request's head must be before anything looks at its meaning. Stricter than RFC 9112: one
/// way of framing only (Content-Length), so that no two readers can disagree on where a request
/// ends.
final class HeadCheck {
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");
    private static final Pattern TARGET =
            Pattern.compile("/[A-Za-z0-9._/-]*(\\?[A-Za-z0-9=&_-]*)?");

    private final HostNames hosts;
    private final ConsoleLimits limits;
    private final Counters counters;

    HeadCheck(HostNames hosts, ConsoleLimits limits, Counters counters) {
        this.hosts = hosts;
        this.limits = limits;
        this.counters = counters;
    }

    /// The status that refuses this head; empty when it is good.
    Optional<HttpResponseStatus> refuse(HttpRequest head) {
        Optional<HttpResponseStatus> framing = framing(head);
        if (framing.isPresent()) {
            counters.add(ConsoleCounter.REFUSED_MALFORMED);
            return framing;
        }
        List<String> host = head.headers().getAll(HttpHeaderNames.HOST);
        if (host.size() != 1 || !hosts.isOurs(host.getFirst())) {
            counters.add(ConsoleCounter.REFUSED_HOST);
            return Optional.of(HttpResponseStatus.MISDIRECTED_REQUEST);
        }
        return Optional.empty();
    }

    private Optional<HttpResponseStatus> framing(HttpRequest head) {
        if (head.decoderResult().isFailure()) {
            return Optional.of(broken(head.decoderResult().cause()));
        }
        HttpHeaders headers = head.headers();
        if (!head.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            return Optional.of(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED);
        }
        if (!isKnown(head.method())) {
            return Optional.of(HttpResponseStatus.METHOD_NOT_ALLOWED);
        }
        if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return Optional.of(HttpResponseStatus.NOT_IMPLEMENTED);
        }
        if (headers.contains(HttpHeaderNames.EXPECT)) {
            return Optional.of(HttpResponseStatus.EXPECTATION_FAILED);
        }
        if (!TARGET.matcher(head.uri()).matches()) {
            return Optional.of(HttpResponseStatus.BAD_REQUEST);
        }
        return length(head.method(), headers.getAll(HttpHeaderNames.CONTENT_LENGTH));
    }

    private static HttpResponseStatus broken(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
            case TooLongHttpHeaderException _ -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
            default -> HttpResponseStatus.BAD_REQUEST;
        };
    }

    private static boolean isKnown(HttpMethod method) {
        return method.equals(HttpMethod.GET)
                || method.equals(HttpMethod.HEAD)
                || method.equals(HttpMethod.POST);
    }

    private Optional<HttpResponseStatus> length(HttpMethod method, List<String> lengths) {
        if (lengths.isEmpty()) {
            return method.equals(HttpMethod.POST)
                    ? Optional.of(HttpResponseStatus.LENGTH_REQUIRED)
                    : Optional.empty();
        }
        if (lengths.size() > 1 || !LENGTH.matcher(lengths.getFirst()).matches()) {
            return Optional.of(HttpResponseStatus.BAD_REQUEST);
        }
        long length = Long.parseLong(lengths.getFirst());
        if (length > 0 && !method.equals(HttpMethod.POST)) {
            return Optional.of(HttpResponseStatus.BAD_REQUEST);
        }
        return length > limits.bodyBytes()
                ? Optional.of(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE)
                : Optional.empty();
    }
}
