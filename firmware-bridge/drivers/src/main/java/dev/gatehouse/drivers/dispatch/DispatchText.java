package dev.gatehouse.drivers.dispatch;

import dev.gatehouse.protocols.RadioAddress;
import dev.gatehouse.protocols.observation.RadioDelivery;

/// A text that is to go to a radio or a group.
///
/// @param messageId of the booth's choice, comes back with each [RadioDelivery]; 1 to 64 characters
/// @param targetId radio or group, 24 bits
/// @param group whether it is a group
/// @param slot 1 or 2; 0 where the system may choose
/// @param text characters; each system has its own longest
public record DispatchText(String messageId, int targetId, boolean group, int slot, String text) {

    public DispatchText {
        if (messageId.isEmpty() || messageId.length() > RadioDelivery.MAX_ID_CHARS) {
            throw new IllegalArgumentException("message id: expected 1..64 characters");
        }
        if (targetId < 0 || targetId > RadioAddress.MAX_ID || slot < 0 || slot > 2) {
            throw new IllegalArgumentException("text: expected an id of 24 bits and a slot 0..2");
        }
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "DispatchText[" + messageId + ", content withheld]";
    }
}
