package dev.gatehouse.core.replay;

import java.util.concurrent.TimeUnit;

/// How long and how much is remembered of passages. Whatever is reached first makes the oldest give
/// way.
///
/// @param retentionMs what is older is not searched any more
/// @param sliceMs what came in so long a time goes together: its file goes at most that much later
/// @param maxOctets of memory
/// @param maxSlices files, each of [SliceFile#ROOM_BYTES]
/// @param flushMs what came in so long a time may be lost in a power cut
public record ReplayLimits(
        long retentionMs, long sliceMs, long maxOctets, int maxSlices, long flushMs) {
    /// Octets of memory: 200,000 plates (39 octets each), or 70,000 names (116).
    public static final long MAX_OCTETS = 8L << 20;

    /// Files of recent passages: 32 MiB of disk.
    public static final int MAX_SLICES = 128;

    /// Between two writes.
    public static final long FLUSH_MS = 10_000;

    private static final int SLICES_OF_RETENTION = 24;

    public ReplayLimits {
        if (retentionMs < 1 || sliceMs < 1 || maxOctets < 1 || maxSlices < 2 || flushMs < 0) {
            throw new IllegalArgumentException("replay limits: expected numbers above 0");
        }
    }

    /// The limits in use.
    ///
    /// @param hours of retention, at least one
    public static ReplayLimits ofHours(long hours) {
        long retentionMs = TimeUnit.HOURS.toMillis(hours);
        return new ReplayLimits(
                retentionMs, retentionMs / SLICES_OF_RETENTION, MAX_OCTETS, MAX_SLICES, FLUSH_MS);
    }
}
