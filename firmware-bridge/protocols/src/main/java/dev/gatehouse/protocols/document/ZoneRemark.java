package dev.gatehouse.protocols.document;

/// What is worth knowing of a zone and is no error (clause 4); free of content.
public enum ZoneRemark {
    /// It expired before the day it was read.
    EXPIRED,
    /// Of nobody: the specimen's issuer.
    SPECIMEN,
    /// The issuer's code is in no list known here; lists age.
    ISSUER_UNKNOWN,
    /// The same of the nationality.
    NATIONALITY_UNKNOWN,
    /// The sex is X, as the visual zone prints "unspecified".
    SEX_X,
    /// The last place of the name field is no filler.
    NAME_MAYBE_TRUNCATED,
    /// Letters that readers make of fillers stand where fillers would be.
    FILLERS_MISREAD,
    /// The reader sent lower case, blanks, or other marks for the filler.
    NORMALISED
}
