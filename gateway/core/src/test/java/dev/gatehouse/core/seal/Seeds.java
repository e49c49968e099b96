package dev.gatehouse.core.seal;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/// Repeatable randomness: `-Dgatehouse.seed=N` takes back the seed that a failing run printed.
final class Seeds {
    private static final String PROPERTY = "gatehouse.seed";

    private Seeds() {}

    static long next(String test) {
        long seed = Long.getLong(PROPERTY, System.nanoTime());
        System.out.println(test + ": -D" + PROPERTY + "=" + seed);
        return seed;
    }

    static SecureRandom repeatable(long seed) {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(seed);
            return random;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
