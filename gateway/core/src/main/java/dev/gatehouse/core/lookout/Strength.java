package dev.gatehouse.core.lookout;

import dev.gatehouse.core.match.Grade;
import dev.gatehouse.core.name.Band;

/// How strong a match is. What that may cause is policy.
public sealed interface Strength {

    /// Of an identifier.
    record Graded(Grade grade) implements Strength {}

    /// Of a name with what is known beside it.
    ///
    /// @param points 0 to 10,000
    /// @param numberReused the document is equal and the name another: an altered or recycled one
    /// @param birthDateEqual a listed birth date is the presented one
    record Banded(Band band, int points, boolean numberReused, boolean birthDateEqual)
            implements Strength {}
}
