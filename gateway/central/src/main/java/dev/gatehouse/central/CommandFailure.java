package dev.gatehouse.central;

/// Ends a command with a message for the person who called it and an exit code of [Exit].
public final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /// @param exitCode of [Exit]
    /// @param message for the person who called the command; holds no content
    public CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /// What the process ends with.
    public int exitCode() {
        return exitCode;
    }
}
