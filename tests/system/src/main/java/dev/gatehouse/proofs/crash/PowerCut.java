package dev.gatehouse.proofs.crash;

/// The power is off: thrown out of every disk operation from then on. An error and no exception,
/// because no code of a booth runs after a power cut, its handlers of I/O errors least of all.
final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;

    PowerCut() {
        super("power cut", null, false, false);
    }
}
