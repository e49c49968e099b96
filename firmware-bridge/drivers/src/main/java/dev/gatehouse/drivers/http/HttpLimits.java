package dev.gatehouse.drivers.http;

/// Acceptance limits of the listener (plate reader sheet, section 4). Tests shorten the times;
/// nobody else does.
///
/// @param maxLineBytes request line
/// @param maxHeaderBytes header block
/// @param maxHeaders header lines
/// @param maxBodyBytes one body
/// @param maxHeldBytes bodies of all connections together, so that many senders cannot exhaust a
///   small board
/// @param maxConnections of the listener
/// @param maxConnectionsPerAddress of one sender
/// @param ratePerSecond of one reader, sustained
/// @param rateBurst of one reader, at once
/// @param headersMs from a request's first byte to its last header
/// @param bodyMs for the whole body
/// @param idleMs between requests of a kept connection
/// @param answerMs the booth has for making a read durable
/// @param lingerMs for the sender to take the answer in, once we want to close
record HttpLimits(
        int maxLineBytes,
        int maxHeaderBytes,
        int maxHeaders,
        int maxBodyBytes,
        int maxHeldBytes,
        int maxConnections,
        int maxConnectionsPerAddress,
        int ratePerSecond,
        int rateBurst,
        long headersMs,
        long bodyMs,
        long idleMs,
        long answerMs,
        long lingerMs) {

    static final HttpLimits SHEET =
            new HttpLimits(
                    4096, 16 << 10, 64, 8 << 20, 24 << 20, 64, 4, 20, 60, 5_000, 15_000, 75_000,
                    30_000, 2_000);

    /// The same for one reader, with limits of its own.
    ///
    /// @throws IllegalArgumentException when one is beyond the sheet's
    HttpLimits ofReader(long ratePerSecond, long rateBurst, long maxBodyBytes) {
        require("rate", ratePerSecond, this.ratePerSecond);
        require("burst", rateBurst, this.rateBurst);
        require("max_body_bytes", maxBodyBytes, this.maxBodyBytes);
        return new HttpLimits(
                maxLineBytes,
                maxHeaderBytes,
                maxHeaders,
                (int) maxBodyBytes,
                maxHeldBytes,
                maxConnections,
                maxConnectionsPerAddress,
                (int) ratePerSecond,
                (int) rateBurst,
                headersMs,
                bodyMs,
                idleMs,
                answerMs,
                lingerMs);
    }

    private static void require(String name, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "http link: " + name + ": expected 1.." + most + ", found " + value);
        }
    }
}
