package dev.gatehouse.core.seal;

/// Monotonic time, so that an epoch ends by its real age whatever happens to the wall clock.
@FunctionalInterface
public interface NanoClock {

    /// Nanoseconds from an arbitrary origin; only differences mean anything.
    long nanoTime();

    /// The machine's own monotonic clock.
    static NanoClock system() {
        return System::nanoTime;
    }
}
