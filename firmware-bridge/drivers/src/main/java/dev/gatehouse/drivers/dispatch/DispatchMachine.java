package dev.gatehouse.drivers.dispatch;

import dev.gatehouse.drivers.radio.OutgoingText;
import dev.gatehouse.protocols.observation.Received;
import java.net.InetSocketAddress;
import java.util.Map;

/// The protocol of one radio system as a machine without thread, socket or clock; owned by the
/// thread of its [DispatchSystem]. Nothing a peer sends makes it throw.
public interface DispatchMachine {

    /// Takes a datagram.
    ///
    /// @param socket on which it came
    void datagram(int socket, InetSocketAddress source, byte[] octets, Received received);

    /// Takes a text; every one has an end that is reported.
    void order(OutgoingText text, Received now);

    /// Whether texts can be sent now.
    boolean connected();

    /// Does what time brings; called a few times a second.
    void duty(Received now);

    /// Leaves in good order.
    void stop(Received now);

    /// What it counts beside [DispatchCounters], by stable name; any thread.
    default Map<String, Long> counters() {
        return Map.of();
    }
}
