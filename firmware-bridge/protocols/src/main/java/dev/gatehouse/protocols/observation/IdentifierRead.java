package dev.gatehouse.protocols.observation;

/// An identifier that a device read, such as a container code or a transponder's number.
///
/// @param kind of identifier, e.g. `ISO6346`; one that the matcher does not know is a query by hand
/// @param text as read, at most [#MAX_TEXT_CHARS]; empty when nothing was read
/// @param source the parser that ran
public record IdentifierRead(String kind, String text, String source)
        implements Observation.InLane {
    /// Longest text.
    public static final int MAX_TEXT_CHARS = 128;

    public IdentifierRead {
        if (text.length() > MAX_TEXT_CHARS) {
            throw new IllegalArgumentException(
                    "text: expected at most "
                            + MAX_TEXT_CHARS
                            + " characters, found "
                            + text.length());
        }
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "IdentifierRead[kind=" + kind + ", source=" + source + ", content withheld]";
    }
}
