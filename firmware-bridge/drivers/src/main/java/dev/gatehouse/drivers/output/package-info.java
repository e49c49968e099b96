/// Lamps and barriers of a lane: what they show, how they fail, and who may change them by hand.
@NullMarked
package dev.gatehouse.drivers.output;

import org.jspecify.annotations.NullMarked;
