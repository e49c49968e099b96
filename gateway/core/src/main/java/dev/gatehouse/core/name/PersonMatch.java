package dev.gatehouse.core.name;

import java.util.List;

/// The comparison of a person with a listed one, name and facts together.
///
/// @param namePoints of the name alone
/// @param points with the facts, 0 to 10,000
/// @param band what it may cause
/// @param numberReused whether the document number is equal and the name is another: an altered or
///   recycled document, always a referral
/// @param birthDateEqual whether a listed birth date is the presented one, with day and month in
///   either order
/// @param steps of the name, then of the facts; the points can be computed again from them
public record PersonMatch(
        int namePoints,
        int points,
        Band band,
        boolean numberReused,
        boolean birthDateEqual,
        List<NameStep> steps) {
    public PersonMatch {
        steps = List.copyOf(steps);
    }

    /// A match is content: never printed by accident.
    @Override
    public String toString() {
        return "PersonMatch[" + band + ", " + points + "]";
    }
}
