/// Stations of devices at the end of one stream of octets: the thread, the way in and the way out
/// of a state machine that has neither.
@NullMarked
package dev.gatehouse.drivers.stream;

import org.jspecify.annotations.NullMarked;
