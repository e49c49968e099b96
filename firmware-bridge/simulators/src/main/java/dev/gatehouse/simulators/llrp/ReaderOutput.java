package dev.gatehouse.simulators.llrp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// How messages are cut or run together on their way. Owned by its reader.
final class ReaderOutput {

    private static final int LONGEST_PIECE = 7;

    private final ReaderTraits.Output way;
    private final SplittableRandom random;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private final Queue<byte[]> whole = new ArrayDeque<>();

    ReaderOutput(ReaderTraits.Output way, long seed) {
        this.way = way;
        this.random = new SplittableRandom(seed);
    }

    void add(byte[] message) {
        switch (way) {
            case WHOLE -> whole.add(message);
            case FRAGMENTED, COALESCED -> waiting.writeBytes(message);
        }
    }

    void flush(Consumer<byte[]> line) {
        while (!whole.isEmpty()) {
            line.accept(whole.remove());
        }
        byte[] all = waiting.toByteArray();
        waiting.reset();
        if (all.length == 0) {
            return;
        }
        switch (way) {
            case WHOLE, COALESCED -> line.accept(all);
            case FRAGMENTED -> {
                for (int at = 0; at < all.length; ) {
                    int size = Math.min(all.length - at, 1 + random.nextInt(LONGEST_PIECE));
                    line.accept(Arrays.copyOfRange(all, at, at + size));
                    at += size;
                }
            }
        }
    }

    void discard() {
        whole.clear();
        waiting.reset();
    }
}
