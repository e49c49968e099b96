package dev.gatehouse.bus;

import java.util.List;

/// One MQTT bus, whether the listener runs in this process or elsewhere.
///
/// Thread-safe. Nothing here blocks but [#close()], which waits a bounded time for the last bytes
/// to leave.
public interface Bus extends AutoCloseable {

    /// Publishes on behalf of this process, at the quality of service that [Topic] states.
    ///
    /// Messages of one calling thread keep their order. A message that cannot be queued is counted
    /// ([BusCounter#LOCAL_DROPPED]) and never waited for.
    ///
    /// @param topic concrete topic from [Topics]
    /// @param payload taken over: the caller must not change it afterwards
    /// @param retain must be what [Topic#retained()] says, so that nothing is ever retained by
    ///   accident
    /// @throws IllegalArgumentException when the topic is not documented, not this process's to
    ///   publish, retained against its documentation, or the payload is longer than a packet may be
    void publish(String topic, byte[] payload, boolean retain);

    /// Delivers every message that matches, retained ones first, until the returned handle is
    /// closed.
    ///
    /// @param topicFilter MQTT topic filter; wildcards are allowed
    /// @param listener called on the network thread; must return at once and throw nothing
    /// @throws IllegalArgumentException when the filter breaks MQTT 5 section 4.7
    BusSubscription subscribe(String topicFilter, BusListener listener);

    /// Tells whether every listener of this process is there. Until then, and again while the
    /// process stops, what a broker delivers and nobody listens for stays unacknowledged; in
    /// between it is dropped and counted ([BusCounter#NO_LISTENER]). An own listener acts as in
    /// between.
    default void allListen(boolean all) {}

    /// Whether the bus carries anything at this moment.
    default BusState state() {
        return BusState.EMBEDDED;
    }

    /// Calls back each time when an outage is over in which messages were lost: what must not be
    /// missed is to be published again. Never called by a listener of this process.
    ///
    /// @param listener called on the network thread; must return at once and throw nothing
    default void whenBack(Runnable listener) {}

    /// Takes new credentials; who has none any more is not heard any more.
    default void replacePrincipals(Principals principals) {}

    /// Counters at this moment; no content.
    BusStats stats();

    /// Where clients connect to, with the ports really bound.
    List<Endpoint> endpoints();

    @Override
    void close();
}
