package dev.gatehouse.proofs.outage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The short form of `deploy-scripts/prove outage`.
class OutageProofTest {
    private static final int RECORDS = 3_000;
    private static final int STARTS = 2;

    /// Generous: tests share the machine; the proof itself holds to the bound of the design.
    private static final long ALARM_LIMIT_MS = 10 * Outage.ALARM_LIMIT_MS;

    @TempDir private Path home;

    @SuppressWarnings("NullAway.Init")
    OutageProofTest() {}

    @Test
    void anOutageDelaysNoAlarmAndLosesNothing() throws Exception {
        Long given = Long.getLong("gatehouse.seed");
        long seed = given == null ? ThreadLocalRandom.current().nextLong(1, 1L << 32) : given;
        System.out.println("OutageProofTest: -Dgatehouse.seed=" + seed);
        Outage outage =
                new Outage(home, RECORDS, STARTS, seed, ALARM_LIMIT_MS, System.out::println);
        Map<String, Object> figures = outage.run();
        System.out.println(figures);
        assertEquals(List.of(), outage.faults());
        assertEquals("X25519MLKEM768", figures.get("tls_group"));
        assertEquals(0L, figures.get("missing"));
        assertEquals(0L, figures.get("duplicated"));
    }
}
