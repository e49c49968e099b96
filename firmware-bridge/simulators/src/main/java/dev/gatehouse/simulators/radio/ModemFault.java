package dev.gatehouse.simulators.radio;

/// How a simulated modem misbehaves while it does.
public enum ModemFault {
    /// Hears and says nothing.
    SILENT,
    /// Refuses everything.
    REFUSES_ALL,
    /// Noise in front of every frame.
    GARBAGE,
    /// Every other status is cut in the middle.
    TRUNCATES,
    /// Tells overflows in every status.
    OVERFLOWS,
    /// Says it has room that it has not.
    LIES_ABOUT_ROOM,
    /// Tells a protocol number that nobody knows.
    WRONG_VERSION
}
