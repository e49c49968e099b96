package dev.gatehouse.simulators;

/// What a plate really says, as seen by a person who stands beside the vehicle.
///
/// @param plate `[A-Z0-9]`, empty when the scenario does not know it
/// @param jurisdiction ISO 3166-2, e.g. `CA-ON`; empty when unknown
public record Truth(String plate, String jurisdiction) {

    /// Plates are content: never printed by accident.
    @Override
    public String toString() {
        return "Truth[content withheld]";
    }
}
