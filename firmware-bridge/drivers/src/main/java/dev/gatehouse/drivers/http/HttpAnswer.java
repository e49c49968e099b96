package dev.gatehouse.drivers.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/// Every answer the listener gives; bodies are always empty (plate reader sheet, section 4).
enum HttpAnswer {
    OK(200, 0),
    MALFORMED(400, 0),
    UNAUTHORIZED(401, 0),
    NOT_FOUND(404, 0),
    WRONG_METHOD(405, 0),
    TIMED_OUT(408, 0),
    TOO_LARGE(413, 0),
    LINE_TOO_LONG(414, 0),
    ENCODED(415, 0),
    UNKNOWN_EXPECTATION(417, 0),
    TOO_MANY(429, 1),
    HEADERS_TOO_LARGE(431, 0),
    LATER(503, 5),
    WRONG_VERSION(505, 0);

    private final int code;
    private final int retryAfterSeconds;

    HttpAnswer(int code, int retryAfterSeconds) {
        this.code = code;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    HttpResponseStatus status() {
        return HttpResponseStatus.valueOf(code);
    }

    /// 0 for none.
    int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
