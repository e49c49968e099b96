package dev.gatehouse.booth.console;

/// Everything the console counts. The names are stable: `status` shows them in lower case.
public enum ConsoleCounter {
    /// TCP connections taken.
    ACCEPTED,
    /// Connections beyond a limit, closed at once.
    REFUSED_CONNECTIONS,
    /// TLS that did not come about.
    FAILED_HANDSHAKES,
    /// Requests answered by the router.
    REQUESTS,
    /// Bytes that are no request this server takes: syntax, length, framing, method.
    REFUSED_MALFORMED,
    /// Hosts that are not ours.
    REFUSED_HOST,
    /// Requests that another site may have caused.
    REFUSED_ORIGIN,
    /// Requests for what only a session sees.
    REFUSED_UNPAIRED,
    /// Connections that took too long over a request.
    TIMED_OUT,
    /// Connections ended because their client asked on without reading the answers.
    ENDED_UNREAD,
    /// Pairings made.
    PAIRED,
    /// Wrong, spent or expired codes.
    REFUSED_CODES,
    /// Pairing attempts while the lock was closed.
    REFUSED_LOCKED,
    /// Pairings for which there was no room: sessions, journal.
    REFUSED_BUSY,
    /// Files in the console's folder that are no pairing code.
    REFUSED_FILES,
    /// Event streams opened.
    STREAMS_OPENED,
    /// Event streams beyond the limit.
    REFUSED_STREAMS,
    /// Streams ended because their client did not keep up.
    DROPPED_SLOW,
    /// Sessions that ended by time.
    EXPIRED,
    /// Records of the console's own that the booth's inbox had no room for.
    RECORDS_DROPPED,
    /// A handler threw; a programmer's error.
    HANDLER_FAILED
}
