package dev.gatehouse.central.receive;

/// What the receiver counts since its start.
public enum Counter {
    MESSAGES,
    /// Longer than [ReceiverLimits#messageBytes].
    TOO_LONG,
    /// Not an upstream message, or fields missing or out of range.
    MALFORMED,
    /// No such booth is enrolled.
    UNKNOWN_BOOTH,
    /// The message names another booth than its topic.
    BOOTH_MISMATCH,
    /// The queue was full: back-pressure.
    QUEUE_FULL,
    GROUPS,
    /// Groups that could not be committed; their messages were refused and come again.
    GROUPS_FAILED,
    RECORDS,
    REPEATS,
    /// Records that arrived after they had been declared lost.
    LATE_AFTER_LOSS,
    GAPS,
    FORKS,
    ROLLBACKS,
    /// Old hellos played back.
    REPLAYED,
    NOT_OPENED,
    BAD_SIGNATURES,
    /// Messages of a booth under a rollback alarm.
    SHUT_OUT,
    CHECKPOINTS,
    BEATS,
    /// Beats that cover records which have not arrived; asked for.
    BEATS_EARLY,
    /// Beats of less than what central has proven: old ones, or those of a booth put back.
    BEATS_BEHIND,
    /// Checkpoints of sizes inside a declared loss, which cannot be recomputed.
    UNPROVABLE,
    RECEIPTS,
    REFUSALS,
    /// Refusals kept back because one of the same reason had just been sent.
    REFUSALS_HELD
}
