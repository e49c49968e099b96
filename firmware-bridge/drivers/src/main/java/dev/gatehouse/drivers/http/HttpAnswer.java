package dev.gatehouse.drivers.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/// Every answer the listener gives; bodies are always empty (plate reader sheet, section 4).
enum HttpAnswer {
    OK(HttpResponseStatus.OK, 0),
    MALFORMED(HttpResponseStatus.BAD_REQUEST, 0),
    UNAUTHORIZED(HttpResponseStatus.UNAUTHORIZED, 0),
    NOT_FOUND(HttpResponseStatus.NOT_FOUND, 0),
    WRONG_METHOD(HttpResponseStatus.METHOD_NOT_ALLOWED, 0),
    TIMED_OUT(HttpResponseStatus.REQUEST_TIMEOUT, 0),
    TOO_LARGE(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, 0),
    LINE_TOO_LONG(HttpResponseStatus.REQUEST_URI_TOO_LONG, 0),
    ENCODED(HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, 0),
    UNKNOWN_EXPECTATION(HttpResponseStatus.EXPECTATION_FAILED, 0),
    TOO_MANY(HttpResponseStatus.TOO_MANY_REQUESTS, 1),
    HEADERS_TOO_LARGE(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, 0),
    LATER(HttpResponseStatus.SERVICE_UNAVAILABLE, 5),
    WRONG_VERSION(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, 0);

    private final HttpResponseStatus status;
    private final int retryAfterSeconds;

    HttpAnswer(HttpResponseStatus status, int retryAfterSeconds) {
        this.status = status;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    HttpResponseStatus status() {
        return status;
    }

    /// 0 for none.
    int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
