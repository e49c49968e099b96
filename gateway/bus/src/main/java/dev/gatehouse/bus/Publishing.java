package dev.gatehouse.bus;

/// What this process may publish on its own bus, whichever kind it is.
final class Publishing {

    /// Room for the frame around a payload that this process publishes: header, topic, identifier,
    /// properties.
    static final int FRAME_BYTES = 2_048;

    private Publishing() {}

    /// @throws IllegalArgumentException when the topic is not documented, not this process's to
    ///   publish, or retained against its documentation
    static TopicName require(Acl acl, Principal self, String topic, boolean retain) {
        TopicName name =
                Topics.parse(topic)
                        .filter(parsed -> acl.mayPublish(self, parsed))
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "expected a topic of "
                                                + self.kind()
                                                + " to publish, found another"));
        if (retain != name.topic().retained()) {
            throw new IllegalArgumentException(
                    "expected retain="
                            + name.topic().retained()
                            + " for "
                            + name.topic()
                            + ", found "
                            + retain);
        }
        return name;
    }

    /// @throws IllegalArgumentException when the payload is longer than a packet may be
    static void requireFits(BusLimits limits, byte[] payload) {
        int limit = limits.packetBytes() - FRAME_BYTES;
        if (payload.length > limit) {
            throw new IllegalArgumentException(
                    "expected at most " + limit + " octets of payload, found " + payload.length);
        }
    }
}
