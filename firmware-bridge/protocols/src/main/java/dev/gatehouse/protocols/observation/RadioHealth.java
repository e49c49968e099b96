package dev.gatehouse.protocols.observation;

/// What a radio system says of itself.
///
/// @param condition of it
/// @param code stable word for what is behind it, e.g. `SILENT`, `BUFFER_FULL`; free of content
public record RadioHealth(Condition condition, String code) implements RadioEvent {
    /// Longest code.
    public static final int MAX_CODE_CHARS = 64;

    public RadioHealth {
        if (code.length() > MAX_CODE_CHARS) {
            throw new IllegalArgumentException(
                    "code: expected at most " + MAX_CODE_CHARS + " characters");
        }
    }

    /// Condition of a system.
    public enum Condition {
        UP,
        DEGRADED,
        DOWN
    }
}
