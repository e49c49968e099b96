package dev.gatehouse.core.lookout;

/// What an officer must know before acting (fact sheet of lookout matching, section 13).
public enum Caveat {
    ARMED,
    VIOLENT,
    FLIGHT_RISK,
    SELF_HARM_RISK,
    INFECTIOUS,
    HAZARDOUS_GOODS,
    MINOR_INVOLVED,
    DO_NOT_SEPARATE,
    DO_NOT_REVEAL
}
