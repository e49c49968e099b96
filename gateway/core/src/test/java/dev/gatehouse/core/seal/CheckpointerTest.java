package dev.gatehouse.core.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.proto.v1.Checkpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointerTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;

    @TempDir Path directory;
    private Enrolment enrolment;
    private Checkpointer checkpointer;
    private final Chain chain = new Chain();

    @BeforeEach
    void enrol() throws KeyFileException {
        enrolment = new Enrolment(directory.resolve("central"));
        checkpointer = new Checkpointer(enrolment.booth);
    }

    private void append(int records) {
        for (int i = 0; i < records; i++) {
            chain.append(Sha256.of(chain.head()));
        }
    }

    private Optional<Checkpoint> due(SealClass c, long atNs) {
        return checkpointer.due(c, chain, Enrolment.AT, atNs);
    }

    private void assertHybrid(boolean hybrid, Optional<Checkpoint> found) {
        assertTrue(found.isPresent(), "no checkpoint");
        assertEquals(hybrid, found.get().hasMlDsa44());
        assertEquals(chain.size(), found.get().getSize());
        assertEquals(Verification.VALID, Verifying.checkpoint(found.get(), enrolment.record()));
    }

    @Test
    void statesTheTreeAndTheChain() {
        append(5);
        Checkpoint found = due(SealClass.P1, 0).orElseThrow();
        assertEquals(SealClass.P1.wire(), found.getRecordClass());
        assertArrayEquals(chain.root(), found.getRoot().toByteArray());
        assertArrayEquals(chain.head(), found.getChainHead().toByteArray());
        assertEquals(Enrolment.AT, found.getAt());
    }

    @Test
    void anIdleClassBeatsEveryTenSeconds() {
        assertHybrid(false, due(SealClass.P1, 0));
        assertTrue(due(SealClass.P1, 10 * SECOND - 1).isEmpty());
        assertHybrid(false, due(SealClass.P1, 10 * SECOND));
        assertTrue(due(SealClass.P1, 10 * SECOND + 1).isEmpty());
        assertHybrid(false, due(SealClass.P1, 20 * SECOND));
    }

    @Test
    void aNewRecordIsCoveredWithinASecondAndBurstsShareOne() {
        assertHybrid(false, due(SealClass.P1, 0));
        append(1);
        assertTrue(due(SealClass.P1, 2 * SECOND).isEmpty());
        append(30);
        assertTrue(due(SealClass.P1, 2 * SECOND + 500 * MS).isEmpty());
        assertHybrid(false, due(SealClass.P1, 2 * SECOND + 900 * MS));
        assertTrue(due(SealClass.P1, 4 * SECOND).isEmpty());
    }

    @Test
    void aHybridWaitsForTheLaterOfCountAndTime() {
        assertHybrid(false, due(SealClass.P1, 0));
        append(64);
        assertTrue(due(SealClass.P1, SECOND).isEmpty());
        assertHybrid(false, due(SealClass.P1, 2 * SECOND));
        assertHybrid(true, due(SealClass.P1, 60 * SECOND));
        append(63);
        assertTrue(due(SealClass.P1, 61 * SECOND).isEmpty());
        assertHybrid(false, due(SealClass.P1, 130 * SECOND));
        append(1);
        assertHybrid(true, due(SealClass.P1, 131 * SECOND));
    }

    @Test
    void aLonelyRecordGetsItsHybridAfterAQuarterOfAnHour() {
        assertHybrid(false, due(SealClass.P2, 0));
        append(1);
        long seen = 100 * SECOND;
        assertHybrid(false, due(SealClass.P2, seen));
        long latest = seen + Duration.ofMinutes(15).toNanos();
        assertHybrid(false, due(SealClass.P2, latest - 1));
        assertHybrid(true, due(SealClass.P2, latest));
        assertHybrid(false, due(SealClass.P2, latest + Duration.ofMinutes(20).toNanos()));
    }

    @Test
    void anAlarmGetsItsHybridAtOnce() {
        assertHybrid(false, due(SealClass.P0, 0));
        append(1);
        assertHybrid(true, due(SealClass.P0, 1));
        assertTrue(due(SealClass.P0, 2).isEmpty());
        append(1);
        assertHybrid(true, due(SealClass.P0, 3));
    }

    @Test
    void afterARestartOldRecordsAreCoveredAnew() {
        append(10);
        assertHybrid(true, due(SealClass.P0, 0));
        assertHybrid(false, due(SealClass.P1, 0));
        assertHybrid(true, due(SealClass.P1, Duration.ofMinutes(15).toNanos()));
    }

    /// Forty minutes of random traffic, asked every 50 ms: the promises hold for every record.
    @Test
    void thePromisesHoldUnderRandomTraffic() {
        Random random = new Random(Seeds.next("CheckpointerTest"));
        ArrayDeque<Long> unsigned = new ArrayDeque<>();
        ArrayDeque<Long> unhybrid = new ArrayDeque<>();
        long last = 0;
        int hybrids = 0;
        double rate = 0.05;
        for (long now = 0; now < 2_400 * SECOND; now += 50 * MS) {
            if (random.nextInt(2_000) == 0) {
                rate = random.nextBoolean() ? 0.0005 : 0.2;
            }
            if (random.nextDouble() < rate) {
                append(1);
                unsigned.add(now);
                unhybrid.add(now);
            }
            Optional<Checkpoint> found = due(SealClass.P1, now);
            if (found.isPresent()) {
                last = now;
                unsigned.clear();
                if (found.get().hasMlDsa44()) {
                    unhybrid.clear();
                    hybrids++;
                }
            }
            assertFalse(!unsigned.isEmpty() && now - unsigned.peek() > SECOND, "over a second");
            assertFalse(
                    !unhybrid.isEmpty() && now - unhybrid.peek() > 900 * SECOND, "over 15 minutes");
            assertFalse(now - last > 10 * SECOND, "the heart stopped");
        }
        assertTrue(hybrids >= 2 && hybrids <= 2_400 / 60 + 1, "hybrids: " + hybrids);
    }

    /// What the budget of the design counts on.
    @Test
    void sizesOnTheWire() {
        append(1_000);
        int plain = checkpointer.sign(SealClass.P1, chain, Enrolment.AT, false).getSerializedSize();
        int hybrid = checkpointer.sign(SealClass.P1, chain, Enrolment.AT, true).getSerializedSize();
        assertTrue(plain <= 160, "Ed25519 checkpoint: " + plain);
        assertTrue(hybrid <= 160 + 2_420 + 3, "hybrid checkpoint: " + hybrid);
    }
}
