/// Plate readers of every maker: one driver over a codec or a mapping, one of Rekor's own; their
/// clocks, counters, vehicle keys and notices in one place.
///
/// To add a maker: a mapping file beside `Presets`, or a codec with its word in `Makers` and a
/// provider here; its shape in `CameraShape` of the simulators.
@NullMarked
package dev.gatehouse.drivers.lpr;

import org.jspecify.annotations.NullMarked;
