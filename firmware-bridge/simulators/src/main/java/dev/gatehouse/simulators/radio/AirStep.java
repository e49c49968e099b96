package dev.gatehouse.simulators.radio;

/// A burst of a scenario.
///
/// @param atNanos since the scenario began; never falls from one step to the next
/// @param burst in the air
public record AirStep(long atNanos, OnAir burst) {}
