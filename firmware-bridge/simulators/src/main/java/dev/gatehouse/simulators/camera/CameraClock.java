package dev.gatehouse.simulators.camera;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Keeps a camera to its beat. Used by one thread.
final class CameraClock {

    private final LongSupplier nanos;
    private final long startNanos;

    CameraClock(LongSupplier nanos) {
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
    }

    /// Waits until a moment after the start.
    void await(long dueNanos) throws InterruptedException {
        long left = dueNanos - (nanos.getAsLong() - startNanos);
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }
}
