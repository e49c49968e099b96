package dev.gatehouse.simulators.radio;

/// How a simulated repeater misbehaves while it does.
public enum RepeaterFault {
    /// Answers every salt with the proof of the first one.
    REPLAYS_PROOF,
    /// Proves another password than its own.
    WRONG_PASSWORD,
    /// Sends every burst twenty times, each as a new one.
    FLOODS,
    /// Sends every burst twice.
    DOUBLES,
    /// Leaves out the error count and the signal strength, as older software does.
    SHORT_FRAMES,
    /// Says nothing more.
    SILENT
}
