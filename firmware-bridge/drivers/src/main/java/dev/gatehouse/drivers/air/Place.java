package dev.gatehouse.drivers.air;

/// One slot of one repeater.
///
/// @param repeaterId 0 of a modem
/// @param slot 1 or 2
record Place(int repeaterId, int slot) {}
