package dev.gatehouse.booth;

/// What the program tells the shell.
public enum ExitCode {
    FINE(0),
    FAILED(1),
    USAGE(2),
    DEGRADED(3),
    NOT_REACHABLE(4);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
