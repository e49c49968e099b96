package dev.gatehouse.protocols.hytera;

/// What a session wants done, in order.
public sealed interface HstrpAction {

    /// Put this on its way to the peer.
    record Send(HstrpPacket packet) implements HstrpAction {}

    /// New data of the peer, already acknowledged.
    record Deliver(HstrpPacket packet) implements HstrpAction {}

    /// The peer has data of ours.
    ///
    /// @param tag that it was handed over with
    record Acknowledged(long tag) implements HstrpAction {}

    /// Data of ours was given up.
    ///
    /// @param tag that it was handed over with
    record Failed(long tag, Cause cause) implements HstrpAction {}

    /// The connection is in another state now.
    record Changed(HstrpSession.State state) implements HstrpAction {}

    /// Why data was given up.
    enum Cause {
        QUEUE_FULL,
        NO_ANSWER,
        REJECTED,
        LINK_LOST
    }
}
