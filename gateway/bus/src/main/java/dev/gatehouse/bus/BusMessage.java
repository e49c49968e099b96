package dev.gatehouse.bus;

/// One message as it arrived.
///
/// @param topic concrete topic, at most [BusLimits#topicBytes()] octets
/// @param payload owned by the listener; shared between listeners of one message, so read-only
/// @param principal who published it, as authenticated; never what the payload claims
/// @param receivedNanos monotonic clock of the bus when its last octet was decoded
/// @param retained true when it comes from the retained store rather than from a publisher just now
/// @param duplicate the DUP flag: the client has sent it before (MQTT 5, 3.3.1.1); a hint, not
///   proof
/// @param ack must be answered exactly once for each message, from any thread
public record BusMessage(
        String topic,
        byte[] payload,
        Principal principal,
        long receivedNanos,
        boolean retained,
        boolean duplicate,
        BusAck ack) {

    /// Without the payload, which may name what no log may hold.
    @Override
    public String toString() {
        return "BusMessage[octets=" + payload.length + ", kind=" + principal.kind() + "]";
    }
}
