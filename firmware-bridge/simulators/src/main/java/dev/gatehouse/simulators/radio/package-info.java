/// Simulated radio systems: modems, repeaters and masters that speak the same octets as real ones,
/// as links inside a booth and as peers of their own.
@NullMarked
package dev.gatehouse.simulators.radio;

import org.jspecify.annotations.NullMarked;
