package dev.gatehouse.protocols.observation;

/// An edge of the lane's vehicle loop or beam.
///
/// @param present true when a vehicle is now over the loop
/// @param sequence the line's own counter; a gap means lost edges
/// @param edgeNanos the kernel's or device's monotonic time of the edge
public record PresenceChange(boolean present, long sequence, long edgeNanos)
        implements Observation.InLane {}
