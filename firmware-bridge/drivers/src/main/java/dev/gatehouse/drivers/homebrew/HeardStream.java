package dev.gatehouse.drivers.homebrew;

import dev.gatehouse.protocols.homebrew.RadioFrame;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// One slot of a sender: finds bursts that came twice and tells how many are missing (section 3).
/// Owned by the machine's thread.
final class HeardStream {

    private static final long DUPLICATE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// A talker who paused for longer has finished.
    static final long ACTIVE_NANOS = 600_000_000L;

    private static final int RECENT = 4;
    private static final int SEQUENCES = 256;
    private static final int LARGEST_GAP = 32;

    private final RadioFrame[] recent = new RadioFrame[RECENT];
    private final long[] recentNanos = new long[RECENT];
    private int held;
    private int next;
    private int stream;
    private int sequence;
    private long lastNanos;

    /// What a burst is against those before it.
    enum Arrival {
        NEW,
        DUPLICATE
    }

    Arrival take(RadioFrame frame, long nowNanos, HomebrewCounters counters) {
        for (int i = 0; i < held; i++) {
            if (nowNanos - recentNanos[i] <= DUPLICATE_NANOS && isSame(recent[i], frame)) {
                counters.add(HomebrewCounter.BURSTS_DUPLICATE);
                return Arrival.DUPLICATE;
            }
        }
        if (held > 0 && frame.stream() == stream) {
            int gap = Math.floorMod(frame.sequence() - sequence, SEQUENCES);
            if (gap > 1 && gap <= LARGEST_GAP) {
                counters.add(HomebrewCounter.BURSTS_MISSING, gap - 1L);
            }
        }
        stream = frame.stream();
        sequence = frame.sequence();
        lastNanos = nowNanos;
        recent[next] = frame;
        recentNanos[next] = nowNanos;
        next = (next + 1) % RECENT;
        held = Math.min(RECENT, held + 1);
        return Arrival.NEW;
    }

    private static boolean isSame(RadioFrame one, RadioFrame other) {
        return one.stream() == other.stream()
                && one.sequence() == other.sequence()
                && Arrays.equals(one.burst(), other.burst());
    }

    boolean isActive(long nowNanos) {
        return held > 0 && nowNanos - lastNanos < ACTIVE_NANOS;
    }
}
