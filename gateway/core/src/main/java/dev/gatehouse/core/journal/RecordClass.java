package dev.gatehouse.core.journal;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// What a record is worth decides how long it may wait for the disk. Each class has its own log and reserved space.
public enum RecordClass {
    /// Alarms: synced at once.
    P0(0),
    /// Records of passages, hits and referrals.
    P1(20),
    /// Telemetry.
    P2(250);

    private final int commitWindowMs;

    RecordClass(int commitWindowMs) {
        this.commitWindowMs = commitWindowMs;
    }

    /// The longest a record may wait for the sync it shares with others.
    public int commitWindowMs() {
        return commitWindowMs;
    }

    long commitWindowNanos() {
        return TimeUnit.MILLISECONDS.toNanos(commitWindowMs);
    }

    /// First part of the names of the files of this class.
    String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }
}
