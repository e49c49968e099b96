package dev.gatehouse.simulators.dispatch;

/// Simulated radios as a machine without thread, socket or clock: milliseconds of the scenario come
/// with every call. Owned by one thread.
interface RadioPeer {

    /// Takes a datagram of the booth.
    ///
    /// @param socket of the booth that sent it, by its place
    /// @param radio to whose address it went; 0 for a repeater
    void receive(int socket, int radio, byte[] octets, long nowMs);

    /// Does what is due.
    void tick(long nowMs);

    /// Every step is done and nothing waits for an answer any more.
    boolean finished();

    /// What happened so far, from the radios' side.
    PeerCounts counts();
}
