package dev.gatehouse.protocols.gpio;

/// Flags of a line, `enum gpio_v2_line_flag`: asked for in a request, told in [LineInfo].
public final class LineFlags {

    /// Somebody holds the line; in [LineInfo] only.
    public static final long USED = 0x001;

    public static final long ACTIVE_LOW = 0x002;
    public static final long INPUT = 0x004;
    public static final long OUTPUT = 0x008;
    public static final long EDGE_RISING = 0x010;
    public static final long EDGE_FALLING = 0x020;
    public static final long OPEN_DRAIN = 0x040;
    public static final long OPEN_SOURCE = 0x080;
    public static final long BIAS_PULL_UP = 0x100;
    public static final long BIAS_PULL_DOWN = 0x200;
    public static final long BIAS_DISABLED = 0x400;

    private LineFlags() {}
}
