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

    /// Finds equal plates alone, whatever their jurisdiction.
    ///
    /// @param query canonical read; one with unread characters equals nothing
    /// @param answer overwritten with the hits of grade EXACT in the order (priority, lookout id)
    void matchExact(PlateQuery query, PlateAnswer answer);

    /// What one search costs at most, for any read whatever.
    SearchBound bound();

    /// Plates held.
    int size();
}
