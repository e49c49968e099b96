package dev.gatehouse.proofs.crash;

import java.util.random.RandomGenerator;

/// The power supply of one simulated booth: fails after a number of disk operations, or when told.
final class Mains {
    private final RandomGenerator random;
    private long operationsLeft = Long.MAX_VALUE;
    private boolean on;
    private long operations;

    Mains(RandomGenerator random) {
        this.random = random;
    }

    /// @param failAfterOperations disk operations until the power fails in the middle of one
    void switchOn(long failAfterOperations) {
        operationsLeft = failAfterOperations;
        on = true;
    }

    void cut() {
        on = false;
    }

    boolean isOn() {
        return on;
    }

    /// Disk operations counted so far.
    long operations() {
        return operations;
    }

    /// Counts one disk operation.
    ///
    /// @return true when the power fails during it: it may then still be carried out, or not
    boolean failsNow() {
        if (!on) {
            throw new PowerCut();
        }
        operations++;
        return --operationsLeft < 0;
    }

    /// The power fails during an operation.
    ///
    /// @param operation carried out first in half of the cases
    <E extends Exception> PowerCut failDuring(Operation<E> operation) throws E {
        if (random.nextBoolean()) {
            operation.run();
        }
        on = false;
        return new PowerCut();
    }

    /// A disk operation without result.
    @FunctionalInterface
    interface Operation<E extends Exception> {
        void run() throws E;
    }
}
