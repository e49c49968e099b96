package dev.gatehouse.protocols.dmr.data;

/// The forms in which radios send a text; a setting of the radio, no sign of its maker.
public enum TextDialect {
    /// UDP port 5016 over IP.
    STANDARD,
    /// The same with compressed headers.
    STANDARD_COMPRESSED,
    /// Motorola's text messaging on UDP port 4007 over IP.
    MOTOROLA,
    /// The same with compressed headers.
    MOTOROLA_COMPRESSED,
    /// Defined short data in UTF-16 with a prefix, marked as digits.
    HYTERA,
    /// Defined short data in the format that is named.
    SHORT_DATA,
    /// Raw short data between two ports.
    RAW,
    /// Unified data transport.
    UNIFIED
}
