package dev.gatehouse.central.ledger;

/// What central raises about a booth's stream.
public enum AlarmKind {
    /// The same sequence, or the same tree size, with other content: two copies of the booth write.
    FORK(true),
    /// The booth came back smaller than the last size central proved and cosigned.
    ROLLBACK(true),
    /// Records before the one that arrived are missing; clears itself when they arrive.
    GAP(false),
    /// A checkpoint or a declared loss whose signature does not hold.
    BAD_SIGNATURE(false),
    /// A record at the expected place that cannot be opened.
    NOT_OPENED(false),
    /// The booth declared records of its own store lost.
    DECLARED_LOSS(true),
    /// The booth gave up telemetry for want of room while it could not deliver, and declared it.
    EVICTION(true);

    private final boolean witnessed;

    AlarmKind(boolean witnessed) {
        this.witnessed = witnessed;
    }

    /// True when the alarm is also written to the heads file, so that removing its row is evident.
    public boolean witnessed() {
        return witnessed;
    }
}
