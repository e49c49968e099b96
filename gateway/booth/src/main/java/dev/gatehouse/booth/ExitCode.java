package dev.gatehouse.booth;

/// What the program tells the shell.
public enum ExitCode {
    FINE(0),
    FAILED(1),
    USAGE(2),
    DEGRADED(3),
    NOT_REACHABLE(4),

    /// `run` only: configuration or keys cannot be used, and starting again changes nothing. The
    /// number is EX_CONFIG of sysexits.h, which systemd prints by name and the unit does not
    /// restart on.
    NOT_CONFIGURED(78);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
