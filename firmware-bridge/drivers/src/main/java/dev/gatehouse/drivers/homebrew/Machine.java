package dev.gatehouse.drivers.homebrew;

import dev.gatehouse.drivers.radio.Transmission;
import dev.gatehouse.protocols.observation.Received;
import java.net.InetSocketAddress;

/// A master or a peer without thread, clock or socket; owned by the thread of its [HomebrewLoop].
interface Machine {

    /// Takes a datagram.
    void datagram(byte[] octets, InetSocketAddress source, Received received);

    /// Takes a transmission; its outcome is told once.
    void transmit(Transmission transmission);

    /// Does what is due.
    ///
    /// @return nanoseconds until there may be more to do
    long duty(Received now);

    /// Says good-bye and ends everything that waits.
    void stop(Received now);

    /// Whether a source is heard before strangers; called on the link's thread.
    boolean isKnown(InetSocketAddress source);
}
