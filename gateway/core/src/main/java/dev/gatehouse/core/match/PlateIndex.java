package dev.gatehouse.core.match;

/// Finds every listed plate that a read may be. Immutable after its build; any number of threads
/// may ask.
///
/// The set of hits equals that of a full scan with [PlateVerifier]: indexes propose, the verifier
/// grades.
public interface PlateIndex {

    /// Searches one read.
    ///
    /// @param query canonical read
    /// @param answer overwritten with the hits in the order (priority, grade, lookout id)
    void match(PlateQuery query, PlateAnswer answer);

    /// Plates held.
    int size();
}
