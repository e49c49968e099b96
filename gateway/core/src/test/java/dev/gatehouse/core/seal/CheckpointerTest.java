package dev.gatehouse.core.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.proto.v1.Beat;
import dev.gatehouse.proto.v1.Checkpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
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

    private Optional<Checkpoint> hybrid(SealClass c, long atNs) {
        return checkpointer.dueHybrid(c, chain, Enrolment.AT, atNs);
    }

    /// The chain stands for all three classes.
    private Optional<Beat> beat(long atNs) {
        return checkpointer.dueBeat(List.of(chain, chain, chain), Enrolment.AT, atNs);
    }

    private void assertBeats(long atNs) {
        Beat found = beat(atNs).orElseThrow();
        for (SealClass c : SealClass.values()) {
            assertEquals(chain.size(), Beats.size(found, c));
        }
        assertTrue(
                Beats.prove(found, List.of(chain, chain, chain), enrolment.record()).isPresent());
    }

    private void assertHybrid(SealClass c, long atNs) {
        Checkpoint found = hybrid(c, atNs).orElseThrow();
        assertTrue(found.hasMlDsa44());
        assertEquals(chain.size(), found.getSize());
        assertEquals(c.wire(), found.getRecordClass());
        assertArrayEquals(chain.root(), found.getRoot().toByteArray());
        assertArrayEquals(chain.head(), found.getChainHead().toByteArray());
        assertEquals(Verification.VALID, Verifying.checkpoint(found, enrolment.record()));
    }

    @Test
    void idleClassesShareABeatEveryTenSeconds() {
        assertBeats(0);
        assertTrue(beat(10 * SECOND - 1).isEmpty());
        assertBeats(10 * SECOND);
        assertTrue(beat(10 * SECOND + 1).isEmpty());
        assertBeats(20 * SECOND);
    }

    @Test
    void aRecordAfterAPauseIsCoveredAtOnceAndBurstsShareABeat() {
        assertBeats(0);
        append(1);
        assertBeats(2 * SECOND);
        append(30);
        assertTrue(beat(2 * SECOND + 899 * MS).isEmpty());
        assertBeats(2 * SECOND + 900 * MS);
        assertTrue(beat(4 * SECOND).isEmpty());
    }

    @Test
    void aHybridWaitsForTheLaterOfCountAndTime() {
        assertTrue(hybrid(SealClass.P1, 0).isEmpty());
        append(64);
        assertTrue(hybrid(SealClass.P1, SECOND).isEmpty());
        assertHybrid(SealClass.P1, 60 * SECOND);
        append(63);
        assertTrue(hybrid(SealClass.P1, 130 * SECOND).isEmpty());
        append(1);
        assertHybrid(SealClass.P1, 131 * SECOND);
    }

    @Test
    void aLonelyRecordGetsItsHybridAfterAQuarterOfAnHour() {
        assertTrue(hybrid(SealClass.P2, 0).isEmpty());
        append(1);
        long seen = 100 * SECOND;
        assertTrue(hybrid(SealClass.P2, seen).isEmpty());
        long latest = seen + Duration.ofMinutes(15).toNanos();
        assertTrue(hybrid(SealClass.P2, latest - 1).isEmpty());
        assertHybrid(SealClass.P2, latest);
        assertTrue(hybrid(SealClass.P2, latest + Duration.ofMinutes(20).toNanos()).isEmpty());
    }

    @Test
    void anAlarmGetsItsHybridAtOnce() {
        assertTrue(hybrid(SealClass.P0, 0).isEmpty());
        append(1);
        assertHybrid(SealClass.P0, 1);
        assertTrue(hybrid(SealClass.P0, 2).isEmpty());
        append(1);
        assertHybrid(SealClass.P0, 3);
    }

    @Test
    void afterARestartOldRecordsAreCoveredAnew() {
        append(10);
        assertHybrid(SealClass.P0, 0);
        assertBeats(0);
        assertTrue(hybrid(SealClass.P1, 0).isEmpty());
        assertHybrid(SealClass.P1, Duration.ofMinutes(15).toNanos());
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
            if (beat(now).isPresent()) {
                last = now;
                unsigned.clear();
            }
            if (hybrid(SealClass.P1, now).isPresent()) {
                unhybrid.clear();
                hybrids++;
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
        int beat =
                checkpointer.beat(List.of(chain, chain, chain), Enrolment.AT).getSerializedSize();
        assertTrue(beat <= 100, "beat: " + beat);
    }
}
