package dev.gatehouse.core.name;

/// What one search did, counted: the time it takes is bounded by it. Owned by one thread.
final class SearchWork {
    /// Neighbours of common parts that were looked at.
    long neighbours;

    /// Entries of lists of names by part that were looked at.
    long postings;

    /// Parts that share a key of one letter's edit with a part of the query.
    long keyed;

    /// Names whose parts were looked at.
    long looked;

    /// Pairs of parts that were compared letter by letter.
    long compared;

    /// Names that were proposed.
    long proposed;

    /// Names that were scored.
    long scored;

    void clear() {
        neighbours = 0;
        postings = 0;
        keyed = 0;
        looked = 0;
        compared = 0;
        proposed = 0;
        scored = 0;
    }
}
