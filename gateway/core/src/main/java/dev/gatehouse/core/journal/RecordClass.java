package dev.gatehouse.core.journal;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a record is worth decides how long it may wait for the disk. Each class has its own log and
/// reserved space.
public enum RecordClass {
    /// Alarms: synced at once.
    P0(0, 0),
    /// Records of passages, hits and referrals.
    P1(1, 20),
    /// Telemetry.
    P2(2, 250);

    private final int code;
    private final int commitWindowMs;

    RecordClass(int code, int commitWindowMs) {
        this.code = code;
        this.commitWindowMs = commitWindowMs;
    }

    /// The longest a record may wait for the sync it shares with others.
    public int commitWindowMs() {
        return commitWindowMs;
    }

    /// Whether the class gives up its oldest records, declared, when it has no room left. Alarms
    /// and records never do: they are refused, and their source keeps them.
    public boolean givesWay() {
        return switch (this) {
            case P0, P1 -> false;
            case P2 -> true;
        };
    }

    long commitWindowNanos() {
        return TimeUnit.MILLISECONDS.toNanos(commitWindowMs);
    }

    /// Number of the class in every file, dense from 0.
    int code() {
        return code;
    }

    static @Nullable RecordClass ofCode(int code) {
        for (RecordClass recordClass : values()) {
            if (recordClass.code == code) {
                return recordClass;
            }
        }
        return null;
    }

    /// First part of the names of the files of this class.
    String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }
}
