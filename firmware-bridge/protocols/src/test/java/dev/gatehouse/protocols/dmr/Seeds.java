package dev.gatehouse.protocols.dmr;

import java.util.Random;

/// The seed of a randomised test: printed, and taken back by `-Dgatehouse.seed=N`.
public final class Seeds {
    private static final long FIXED = 20261122L;

    private Seeds() {}

    /// A source of its own for each test.
    public static Random random(String test) {
        long seed = Long.getLong("gatehouse.seed", FIXED);
        System.out.println(test + ": -Dgatehouse.seed=" + seed);
        return new Random(seed);
    }

    /// So many random octets.
    public static byte[] octets(Random random, int count) {
        byte[] octets = new byte[count];
        random.nextBytes(octets);
        return octets;
    }

    /// So many different places among `among`.
    public static int[] places(Random random, int count, int among) {
        return random.ints(0, among).distinct().limit(count).toArray();
    }
}
