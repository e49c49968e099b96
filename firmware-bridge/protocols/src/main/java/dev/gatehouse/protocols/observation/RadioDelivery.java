package dev.gatehouse.protocols.observation;

/// What became of a text that the booth sent.
///
/// @param messageId that the booth gave it
/// @param state of it
/// @param code stable word for why; empty when there is nothing to say
public record RadioDelivery(String messageId, State state, String code) implements RadioEvent {
    /// Longest id.
    public static final int MAX_ID_CHARS = 64;

    /// Longest code.
    public static final int MAX_CODE_CHARS = 64;

    public RadioDelivery {
        if (messageId.isEmpty() || messageId.length() > MAX_ID_CHARS) {
            throw new IllegalArgumentException(
                    "message id: expected 1.." + MAX_ID_CHARS + " characters");
        }
        if (code.length() > MAX_CODE_CHARS) {
            throw new IllegalArgumentException(
                    "code: expected at most " + MAX_CODE_CHARS + " characters");
        }
    }

    /// State of a text on its way.
    public enum State {
        /// Handed to the radio system.
        SENT,
        /// The radio or its system confirmed it.
        DELIVERED,
        /// Given up.
        FAILED
    }
}
