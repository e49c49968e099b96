package dev.gatehouse.protocols.mmdvm;

/// Modes of a modem that concern us (section 5); a status may tell others by number.
public final class ModemMode {

    /// Listens for wake-up only, in duplex; hears next to nothing in simplex.
    public static final int IDLE = 0;

    /// Digital mobile radio, receiving and sending.
    public static final int DMR = 2;

    private ModemMode() {}
}
