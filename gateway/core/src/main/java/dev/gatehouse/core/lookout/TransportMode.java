package dev.gatehouse.core.lookout;

/// How what passes a port travels.
public enum TransportMode {
    HIGHWAY,
    RAIL,
    MARINE,
    AIR
}
