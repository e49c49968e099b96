package dev.gatehouse.core.lookout;

/// Kinds of identifier a lookout may name (fact sheet of lookout matching, section 1).
public enum SubjectKind {
    PLATE,
    VEHICLE,
    DOCUMENT,
    PERSON,
    ORGANISATION,
    CONTAINER,
    RAIL_CAR,
    VESSEL,
    COMPANY,
    AIRCRAFT,
    CONSIGNMENT,
    CARRIER,
    DEVICE;

    /// Whether reads of this kind are searched yet; lookouts of other kinds are counted and reported as not matched.
    public boolean isMatched() {
        return this == PLATE;
    }
}
