package dev.gatehouse.drivers.radio;

import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioText;

/// A text for a radio or a group.
///
/// @param messageId that its `RadioDelivery` will name
/// @param targetId radio or group, 1 to [RadioReport#MAX_RADIO_ID]
/// @param group whether `targetId` is a group; a group confirms nothing
/// @param text 1 to [RadioText#MAX_TEXT_CHARS] characters; what a system can carry may be less
/// @param urgent goes before what is not
public record OutgoingText(
        String messageId, int targetId, boolean group, String text, boolean urgent) {
    public OutgoingText {
        if (targetId < 1 || targetId > RadioReport.MAX_RADIO_ID) {
            throw new IllegalArgumentException("target: expected a 24-bit id above 0");
        }
        if (text.isEmpty() || text.length() > RadioText.MAX_TEXT_CHARS) {
            throw new IllegalArgumentException(
                    "text: expected 1.."
                            + RadioText.MAX_TEXT_CHARS
                            + " characters, found "
                            + text.length());
        }
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "OutgoingText[group=" + group + ", content withheld]";
    }
}
