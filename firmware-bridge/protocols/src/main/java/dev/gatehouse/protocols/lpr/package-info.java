/// Plate reader messages, one record a message with both directions, and their one common reading:
/// `PlateRead`.
///
/// To add a maker: its messages as records beside `RekorMessage`, its mapping beside
/// `RekorReading`, and a fuzz target.
@NullMarked
package dev.gatehouse.protocols.lpr;

import org.jspecify.annotations.NullMarked;
