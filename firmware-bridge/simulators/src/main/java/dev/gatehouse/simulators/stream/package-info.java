/// Simulated devices at the end of one stream of octets: as the link of a station, or as a peer at
/// the other end of a real one.
@NullMarked
package dev.gatehouse.simulators.stream;

import org.jspecify.annotations.NullMarked;
