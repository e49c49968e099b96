package dev.gatehouse.core.decision;

import dev.gatehouse.proto.v1.OutputPart;

/// A word by hand on a lane's lamps or barrier, on its way to the device that has them.
public sealed interface ByHand {

    /// Asks for a change; nothing changes before it is confirmed.
    ///
    /// @param deviceId empty for the one device of the lane that has this output
    /// @param active lit, or open
    record Ask(String laneId, String deviceId, OutputPart part, boolean active) implements ByHand {}

    /// Confirms what was asked.
    ///
    /// @param number that the device gave
    record Confirm(String laneId, String deviceId, long number) implements ByHand {}

    /// Ends a change, or drops what was asked.
    record Revert(String laneId, String deviceId) implements ByHand {}

    /// What the device says to it.
    ///
    /// @param deviceId of the device that answers; empty when none does
    /// @param number to confirm with; 0 unless something waits to be confirmed
    /// @param validMs how long it waits to be confirmed, or holds; 0 for neither
    record Answer(Outcome outcome, String deviceId, long number, long validMs) {}

    /// Outcomes of [Answer].
    enum Outcome {
        /// It waits to be confirmed.
        CONFIRM,
        /// It is done, and reverts by itself.
        HELD,
        /// What the booth says is shown again.
        REVERTED,
        /// Another change by hand is asked or held.
        BUSY,
        /// Nothing waits under this number, or it waited too long.
        NOTHING_ASKED,
        /// Nobody may set this output by hand.
        NOT_ALLOWED,
        /// The device has no word of the booth at present, or its lines are not there.
        NOT_ALIVE,
        /// The lane has no such output.
        NO_OUTPUT,
        /// Several devices of the lane have it, and none was named.
        SEVERAL
    }
}
