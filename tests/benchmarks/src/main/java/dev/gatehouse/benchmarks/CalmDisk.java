package dev.gatehouse.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// Waits until the disk has done what was asked of it before: a build, the files of another
/// benchmark. Otherwise their writing back is measured, which on a virtual machine goes on long
/// after the kernel has nothing left to write.
///
/// Calm is a disk whose syncs of a block take about equally long, three rounds in a row.
final class CalmDisk {
    private static final int SYNCS_A_ROUND = 1_000;
    private static final int CALM_ROUNDS = 3;
    private static final int LIMIT_S = 120;
    private static final int BLOCK_BYTES = 4_096;

    /// The 99th percentile of a calm round is at most so many times its median.
    private static final int SPREAD_MAX = 4;

    private CalmDisk() {}

    /// @param folder on the disk
    /// @param limitMs at most how long to wait; 0 looks once
    /// @return what was found, for people
    static String await(Path folder, long limitMs) throws IOException, InterruptedException {
        var _ = new ProcessBuilder("sync").inheritIO().start().waitFor(LIMIT_S, TimeUnit.SECONDS);
        Files.createDirectories(folder);
        Path file = folder.resolve("calm.probe");
        long started = System.nanoTime();
        long deadline = started + TimeUnit.MILLISECONDS.toNanos(limitMs);
        try (FileChannel probe =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            int calm = 0;
            while (true) {
                long[] nanos = round(probe);
                long median = nanos[SYNCS_A_ROUND / 2];
                long p99 = nanos[SYNCS_A_ROUND * 99 / 100];
                calm = p99 <= SPREAD_MAX * median ? calm + 1 : 0;
                if (calm == CALM_ROUNDS || System.nanoTime() - deadline > 0) {
                    return "disk %s after %d s: a sync takes %.2f ms, 99 of 100 at most %.2f ms"
                            .formatted(
                                    calm == CALM_ROUNDS ? "calm" : "NOT calm",
                                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started),
                                    median / 1e6,
                                    p99 / 1e6);
                }
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static long[] round(FileChannel probe) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        long[] nanos = new long[SYNCS_A_ROUND];
        for (int i = 0; i < SYNCS_A_ROUND; i++) {
            long begin = System.nanoTime();
            var _ = probe.write(block.clear().putInt(0, i), 0);
            probe.force(false);
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        return nanos;
    }
}
