package dev.gatehouse.proofs.crash;

/// Told now and then; for a person who waits.
@FunctionalInterface
interface Progress {
    void say(String line);
}
