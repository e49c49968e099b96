package dev.gatehouse.core.decision;

/// What became of one observation, for its acknowledgement.
public enum Intake {
    /// Checked and appended: acknowledge after the next group commit.
    RECORDED,
    /// Seen before: acknowledge after the next group commit, nothing else happened.
    REPEATED,
    /// Checked, and its hits act, but the store is full: do not acknowledge; a link that can, sends
    /// again. Of a link that cannot, the record waits in memory.
    STORE_FULL,
    /// Names a lane this booth does not have: counted, never to be acknowledged as taken.
    UNKNOWN_LANE
}
