package dev.gatehouse.bus;

/// Everything the bus counts. The names are stable: metrics and `status` show them in lower case.
public enum BusCounter {
    /// TCP connections taken.
    ACCEPTED,
    /// Clients let in.
    CONNECTED,
    /// Connections ended, for whatever reason.
    DISCONNECTED,
    /// CONNECT without a user name.
    REFUSED_ANONYMOUS,
    /// Wrong name or password.
    REFUSED_LOGIN,
    /// A right login of a kind that has no business on this listener.
    REFUSED_KIND,
    /// Too many clients, or too many of one principal.
    REFUSED_FULL,
    /// Protocol name or level, client identifier, will or authentication method not accepted.
    REFUSED_CONNECT,
    /// No CONNECT in time, or pushed out by newer strangers.
    REFUSED_SILENT,
    /// Taken over by a newer connection of the same principal and client identifier.
    TAKEN_OVER,
    /// Bytes that are no MQTT packet.
    MALFORMED,
    /// Packets that are out of place.
    PROTOCOL_ERRORS,
    /// Packets longer than the limit.
    TOO_LARGE,
    /// Silent for longer than one and a half keep-alives.
    KEEP_ALIVE_EXPIRED,
    /// PUBLISH packets taken from clients.
    RECEIVED,
    /// Refused for want of the right to publish, or against a topic's retain rule.
    UNAUTHORISED_PUBLISH,
    /// Filters refused for want of any right.
    UNAUTHORISED_SUBSCRIBE,
    /// Filters refused for their syntax, depth, length or number.
    REFUSED_FILTERS,
    /// QoS 1 messages acknowledged to their publisher.
    ACKNOWLEDGED,
    /// QoS 1 messages the listener did not take.
    REFUSED_BY_LISTENER,
    /// Messages handed over once more after a refusal; behind a broker only.
    HANDED_AGAIN,
    /// Messages beyond what was agreed with the broker; it sends those with QoS 1 again.
    INBOUND_OVERFLOW,
    /// QoS 1 messages the listener will never take.
    DISCARDED_BY_LISTENER,
    /// Durable messages with no listener in this process to make them so.
    NO_LISTENER,
    /// A listener threw; a programmer's error.
    LISTENER_FAILED,
    /// A connection's handler threw; a programmer's error.
    HANDLER_FAILED,
    /// Published by this process.
    LOCAL_PUBLISHED,
    /// Published by this process and lost because the network thread did not keep up.
    LOCAL_DROPPED,
    /// PUBLISH packets sent to clients.
    SENT,
    /// QoS 0 messages dropped for a slow client, oldest first.
    DROPPED_QOS0,
    /// Messages dropped because the client's own Maximum Packet Size forbids them.
    DROPPED_TOO_LARGE,
    /// Messages whose expiry passed while they waited.
    EXPIRED,
    /// Clients closed because their QoS 1 queue was full.
    SLOW_CLIENTS,
    /// Clients whose reading was paused until their messages were acknowledged.
    PAUSED,
    /// Paused for too long, and closed.
    PAUSED_TOO_LONG,
    /// Wills published.
    WILLS,
    /// Retained messages refused because the store is full.
    RETAINED_REFUSED
}
