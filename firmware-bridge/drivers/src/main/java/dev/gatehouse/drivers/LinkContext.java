package dev.gatehouse.drivers;

import dev.gatehouse.protocols.observation.Received;

/// What the booth lends to a link.
///
/// @param deviceId configured device
/// @param laneId configured lane
/// @param kind what the link's bytes are for; a simulator plays this role
/// @param clock stamps the first byte of a frame
/// @param deviceTopic the booth's own bus, for `mqtt:` links
public record LinkContext(
        String deviceId, String laneId, DeviceKind kind, Clock clock, DeviceTopic deviceTopic) {

    /// Stamps arrivals; the booth's clock with its quality.
    @FunctionalInterface
    public interface Clock {
        Received now();
    }

    /// Input topic of one device on the booth's bus.
    @FunctionalInterface
    public interface DeviceTopic {
        /// Delivers each message published on `device/<deviceId>/input` until the returned handle
        /// is closed.
        AutoCloseable listen(String deviceId, FrameSink sink);
    }
}
