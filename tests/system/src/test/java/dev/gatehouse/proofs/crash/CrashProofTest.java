package dev.gatehouse.proofs.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The short form of `deploy-scripts/prove crash`. `-Dgatehouse.seed=S` repeats a run of the power
/// cuts exactly; of the SIGKILLs it repeats the plan.
class CrashProofTest {
    private static final int KILLS = 4;
    private static final int POWER_CUTS = 60;
    private static final int POWER_CUTS_WITHOUT_SYNCING = 15;

    @TempDir private Path home;

    private static long seed() {
        Long given = Long.getLong("gatehouse.seed");
        long seed = given == null ? ThreadLocalRandom.current().nextLong(1, 1L << 32) : given;
        System.out.println("CrashProofTest: -Dgatehouse.seed=" + seed);
        return seed;
    }

    private static void say(String line) {
        System.out.println(line);
    }

    @Test
    void aKilledBoothLosesNothingAcknowledged() throws Exception {
        Outcome outcome = new KillCycles(home, seed(), CrashProofTest::say).run(KILLS);
        assertEquals(List.of(), outcome.faults());
        assertEquals((long) KILLS, outcome.figures().get("kills"));
    }

    @Test
    void aBoothWithoutPowerLosesNothingAcknowledged() throws Exception {
        try (DiskCycles cycles = new DiskCycles(home, seed(), true, CrashProofTest::say)) {
            assertEquals(List.of(), cycles.run(POWER_CUTS).faults());
        }
    }

    @Test
    void withoutSyncingTheProofFails() throws Exception {
        try (DiskCycles cycles = new DiskCycles(home, seed(), false, CrashProofTest::say)) {
            Outcome outcome = cycles.run(POWER_CUTS_WITHOUT_SYNCING);
            assertTrue(outcome.foundLoss(), outcome.figures()::toString);
        }
    }
}
