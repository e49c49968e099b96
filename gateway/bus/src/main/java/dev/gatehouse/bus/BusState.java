package dev.gatehouse.bus;

/// Whether the bus carries anything at this moment.
///
/// @param kind where the bus runs
/// @param connected whether messages go both ways now
/// @param sinceNanos monotonic clock when that began; 0 for a listener of this process
/// @param reconnects connections made after the first one
/// @param reason why it is not connected, as a stable word; [Reason#NONE] while it is
public record BusState(
        Kind kind, boolean connected, long sinceNanos, long reconnects, Reason reason) {

    /// The listener of this process: there as long as the process is.
    static final BusState EMBEDDED = new BusState(Kind.EMBEDDED, true, 0, 0, Reason.NONE);

    /// Where the bus runs.
    public enum Kind {
        /// In this process.
        EMBEDDED,
        /// In a broker elsewhere.
        BROKER
    }

    /// Why a broker is not connected.
    public enum Reason {
        /// It is connected.
        NONE,
        /// No attempt has ended yet.
        CONNECTING,
        /// Nothing answers at the address.
        UNREACHABLE,
        /// The handshake failed: certificates, names or versions.
        TLS,
        /// The broker does not let the booth in.
        LOGIN_REFUSED,
        /// The broker does not let the booth hear its devices and officers.
        SUBSCRIBE_REFUSED,
        /// An attempt took too long.
        TIMEOUT,
        /// The connection ended.
        LOST,
        /// More came in than was agreed; the connection was ended so that nothing is lost.
        OVERFLOW
    }
}
