package dev.gatehouse.drivers;

import java.io.IOException;
import java.util.Map;

/// One way to one device, real or simulated: they differ only in the address. Owned by the booth's
/// wiring; a link owns its port and its thread (`link-<device>`) or shares the network loop.
public interface Link extends AutoCloseable {

    /// Starts delivering frames.
    ///
    /// @throws IOException when the port cannot be had; the message says what to do
    void open(FrameSink sink) throws IOException;

    /// Where the link can be reached now, for status pages, e.g.
    /// `http://127.0.0.1:8088/lpr/v1/lane3`.
    String describe();

    /// What the link refused or dropped before a driver saw it, by stable name; from any thread.
    /// Links that share a listener share its counts.
    default Map<String, Long> counters() {
        return Map.of();
    }

    /// True when a link that ends by itself (a replay, a bounded simulation) has delivered
    /// everything and everything was acknowledged. A real device never ends.
    default boolean finished() {
        return false;
    }

    /// Stops delivering; idempotent. Frames in flight are refused with NOT_READY.
    @Override
    void close();
}
