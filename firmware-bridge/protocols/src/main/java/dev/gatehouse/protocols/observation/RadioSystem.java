package dev.gatehouse.protocols.observation;

/// By what way a radio was heard.
public enum RadioSystem {
    /// A modem on the board.
    MMDVM,
    /// A hotspot or repeater that speaks the Homebrew protocol.
    HOMEBREW,
    /// A Hytera repeater or radio over IP.
    HYTERA,
    /// A Motorola repeater or radio over IP.
    MOTOROLA
}
