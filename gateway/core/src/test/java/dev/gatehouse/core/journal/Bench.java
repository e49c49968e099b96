package dev.gatehouse.core.journal;

import dev.gatehouse.core.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;

/// A journal on a simulated disk with a hand-moved clock, small enough that every limit is near.
final class Bench {
    static final int SEGMENT_BYTES = 16 << 10;
    static final int RECORD_BYTES_MAX = 5_000;
    static final JournalLimits LIMITS = limits(6, 20);

    final SimulatedDisk disk;
    final JournalLimits limits;
    final long seed;
    long nowNanos = Long.MAX_VALUE - 1_000;
    byte[] state = new byte[0];

    Bench(long seed) {
        this(seed, LIMITS);
    }

    Bench(long seed, JournalLimits limits) {
        this.seed = seed;
        this.disk = new SimulatedDisk(seed);
        this.limits = limits;
    }

    static JournalLimits limits(int segments, int tagWindow) {
        JournalLimits.Quota quota = new JournalLimits.Quota(segments, 1);
        return new JournalLimits(
                SEGMENT_BYTES, RECORD_BYTES_MAX, 64, tagWindow, quota, quota, quota);
    }

    Journal open() throws IOException {
        return Journal.open(
                disk, limits, () -> nowNanos, new SplittableRandom(seed ^ nowNanos), _ -> state);
    }

    Journal crashAndOpen() throws IOException {
        disk.crash();
        return open();
    }

    /// Seed of a randomised test: from the property, else from the clock; printed.
    static long seed(String property) {
        long seed = Long.getLong(property, System.nanoTime());
        System.out.println(property + "=" + seed);
        return seed;
    }

    /// An annex with a tag made from a number.
    static byte[] annex(long tag, int lengthBytes) {
        byte[] annex = new byte[lengthBytes];
        if (lengthBytes >= Tag16.BYTES) {
            ByteBuffer.wrap(annex).putLong(0x7A67_0000_0000_0000L).putLong(tag);
        }
        return annex;
    }

    /// Octets without runs of zeros, as ciphertext is.
    static byte[] body(long seed, int lengthBytes) {
        byte[] body = new byte[lengthBytes];
        new Random(seed).nextBytes(body);
        return body;
    }

    static boolean same(ReadResult.Found found, byte[] annex, byte[] body) {
        return Arrays.equals(found.annex(), annex) && Arrays.equals(found.body(), body);
    }
}
