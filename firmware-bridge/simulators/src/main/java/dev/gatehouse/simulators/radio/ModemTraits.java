package dev.gatehouse.simulators.radio;

import dev.gatehouse.protocols.mmdvm.ModemProtocol;

/// What kind of modem is simulated.
///
/// @param protocol of host and modem
/// @param description in the version reply
/// @param hasDmr whether the firmware knows digital mobile radio
/// @param acceptsFrequency false for a hotspot that refuses the one it is told
/// @param replyDelayMs of every reply
public record ModemTraits(
        ModemProtocol protocol,
        String description,
        boolean hasDmr,
        boolean acceptsFrequency,
        long replyDelayMs) {

    /// A board with current firmware.
    public static ModemTraits usual(ModemProtocol protocol) {
        return new ModemTraits(protocol, "MMDVM simulated", true, true, 0);
    }
}
