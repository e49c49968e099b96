package dev.gatehouse.protocols.observation;

/// A text that a radio sent.
///
/// @param text at most [#MAX_TEXT_CHARS] characters; control characters replaced
/// @param dialect how it was packed
/// @param verified its check passed: 16 bits or more, or the system's own checksum
public record RadioText(String text, Dialect dialect, boolean verified) implements RadioEvent {
    /// Longest text that is kept; no dialect carries a longer one.
    public static final int MAX_TEXT_CHARS = 1_024;

    public RadioText {
        if (text.length() > MAX_TEXT_CHARS) {
            throw new IllegalArgumentException(
                    "text: expected at most "
                            + MAX_TEXT_CHARS
                            + " characters, found "
                            + text.length());
        }
    }

    /// How a text is packed.
    public enum Dialect {
        /// Short data of ETSI TS 102 361-3.
        STANDARD,
        /// Text messaging service over UDP.
        MOTOROLA,
        HYTERA,
        OTHER
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "RadioText[dialect=" + dialect + ", content withheld]";
    }
}
