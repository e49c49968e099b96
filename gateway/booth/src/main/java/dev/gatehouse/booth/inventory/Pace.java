package dev.gatehouse.booth.inventory;

import java.util.function.LongSupplier;

/// No more than so many packets a second, never two together: lanes share the segment. Owner: one
/// thread.
final class Pace {
    /// Packets that one exchange over TCP costs, handshake and end included.
    static final int TCP_PACKETS = 8;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long NANOS_A_MS = 1_000_000L;

    private final long gapNanos;
    private final LongSupplier nanos;
    private long freeAt;

    Pace(int packetsPerS, LongSupplier nanos) {
        this.gapNanos = SECOND_NANOS / packetsPerS;
        this.nanos = nanos;
        this.freeAt = nanos.getAsLong();
    }

    /// How long to wait before the next may be sent, milliseconds; 0 for now.
    long waitMs() {
        long wait = freeAt - nanos.getAsLong();
        return wait <= 0 ? 0 : (wait + NANOS_A_MS - 1) / NANOS_A_MS;
    }

    /// So many packets are sent now.
    void sent(int packets) {
        freeAt = Math.max(freeAt, nanos.getAsLong()) + packets * gapNanos;
    }
}
