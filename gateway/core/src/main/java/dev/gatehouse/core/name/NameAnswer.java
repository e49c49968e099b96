package dev.gatehouse.core.name;

import java.util.List;

/// What a search in a list of names found.
///
/// @param hits at or above the threshold, best first, then by number
/// @param candidates different forms of names that were compared
/// @param narrowed whether there were more forms or hits than the cap, and names whose birth year
///   is known to be another were left out
/// @param capReached whether there were more all the same: the answer may lack hits and must not
///   count as clear
public record NameAnswer(List<Hit> hits, int candidates, boolean narrowed, boolean capReached) {
    /// A listed name.
    ///
    /// @param name its number in the index
    /// @param points of the scorer
    public record Hit(int name, int points) {}

    public NameAnswer {
        hits = List.copyOf(hits);
    }
}
