package dev.gatehouse.protocols.portal;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;

/// What a portal's stream of octets held.
public sealed interface PortalInput {

    /// A line that was read, damaged ones included.
    record Line(PortalLine line) implements PortalInput {}

    /// A line that is none. Its octets are not kept, only what tells them from others (clause 7).
    ///
    /// @param reason for counters
    /// @param lengthBytes without the line end
    /// @param sha256 of the octets
    record Unreadable(RejectReason reason, long lengthBytes, Octets sha256)
            implements PortalInput {}
}
