package dev.gatehouse.booth.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// Judges whether the booth works: every part has moved within its limit, and no sync of a disk has
/// been under way for longer than its own. A timer alone would prove nothing.
///
/// Owned by the watchdog's thread.
final class Vitals {
    /// A sync that takes longer than this is a disk that does not answer.
    static final long SYNC_LIMIT_MS = 5_000;

    private static final class Seen {
        final Vital vital;
        long count;
        long movedNanos;

        Seen(Vital vital, long nowNanos) {
            this.vital = vital;
            this.count = vital.counter().getAsLong();
            this.movedNanos = nowNanos;
        }
    }

    private final List<Seen> all = new ArrayList<>();
    private final DiskPulse disks;

    /// @param nowNanos counts as the first move of every part
    Vitals(List<Vital> vitals, DiskPulse disks, long nowNanos) {
        vitals.forEach(vital -> all.add(new Seen(vital, nowNanos)));
        this.disks = disks;
    }

    /// Looks at every part.
    ///
    /// @return the first that is stuck; empty when the booth works
    Optional<String> stuck(long nowNanos) {
        OptionalLong syncNanos = disks.syncNanos();
        Optional<String> stuck =
                syncNanos.isPresent()
                                && syncNanos.getAsLong()
                                        > TimeUnit.MILLISECONDS.toNanos(SYNC_LIMIT_MS)
                        ? Optional.of("disk")
                        : Optional.empty();
        for (Seen seen : all) {
            long count = seen.vital.counter().getAsLong();
            if (count != seen.count) {
                seen.count = count;
                seen.movedNanos = nowNanos;
            } else if (stuck.isEmpty()
                    && nowNanos - seen.movedNanos
                            > TimeUnit.MILLISECONDS.toNanos(seen.vital.limitMs())) {
                stuck = Optional.of(seen.vital.name());
            }
        }
        return stuck;
    }
}
