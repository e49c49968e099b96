package dev.gatehouse.protocols.portal;

/// What a detector counts.
public enum Radiation {
    GAMMA,
    NEUTRON
}
