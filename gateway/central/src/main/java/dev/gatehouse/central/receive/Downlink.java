package dev.gatehouse.central.receive;

import dev.gatehouse.core.seal.BoothId;

/// The way back to a booth. Never blocks and never throws; what is lost on it is asked for again by
/// the booth.
@FunctionalInterface
public interface Downlink {
    /// Sends one answer.
    ///
    /// @param message binary `gatehouse.v1.DownstreamMessage`
    void send(BoothId booth, byte[] message);
}
