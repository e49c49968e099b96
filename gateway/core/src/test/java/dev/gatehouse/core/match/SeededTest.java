package dev.gatehouse.core.match;

import java.util.SplittableRandom;

/// Seed of a randomised test: printed, and taken back by `-Dgatehouse.seed=N`.
public final class SeededTest {
    private SeededTest() {}

    /// Random numbers of one test.
    public static SplittableRandom random(String test) {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println(test + ": -Dgatehouse.seed=" + seed);
        return new SplittableRandom(seed);
    }
}
