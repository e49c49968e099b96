package dev.gatehouse.booth.inventory;

/// The inventory's share of the journal: whoever sends made-up announcements on the LAN must not
/// fill the room that the lanes' records need. What is over it is counted, and stands in the next
/// report all the same. Owner: one thread.
final class RecordShare {
    /// Changes that may come at once.
    static final int BURST = 512;

    /// One more each so often.
    static final long REFILL_NANOS = 10_000_000_000L;

    private long refilledAt;
    private int left = BURST;

    /// @param nanos now, monotonic
    RecordShare(long nanos) {
        this.refilledAt = nanos;
    }

    /// Whether one more may be recorded.
    boolean take(long nanos) {
        long fresh = (nanos - refilledAt) / REFILL_NANOS;
        if (fresh > 0) {
            left = (int) Math.min(BURST, left + fresh);
            refilledAt += fresh * REFILL_NANOS;
        }
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
