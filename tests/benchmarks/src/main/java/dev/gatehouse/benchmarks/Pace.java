package dev.gatehouse.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A fixed rate that never waits for the one measured: whoever is late is late on the next one too,
/// and a stall shows in all that were due meanwhile (no coordinated omission).
final class Pace {
    /// The last stretch is not slept: a timer may be late by this much.
    private static final long SPIN_NANOS = 60_000;

    /// Number 0 is due after this, so that everybody has connected by then.
    private static final long HEAD_START_NANOS = 1_000_000_000;

    private final long startNanos = System.nanoTime() + HEAD_START_NANOS;
    private final double periodNanos;

    Pace(double ratePerSecond) {
        this.periodNanos = TimeUnit.SECONDS.toNanos(1) / ratePerSecond;
    }

    /// When number `index`, counting from 0, is due on the scale of [System#nanoTime].
    long dueNanos(long index) {
        return startNanos + (long) (index * periodNanos);
    }

    /// Waits until then.
    long await(long index) throws InterruptedException {
        long due = dueNanos(index);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            if (left > SPIN_NANOS) {
                LockSupport.parkNanos(left - SPIN_NANOS);
            } else {
                Thread.onSpinWait();
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return due;
    }
}
