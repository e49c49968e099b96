package dev.gatehouse.core.replay;

/// What late lookouts have cost and brought, as one picture. A silent hit is in none of it.
///
/// @param kept things that passages presented and that are remembered now
/// @param bytes of memory for them
/// @param dropped not remembered, because too many came at once
/// @param evicted forgotten before their time, for want of room
/// @param unreadable files of an earlier run of which something was damaged
/// @param unstored not on disk for ever: a restart will not know them
/// @param memoryOnly the disk refuses them now
/// @param runs against a new or changed list
/// @param lastRunMs how long the last run took
/// @param lateHits recorded since the start
/// @param reviews recorded since the start: hits of lookouts that were withdrawn
/// @param lastLateMs from the list in force to the record of the last late hit on disk
/// @param waiting late hits on their way to the journal
public record ReplayCounters(
        long kept,
        long bytes,
        long dropped,
        long evicted,
        long unreadable,
        long unstored,
        boolean memoryOnly,
        long runs,
        long lastRunMs,
        long lateHits,
        long reviews,
        long lastLateMs,
        long waiting) {
    /// Nothing yet.
    static final ReplayCounters NONE =
            new ReplayCounters(0, 0, 0, 0, 0, 0, false, 0, 0, 0, 0, 0, 0);
}
