package dev.gatehouse.drivers.http;

/// What the listener counts beside the answers by status.
enum HttpCounter {
    CONNECTIONS,
    CONNECTIONS_DROPPED,
    CONNECTIONS_OVER_ADDRESS_LIMIT,
    REQUESTS,
    HEAD_REFUSED,
    TLS_REFUSED,
    UNAUTHENTICATED,
    WRONG_SOURCE,
    RATE_LIMITED,
    TIMED_OUT,
    HALF_CLOSED,
    HELD_BYTES_FULL,
    ANSWERED_TWICE,
    FAULTS
}
