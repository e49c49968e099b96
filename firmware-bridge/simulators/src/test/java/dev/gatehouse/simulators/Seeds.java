package dev.gatehouse.simulators;

/// The seed of a randomised test: printed, and taken back by `-Dgatehouse.seed=N`.
final class Seeds {

    private Seeds() {}

    static long next() {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("seed: -Dgatehouse.seed=" + seed);
        return seed;
    }
}
