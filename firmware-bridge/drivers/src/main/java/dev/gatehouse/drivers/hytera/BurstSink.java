package dev.gatehouse.drivers.hytera;

import dev.gatehouse.protocols.hytera.IpscBurst;
import dev.gatehouse.protocols.observation.Received;
import java.net.InetAddress;

/// Where bursts of a repeater go; called on the system's thread, returns at once.
@FunctionalInterface
public interface BurstSink {
    void burst(InetAddress repeater, IpscBurst burst, Received received);
}
