package dev.gatehouse.booth.uplink;

import java.io.IOException;
import java.util.Optional;

/// One connection to central. Owned by the uplink thread; what arrives is handed to the [Listener]
/// on any thread.
public interface UpstreamSession extends AutoCloseable {

    /// Makes sessions; one is used for one connection and thrown away.
    interface Factory {
        /// Connects and subscribes within a bounded time.
        ///
        /// @param address `ssl://host:port`, or `tcp://host:port` on loopback
        /// @throws IOException saying why not
        UpstreamSession connect(String address, Listener listener) throws IOException;

        /// What went over the wire in all sessions of this factory.
        default WireCount wire() {
            return new WireCount();
        }
    }

    /// Takes what arrives; only enqueues.
    interface Listener {
        void arrived(byte[] downstreamMessage);

        void lost();
    }

    boolean connected();

    /// What TLS settled; empty without TLS.
    default Optional<TlsFacts> tls() {
        return Optional.empty();
    }

    /// Publishes handed over and not yet acknowledged by the broker.
    int inFlight();

    /// Hands over one upstream message; the broker's acknowledgement is a transport hint, nothing
    /// more.
    ///
    /// @throws IOException when the connection is gone
    void publish(byte[] upstreamMessage) throws IOException;

    @Override
    void close();
}
