package dev.gatehouse.central.receive;

/// The transport's side of one message. Exactly one of these is called, once, from the receiver's
/// thread or from the thread that offered the message.
public interface Delivery {
    /// Committed, or answered, or of a kind that sending it again does not mend.
    void done();

    /// Not taken now: the sender is to send again.
    void refused();

    /// Not a message of this protocol.
    void discarded();
}
