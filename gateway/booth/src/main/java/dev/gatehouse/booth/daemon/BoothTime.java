package dev.gatehouse.booth.daemon;

import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The booth's clock. Durations come from the monotonic clock alone. Wall time is an annotation:
/// until central's signed time has confirmed it, it is the machine's own clock and UNKNOWN;
/// afterwards it is the confirmed time carried on by the monotonic clock, so that a jump of the
/// machine's clock moves nothing.
///
/// Thread-safe: one volatile reference.
public final class BoothTime {
    /// Drift assumed of an undisciplined oscillator (runtime facts, section 7).
    static final double DRIFT = 15e-6;

    /// A bound up to this counts as synchronised.
    static final long SYNCED_BOUND_MS = 100;

    /// A larger step of the machine's clock against the monotonic one is journalled.
    static final long STEP_MS = 1_000;

    /// Without a confirmation for so long, the time is held over.
    static final long FRESH_MS = 120_000;

    private static final long NANOS_A_MS = 1_000_000L;

    private final LongSupplier nanos;
    private final LongSupplier wallMs;
    private volatile @Nullable Confirmed confirmed;
    private long wallMinusMonotonicMs;

    public BoothTime() {
        this(System::nanoTime, System::currentTimeMillis);
    }

    /// @param nanos monotonic, `System.nanoTime()` scale
    /// @param wallMs the machine's clock, milliseconds since the epoch
    public BoothTime(LongSupplier nanos, LongSupplier wallMs) {
        this.nanos = nanos;
        this.wallMs = wallMs;
        this.wallMinusMonotonicMs = wallMs.getAsLong() - nanos.getAsLong() / NANOS_A_MS;
    }

    private record Confirmed(long atNanos, long wallMs, long boundMs) {}

    /// One reading.
    ///
    /// @param nanos monotonic
    /// @param wallMs milliseconds since the epoch
    /// @param quality of `wallMs`
    /// @param boundMs half-width of the interval that holds the true time; -1 when unknown
    public record Reading(long nanos, long wallMs, TimeQuality quality, long boundMs) {}

    public long nanos() {
        return nanos.getAsLong();
    }

    public Reading read() {
        long now = nanos.getAsLong();
        Confirmed last = confirmed;
        if (last == null) {
            return new Reading(now, wallMs.getAsLong(), TimeQuality.UNKNOWN, -1);
        }
        long elapsedMs = (now - last.atNanos()) / NANOS_A_MS;
        long bound = last.boundMs() + (long) Math.ceil(elapsedMs * DRIFT);
        boolean synced = bound <= SYNCED_BOUND_MS && elapsedMs <= FRESH_MS;
        return new Reading(
                now,
                last.wallMs() + elapsedMs,
                synced ? TimeQuality.SYNCED : TimeQuality.HOLDOVER,
                bound);
    }

    /// The machine's own clock, milliseconds since the epoch; for telling how far it is off.
    long machineMs() {
        return wallMs.getAsLong();
    }

    /// Stamps an arrival.
    public Received received() {
        Reading reading = read();
        return new Received(
                Instant.ofEpochMilli(reading.wallMs()), reading.nanos(), reading.quality());
    }

    public boolean isConfirmed() {
        return confirmed != null;
    }

    /// Takes central's signed time, whose signature and nonce the caller has checked. The true time
    /// lies within half the round trip of the middle. Time never runs backwards past what was
    /// confirmed before. Called by the booth thread, which tells the decision of the step.
    ///
    /// @param centralMs central's clock
    /// @param askedNanos when the question left
    /// @param answeredNanos when the answer came
    /// @return how far the wall time was moved by it, milliseconds; empty when it was not taken
    public synchronized OptionalLong confirm(long centralMs, long askedNanos, long answeredNanos) {
        long boundMs = (answeredNanos - askedNanos) / NANOS_A_MS / 2 + 1;
        long atNanos = askedNanos + (answeredNanos - askedNanos) / 2;
        Confirmed last = confirmed;
        if (last != null) {
            long sinceMs = (atNanos - last.atNanos()) / NANOS_A_MS;
            long carriedMs = last.wallMs() + sinceMs;
            long carriedBoundMs = last.boundMs() + (long) Math.ceil(sinceMs * DRIFT);
            boolean backwards = centralMs + boundMs < carriedMs - carriedBoundMs;
            if (backwards) {
                return OptionalLong.empty();
            }
            if (boundMs > carriedBoundMs && sinceMs < FRESH_MS) {
                return OptionalLong.of(0);
            }
        }
        long beforeMs = read().wallMs();
        confirmed = new Confirmed(atNanos, centralMs, boundMs);
        return OptionalLong.of(read().wallMs() - beforeMs);
    }

    /// Step of the machine's wall clock against the monotonic one since the last call,
    /// milliseconds; 0 when it is within [#STEP_MS]. Called by the booth thread.
    public synchronized long wallStepMs() {
        long difference = wallMs.getAsLong() - nanos.getAsLong() / NANOS_A_MS;
        long step = difference - wallMinusMonotonicMs;
        if (Math.abs(step) <= STEP_MS) {
            return 0;
        }
        wallMinusMonotonicMs = difference;
        return step;
    }
}
