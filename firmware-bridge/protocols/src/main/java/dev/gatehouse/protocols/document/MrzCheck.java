package dev.gatehouse.protocols.document;

/// What is checked in a machine readable zone (ICAO Doc 9303-3, sections 4.8 and 4.9).
public enum MrzCheck {
    NUMBER("number"),
    BIRTH_DATE("birth date"),
    SEX("sex"),
    EXPIRY("expiry"),
    OPTIONAL("optional"),
    COMPOSITE("composite");

    private final String word;

    MrzCheck(String word) {
        this.word = word;
    }

    /// Words for a person.
    public String word() {
        return word;
    }

    /// Outcome of one check.
    public enum Outcome {
        AGREES,
        DISAGREES,
        /// The zone has a filler where the check digit would be, so nothing was checked.
        NOT_PRINTED
    }
}
