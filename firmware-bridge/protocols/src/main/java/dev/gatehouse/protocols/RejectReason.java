package dev.gatehouse.protocols;

/// Why bytes were refused; each has a counter of its own.
public enum RejectReason {
    TOO_SHORT,
    TOO_LONG,
    BAD_ENCODING,
    BAD_SYNTAX,
    DUPLICATE_NAME,
    LIMIT_EXCEEDED,
    BAD_VALUE,
    MISSING_FIELD,
    LEFTOVER,
    BAD_CHECKSUM,
    UNSUPPORTED
}
