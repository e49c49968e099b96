package dev.gatehouse.core.decision;

/// A text that is to go out by a radio system.
///
/// @param messageId that its deliveries will name
/// @param deviceId of the system
/// @param targetId radio or group
/// @param group whether it is a group
/// @param text as it goes on the air
/// @param urgent goes before what is not
public record RadioMessage(
        String messageId,
        String deviceId,
        int targetId,
        boolean group,
        String text,
        boolean urgent) {
    /// What a system says to it.
    public enum Offer {
        TAKEN,
        TRANSMIT_OFF,
        BUSY,
        TOO_LONG,
        NOT_CONNECTED,
        /// No such system, or one that cannot send.
        NO_SYSTEM
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "RadioMessage[device=" + deviceId + ", content withheld]";
    }
}
