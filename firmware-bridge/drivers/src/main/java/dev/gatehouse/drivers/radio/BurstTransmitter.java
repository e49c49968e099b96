package dev.gatehouse.drivers.radio;

/// The way out of one radio system. Safe for any thread; never blocks.
public interface BurstTransmitter {

    /// Takes a transmission; its outcome is told once, also when it is refused.
    void transmit(Transmission transmission);

    /// Whether the configuration permits this system to send at all.
    boolean permitted();
}
