package dev.gatehouse.protocols.document;

/// Fields of a zone that a status is told of.
public enum ZoneField {
    NUMBER,
    BIRTH_DATE,
    EXPIRY,
    OPTIONAL,
    COMPOSITE,
    SEX,
    ISSUER,
    NATIONALITY,
    NAME;

    /// What is known of one field (clause 4).
    public enum Status {
        /// Its check digit agrees.
        VALID,
        /// Its check digit disagrees, its content is of the wrong class, or two swipes differ in
        /// it.
        INVALID,
        /// It has no check digit of its own.
        NOT_CHECKED,
        /// Its check digit agrees since a character was exchanged, see [ZoneRepair].
        REPAIRED
    }
}
