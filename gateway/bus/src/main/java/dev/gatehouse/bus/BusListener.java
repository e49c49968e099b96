package dev.gatehouse.bus;

/// Takes messages on the network thread. It must return at once: every client of the bus waits for
/// it.
@FunctionalInterface
public interface BusListener {
    /// Takes one message. What is thrown is contained, counted, and treated as [BusAck#refuse()].
    void onMessage(BusMessage message);
}
