package dev.gatehouse.drivers.portal;

/// What is worth a counter at a portal.
enum PortalCounter {
    /// Lines or answers that were read.
    MESSAGES,
    /// Lines of tags that are not known.
    UNKNOWN_LINES,
    /// Lines of known tags whose fields could not be read.
    DAMAGED_LINES,
    /// Octets that are no line, counted by line.
    UNREADABLE,
    OCCUPANCIES,
    GAMMA_ALARMS,
    NEUTRON_ALARMS,
    TAMPERS,
    STALLS,
    SILENCES,
    DISAGREEMENTS,
    OCCUPANCIES_MISSED,
    SPEEDS_IMPLAUSIBLE,
    PROFILE_SAMPLES_LEFT_OUT,
    POLLS,
    POLL_TIMEOUTS,
    EXCEPTIONS,
    LATE_ANSWERS
}
