package dev.gatehouse.core.decision;

import dev.gatehouse.protocols.observation.TimeQuality;

/// A change of the booth's wall clock, told by whoever disciplines it.
///
/// @param confirmed the wall clock was confirmed since boot: battery clock, chrony, or central's
///   signed time
/// @param quality from now on
/// @param stepMs how far the wall clock was moved against the monotonic one, milliseconds
public record ClockReport(boolean confirmed, TimeQuality quality, long stepMs) {}
