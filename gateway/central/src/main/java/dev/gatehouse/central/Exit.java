package dev.gatehouse.central;

/// Exit codes of every command.
final class Exit {
    static final int FINE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    /// It works, and an operator must look.
    static final int DEGRADED = 3;

    /// There is no such home or ledger, or the broker is not there.
    static final int NOT_REACHABLE = 4;

    static final String LIST_HEADING = "%nExit codes:%n";

    private Exit() {}
}
