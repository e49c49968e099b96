package dev.gatehouse.bus;

/// The publisher's side of one message. One of [#accept()], [#refuse()] and [#discard()] is called,
/// once, from any thread; none blocks, and only the first call counts.
///
/// It decides for topics whose [Topic#durable()] is set; on others the client has its PUBACK
/// already.
public interface BusAck {

    /// What the message caused is on disk: PUBACK goes out now, and not before.
    void accept();

    /// Not taken now. MQTT 5: PUBACK with 0x97 (quota exceeded), after which the client may publish
    /// again. MQTT 3.1.1 has no such answer: there is no PUBACK, and the connection is closed after
    /// [BusLimits#refusalPauseMs()], since only a reconnect makes a client send again
    /// \[MQTT-4.4.0-1\].
    void refuse();

    /// Not a message, and sending it again will not help. MQTT 5: PUBACK with 0x99 (payload format
    /// invalid). MQTT 3.1.1: PUBACK, or the client would send the same bytes for ever.
    void discard();

    /// True when the client keeps the message until it is answered (QoS 1 on a topic acknowledged
    /// by the listener).
    boolean resendable();

    /// For messages that nobody waits for.
    BusAck NONE =
            new BusAck() {
                @Override
                public void accept() {}

                @Override
                public void refuse() {}

                @Override
                public void discard() {}

                @Override
                public boolean resendable() {
                    return false;
                }
            };
}
