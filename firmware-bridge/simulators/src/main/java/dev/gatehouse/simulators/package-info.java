/// Devices and people as peers that speak the real bytes: seeded lane scenarios, replay of
/// captures, an officer.
@NullMarked
package dev.gatehouse.simulators;

import org.jspecify.annotations.NullMarked;
