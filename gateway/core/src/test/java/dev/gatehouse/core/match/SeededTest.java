package dev.gatehouse.core.match;

import java.util.SplittableRandom;

/// Seed of a randomised test: printed, and taken back by `-Dgatehouse.seed=N`.
final class SeededTest {
    private SeededTest() {}

    static SplittableRandom random(String test) {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println(test + ": -Dgatehouse.seed=" + seed);
        return new SplittableRandom(seed);
    }
}
