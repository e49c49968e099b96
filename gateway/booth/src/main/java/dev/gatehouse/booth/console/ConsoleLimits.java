package dev.gatehouse.booth.console;

import java.util.concurrent.TimeUnit;

/// Every bound of the console, in one place. All are positive.
///
/// @param connections at once
/// @param connectionsPerAddress of those, from one address
/// @param lineBytes request line
/// @param headBytes all header fields of a request
/// @param bodyBytes body of a request
/// @param requestMs from connect, or from the last answer, to the end of the next request
/// @param handshakeMs of TLS
/// @param streams open event streams
/// @param streamsPerSession of those, of one session
/// @param slowMs how long a stream may lag before its client is dropped
/// @param beatMs longest silence on a stream
/// @param sessions paired at once
/// @param sessionIdleMs without a request or an open stream
/// @param sessionAbsoluteMs from pairing
/// @param closeMs for a goodbye to leave
public record ConsoleLimits(
        int connections,
        int connectionsPerAddress,
        int lineBytes,
        int headBytes,
        int bodyBytes,
        int requestMs,
        int handshakeMs,
        int streams,
        int streamsPerSession,
        int slowMs,
        int beatMs,
        int sessions,
        long sessionIdleMs,
        long sessionAbsoluteMs,
        int closeMs) {
    /// What a booth needs: a few screens, each of which opens up to six connections.
    public static final ConsoleLimits DEFAULTS =
            new ConsoleLimits(
                    64,
                    32,
                    2_048,
                    8_192,
                    4_096,
                    10_000,
                    5_000,
                    8,
                    3,
                    10_000,
                    1_000,
                    16,
                    TimeUnit.MINUTES.toMillis(30),
                    TimeUnit.HOURS.toMillis(12),
                    1_000);
}
