package dev.gatehouse.booth;

/// A command cannot do its work; the message says why and what to do.
public final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public CommandFailure(String message) {
        this(message, ExitCode.FAILED);
    }

    public CommandFailure(String message, Throwable cause) {
        this(message, cause, ExitCode.FAILED);
    }

    private CommandFailure(String message, Throwable cause, ExitCode exitCode) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    private CommandFailure(String message, ExitCode exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /// As the other, without a cause.
    public static CommandFailure notConfigured(String message) {
        return new CommandFailure(message, ExitCode.NOT_CONFIGURED);
    }

    /// What stands in the way is configuration or keys: starting again changes nothing.
    public static CommandFailure notConfigured(String message, Throwable cause) {
        return new CommandFailure(message, cause, ExitCode.NOT_CONFIGURED);
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
