package dev.gatehouse.protocols.observation;

import java.time.Instant;

/// When the first byte reached the booth.
///
/// @param at wall clock, an annotation only
/// @param nanos `System.nanoTime()` domain; decisions and durations use this one
/// @param quality of the wall clock at that moment
public record Received(Instant at, long nanos, TimeQuality quality) {}
