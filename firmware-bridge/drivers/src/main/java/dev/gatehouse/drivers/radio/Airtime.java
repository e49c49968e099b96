package dev.gatehouse.drivers.radio;

/// How much of the time a system may be on the air: credit grows with time at the duty's rate, up
/// to the longest transmission allowed, and every burst costs its 60 ms. Owned by the driver's
/// thread.
public final class Airtime {

    /// One burst every 60 ms in a slot.
    public static final long BURST_NANOS = 60_000_000L;

    private final int dutyPercent;
    private final long capacityNanos;
    private long creditNanos;
    private long lastNanos;

    /// @param dutyPercent share of the time, 1 to 100
    /// @param longestMs of one go
    /// @param nowNanos monotonic time
    public Airtime(int dutyPercent, long longestMs, long nowNanos) {
        if (dutyPercent < 1 || dutyPercent > 100 || longestMs < 60) {
            throw new IllegalArgumentException(
                    "airtime: expected 1..100 per cent and at least 60 ms");
        }
        this.dutyPercent = dutyPercent;
        this.capacityNanos = longestMs * 1_000_000L;
        this.creditNanos = capacityNanos;
        this.lastNanos = nowNanos;
    }

    /// Whether so many bursts fit in one go at all.
    public boolean everFits(int bursts) {
        return bursts * BURST_NANOS <= capacityNanos;
    }

    /// Takes the time of so many bursts; false while there is not enough.
    public boolean take(int bursts, long nowNanos) {
        long passed = Math.max(0, nowNanos - lastNanos);
        lastNanos = nowNanos;
        long gained = Math.min(capacityNanos, passed) * dutyPercent / 100;
        creditNanos = Math.min(capacityNanos, creditNanos + gained);
        if (creditNanos < bursts * BURST_NANOS) {
            return false;
        }
        creditNanos -= bursts * BURST_NANOS;
        return true;
    }
}
