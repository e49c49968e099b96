package dev.gatehouse.bus;

/// What a client of the bus is; with its own lane, device, badge or booth it decides what the
/// client may do.
public enum PrincipalKind {
    /// One device, which publishes its own input.
    DEVICE,
    /// The screen of one lane.
    TERMINAL,
    /// A person with a badge, who commands from any lane's terminal.
    OFFICER,
    /// A display or collector: status and lane output, alerts only with the right
    /// [Principal#RIGHT_ALERTS].
    OBSERVER,
    /// A booth: owner of its own bus, client of the upstream one.
    BOOTH,
    /// A receiver of central.
    CENTRAL
}
