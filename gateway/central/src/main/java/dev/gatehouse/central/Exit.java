package dev.gatehouse.central;

/// Exit codes of every command.
public final class Exit {
    /// It did what it was asked to.
    public static final int FINE = 0;

    /// It did not.
    public static final int FAILED = 1;

    /// It was asked wrongly.
    public static final int USAGE = 2;

    /// It works, and an operator must look.
    public static final int DEGRADED = 3;

    /// There is no such home or ledger, or the broker is not there.
    public static final int NOT_REACHABLE = 4;

    /// Above the list of exit codes in a command's help.
    public static final String LIST_HEADING = "%nExit codes:%n";

    private Exit() {}
}
