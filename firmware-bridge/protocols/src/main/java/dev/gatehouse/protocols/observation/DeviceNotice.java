package dev.gatehouse.protocols.observation;

/// What a device or its driver says of the device's own health.
///
/// @param code a stable word of `[A-Z0-9_]`, at most [#MAX_CODE_CHARS], without content, e.g.
///   `READER_TAKEN`
/// @param severity how much it matters
/// @param number that goes with it, e.g. an antenna; 0 where none does
public record DeviceNotice(String code, Severity severity, long number)
        implements Observation.OfBooth {
    /// A lamp or barrier is as an officer wants it; the number is that of the device's change. It
    /// is cleared under the same number.
    public static final String OUTPUT_BY_HAND = "OUTPUT_BY_HAND";

    /// Longest code.
    public static final int MAX_CODE_CHARS = 48;

    public DeviceNotice {
        if (code.isEmpty()
                || code.length() > MAX_CODE_CHARS
                || !code.chars()
                        .allMatch(c ->
                                (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')) {
            throw new IllegalArgumentException(
                    "code: expected 1.." + MAX_CODE_CHARS + " characters of [A-Z0-9_]");
        }
    }

    /// Order of weight.
    public enum Severity {
        /// Worth a record.
        INFO,
        /// What was told under this code is over.
        CLEARED,
        /// It works, but somebody should look.
        WARNING,
        /// It does not do its work; lasts until CLEARED under the same code and number.
        FAULT,
        /// Nothing comes from it any more, and what it sees meanwhile nobody knows; lasts until
        /// CLEARED.
        SILENT,
        /// Somebody must know now: what it saw was lost. Happens, and does not last.
        ALARM
    }
}
