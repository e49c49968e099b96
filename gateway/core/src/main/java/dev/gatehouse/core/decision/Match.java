package dev.gatehouse.core.decision;

import dev.gatehouse.proto.v1.Hit;

/// How something presented agrees with a lookout, as far as policy asks.
public enum Match {
    /// An identifier, equal.
    EXACT,
    /// An identifier, equal but for look-alikes.
    CONFUSABLE,
    /// An identifier, one edit away.
    EDIT1,
    /// An identifier of which not everything was read or is known.
    PARTIAL,
    /// An equal or confusable plate, both jurisdictions known and different.
    OTHER_JURISDICTION,
    /// A name, by its band.
    STRONG,
    PROBABLE,
    POSSIBLE,
    /// A document's number equal, and its holder's name another.
    NUMBER_REUSED,
    /// A grade that this program does not know.
    UNKNOWN;

    /// Of a hit.
    static Match of(Hit hit) {
        if (hit.getNumberReused()) {
            return NUMBER_REUSED;
        }
        if (hit.getJurisdictionDiffers()) {
            return OTHER_JURISDICTION;
        }
        return switch (hit.getGrade()) {
            case GRADE_EXACT -> EXACT;
            case GRADE_CONFUSABLE -> CONFUSABLE;
            case GRADE_EDIT1 -> EDIT1;
            case GRADE_PARTIAL -> PARTIAL;
            case UNRECOGNIZED -> UNKNOWN;
            case GRADE_UNSPECIFIED ->
                    switch (hit.getBand()) {
                        case BAND_STRONG -> STRONG;
                        case BAND_PROBABLE -> PROBABLE;
                        case BAND_POSSIBLE -> POSSIBLE;
                        case BAND_NONE, BAND_UNSPECIFIED, UNRECOGNIZED -> UNKNOWN;
                    };
        };
    }

    /// Strong enough to refer by itself; what is not never may (fact sheet of lookout matching,
    /// section 4).
    boolean isStrong() {
        return switch (this) {
            case EXACT, CONFUSABLE, STRONG, PROBABLE, NUMBER_REUSED -> true;
            case EDIT1, PARTIAL, OTHER_JURISDICTION, POSSIBLE, UNKNOWN -> false;
        };
    }
}
