package dev.gatehouse.core.journal;

/// Monotonic time as of [System#nanoTime], handed in so that tests own it.
@FunctionalInterface
public interface NanoClock {
    long nanoTime();
}
