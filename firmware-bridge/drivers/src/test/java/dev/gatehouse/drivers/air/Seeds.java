package dev.gatehouse.drivers.air;

import java.util.Random;

/// The seed of a randomised test: printed, and taken back by `-Dgatehouse.seed=N`.
final class Seeds {
    private static final long FIXED = 20261122L;

    private Seeds() {}

    static Random random(String test) {
        long seed = Long.getLong("gatehouse.seed", FIXED);
        System.out.println(test + ": -Dgatehouse.seed=" + seed);
        return new Random(seed);
    }
}
