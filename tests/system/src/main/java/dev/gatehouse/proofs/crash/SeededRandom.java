package dev.gatehouse.proofs.crash;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/// Random octets that a seed repeats, for the parts that insist on a [SecureRandom]. Proofs only.
final class SeededRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient SplittableRandom source;

    SeededRandom(long seed) {
        super(null, null);
        this.source = new SplittableRandom(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        source.nextBytes(bytes);
    }
}
