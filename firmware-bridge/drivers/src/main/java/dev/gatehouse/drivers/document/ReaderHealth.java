package dev.gatehouse.drivers.document;

/// The share of swipes that failed, of the last [#SWIPES] (clause 7). Owned by the machine's
/// thread.
final class ReaderHealth {
    static final int SWIPES = 50;
    static final int DIRTY_PERCENT = 30;

    private static final int PERCENT = 100;

    private final boolean[] failed = new boolean[SWIPES];
    private int swipes;
    private int failures;
    private boolean dirty;

    /// Takes a swipe in.
    ///
    /// @return whether [#dirty] is another answer now
    boolean swipe(boolean failure) {
        int at = swipes % SWIPES;
        failures += (failure ? 1 : 0) - (swipes >= SWIPES && failed[at] ? 1 : 0);
        failed[at] = failure;
        swipes = swipes == 2 * SWIPES - 1 ? SWIPES : swipes + 1;
        boolean now = swipes >= SWIPES && percent() > DIRTY_PERCENT;
        boolean changed = now != dirty;
        dirty = now;
        return changed;
    }

    /// Whether somebody should clean it.
    boolean dirty() {
        return dirty;
    }

    /// Of the last swipes.
    int percent() {
        return failures * PERCENT / Math.clamp(swipes, 1, SWIPES);
    }
}
