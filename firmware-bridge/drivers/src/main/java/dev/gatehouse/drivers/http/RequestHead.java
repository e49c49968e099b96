package dev.gatehouse.drivers.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Optional;

/// Checks of a request's head that need no reader (RFC 9112).
final class RequestHead {

    /// Length of a body that is sent in chunks.
    static final long CHUNKED = -1;

    private RequestHead() {}

    /// Why the request is refused by its form alone.
    static Optional<HttpAnswer> fault(HttpRequest request, HttpLimits limits) {
        if (request.decoderResult().isFailure()) {
            return Optional.of(
                    switch (request.decoderResult().cause()) {
                        case TooLongHttpLineException _ -> HttpAnswer.LINE_TOO_LONG;
                        case TooLongHttpHeaderException _ -> HttpAnswer.HEADERS_TOO_LARGE;
                        default -> HttpAnswer.MALFORMED;
                    });
        }
        HttpHeaders headers = request.headers();
        if (headers.size() > limits.maxHeaders()) {
            return Optional.of(HttpAnswer.HEADERS_TOO_LARGE);
        }
        boolean modern = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        if (!modern && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return Optional.of(HttpAnswer.WRONG_VERSION);
        }
        int hosts = headers.getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || (modern && hosts == 0) || !framedOnce(headers, modern)) {
            return Optional.of(HttpAnswer.MALFORMED);
        }
        return Optional.empty();
    }

    /// Exactly one statement of where the body ends, and one that every parser reads alike.
    private static boolean framedOnce(HttpHeaders headers, boolean modern) {
        List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        if (!encodings.isEmpty()) {
            return modern
                    && lengths.isEmpty()
                    && encodings.size() == 1
                    && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(encodings.getFirst());
        }
        return lengths.isEmpty()
                || (lengths.size() == 1
                        && !lengths.getFirst().isEmpty()
                        && lengths.getFirst().length() <= 18
                        && lengths.getFirst().chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    /// Octets of the body, or `CHUNKED`; only after `fault` found none.
    static long bodyLength(HttpRequest request) {
        if (request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return CHUNKED;
        }
        String length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    static boolean isPost(HttpRequest request) {
        return request.method().equals(HttpMethod.POST);
    }

    /// Path without query; a proxy's absolute form counts as its path.
    static String path(HttpRequest request) {
        String uri = request.uri();
        if (uri.regionMatches(true, 0, "http://", 0, 7)) {
            int slash = uri.indexOf('/', 7);
            uri = slash < 0 ? "/" : uri.substring(slash);
        }
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }
}
