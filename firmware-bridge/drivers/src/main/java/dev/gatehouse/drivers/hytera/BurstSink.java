package dev.gatehouse.drivers.hytera;

import dev.gatehouse.protocols.hytera.IpscBurst;
import dev.gatehouse.protocols.observation.Received;
import java.net.InetAddress;
import java.util.Map;

/// Where bursts of repeaters go; called on the system's thread, returns at once.
interface BurstSink {

    /// Takes a burst that is one, met for the first time.
    void burst(InetAddress repeater, IpscBurst burst, Received received);

    /// Does what time brings.
    void duty(Received now);

    /// Ends what is going on.
    void stop(Received now);

    /// Counts by stable name; any thread.
    Map<String, Long> counters();
}
