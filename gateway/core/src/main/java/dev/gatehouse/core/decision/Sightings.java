package dev.gatehouse.core.decision;

/// Is told of everything that passages present, right after its search: for lookouts that come too
/// late. Called by the booth thread, which it must not hold up.
@FunctionalInterface
public interface Sightings {
    /// Remembers nothing.
    Sightings NONE = _ -> {};

    /// Something was presented and searched.
    void saw(Sighting sighting);
}
