package dev.gatehouse.drivers.radio;

/// A driver that can send. What it takes ends in exactly one final `RadioDelivery` (delivered or
/// failed), whatever happens to the link; for a group, and where the system confirms nothing, the
/// last word is that it was sent. Callable from any thread, returns at once.
public interface TextTransmitter {

    /// Takes a text, or says why not.
    Offer offer(OutgoingText text);

    /// Answer to an offer.
    enum Offer {
        TAKEN,
        /// The configuration names no authorised frequency, or does not switch transmit on.
        TRANSMIT_OFF,
        /// The queue has no room, or the channel's limit of the minute is reached.
        BUSY,
        /// The system cannot carry so long a text.
        TOO_LONG,
        /// The system is not connected, and texts do not wait for it.
        NOT_CONNECTED
    }
}
