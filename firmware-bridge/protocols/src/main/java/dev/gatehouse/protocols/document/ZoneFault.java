package dev.gatehouse.protocols.document;

/// Why a text is no zone. Nothing of it is kept.
public enum ZoneFault {
    /// Whole lines of a form, and fewer than it has.
    MISSING_LINES,
    /// Lines and lengths are not those of any form (clause 2).
    LINE_LENGTH,
    /// A character that no zone has.
    BAD_CHARACTER,
    /// Lines and lengths fit and the first letter does not: national forms exist.
    UNKNOWN_FORMAT,
    /// Fillers stand where the document number should be.
    NO_NUMBER
}
