package dev.gatehouse.core.decision;

/// What a hit causes at the lane; [ActionPolicy] says which.
public enum Consequence {
    /// Secondary examination.
    REFER,
    /// Nothing but the prompt to read again or to key in.
    REREAD,
    /// Nothing: it stands in the sealed record alone.
    MONITOR
}
