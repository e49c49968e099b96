package dev.gatehouse.proofs.crash;

import java.nio.file.Files;
import java.nio.file.Path;

/// temporary
public final class CrashProof {
    private CrashProof() {}

    public static void main(String[] args) throws Exception {
        long seed = Long.parseLong(args[1]);
        Path home = Files.createTempDirectory(Path.of("/dev/shm"), "crash");
        long t = System.nanoTime();
        try (DiskCycles cycles =
                new DiskCycles(home, seed, Boolean.parseBoolean(args[2]), System.err::println)) {
            DiskCycles.Result result = cycles.run(Integer.parseInt(args[0]));
            System.out.println(result.figures());
            result.faults().forEach(System.out::println);
        }
        System.out.println((System.nanoTime() - t) / 1_000_000 + " ms " + home);
    }
}
