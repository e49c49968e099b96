package dev.gatehouse.booth.uplink;

import java.util.concurrent.atomic.AtomicLong;

/// Octets of the upstream TCP streams since the start: MQTT, and TLS where there is any, handshakes
/// included; not the headers of TCP and IP. Any thread.
public final class WireCount {
    private final AtomicLong out = new AtomicLong();
    private final AtomicLong in = new AtomicLong();

    void sent(long octets) {
        out.addAndGet(octets);
    }

    void received(long octets) {
        in.addAndGet(octets);
    }

    /// Octets sent to central.
    public long bytesOut() {
        return out.get();
    }

    /// Octets received from central.
    public long bytesIn() {
        return in.get();
    }
}
