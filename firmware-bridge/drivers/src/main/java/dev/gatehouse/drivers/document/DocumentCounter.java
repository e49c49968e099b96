package dev.gatehouse.drivers.document;

/// What is worth a counter at a document reader.
enum DocumentCounter {
    /// Frames, the unreadable ones included.
    SWIPES,
    VALID,
    INCOMPLETE,
    INVALID,
    /// The reader said that it could not read.
    UNREADABLE,
    /// Frames of which a part came: lines are missing, the time ran out, or the line was lost.
    CUT_OFF,
    /// Frames that are no zone.
    NO_ZONE,
    /// Characters exchanged because check digits prove them.
    REPAIRS,
    /// Second swipes that agree with the first.
    AGREED,
    /// Second swipes that do not.
    DIFFERING,
    /// Zones of lower case, with blanks or other marks for the filler.
    NORMALISED,
    /// Octets thrown away before a start mark or behind an end.
    NOISE_OCTETS,
    REPLIES_REFUSED
}
