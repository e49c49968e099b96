package dev.gatehouse.protocols.dmr.link;

/// Feature sets whose messages are read here. The number says which rule book an opcode belongs to,
/// not who made the radio.
public final class FeatureSet {

    /// The standard's own.
    public static final int STANDARD = 0x00;

    /// Opcodes that others copy.
    public static final int MOTOROLA = 0x10;

    /// Conventional and trunked.
    public static final int HYTERA_08 = 0x08;

    /// Simulcast and pseudo trunking.
    public static final int HYTERA_68 = 0x68;

    private FeatureSet() {}
}
