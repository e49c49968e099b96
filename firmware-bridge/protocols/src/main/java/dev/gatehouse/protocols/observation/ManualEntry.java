package dev.gatehouse.protocols.observation;

/// A plate keyed in by an officer.
///
/// @param plate as typed; canonicalised by the matcher
/// @param jurisdiction ISO 3166-2, alpha-2 or a short form; empty when not given
/// @param badge of the officer, authenticated
public record ManualEntry(String plate, String jurisdiction, String badge)
        implements Observation.Body {
    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "ManualEntry[content withheld]";
    }
}
