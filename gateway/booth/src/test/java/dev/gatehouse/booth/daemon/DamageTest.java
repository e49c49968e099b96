package dev.gatehouse.booth.daemon;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.uplink.Uplink;
import dev.gatehouse.central.ledger.AlarmKind;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.proto.v1.Envelope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damage of the medium, against the real receiver and the real proof of its ledger: whatever is
/// intact arrives, whatever is not is declared, and nobody cries fork.
class DamageTest {
    @TempDir Path folder;
    private Rig rig;
    private RealCentral central;
    private Uplink uplink;

    @BeforeEach
    void begin() throws Exception {
        rig = new Rig(folder);
        central = new RealCentral(rig, folder);
        uplink = rig.uplink(central::connect);
    }

    @AfterEach
    void end() throws Exception {
        central.close();
    }

    private void restart() throws IOException {
        rig.powerCut();
        uplink = rig.uplink(central::connect);
    }

    private void assertGood(long lostP1) throws Exception {
        assertTrue(uplink.drained(), () -> "not drained: " + uplink.status());
        long filler = lostP1 == 0 ? 0 : 1;
        assertEquals(
                rig.core().journal().durable(RecordClass.P1) - lostP1 - filler,
                central.committed(RecordClass.P1));
        assertFalse(central.alarms().contains(AlarmKind.FORK), () -> "fork cried");
        assertFalse(central.alarms().contains(AlarmKind.ROLLBACK), () -> "rollback cried");
        assertEquals("[]", central.findings());
        for (int i = 0; i < 30; i++) {
            rig.pass(1_000);
            rig.cycle();
            uplink.dutyCycle(0);
        }
        assertEquals(
                rig.core().journal().durable(RecordClass.P1), uplink.status().proven().get("P1"));
        assertEquals("[]", central.findings());
    }

    @Test
    void everythingArrivesWithoutDamage() throws Exception {
        rig.append(RecordClass.P1, 300);
        central.drain(uplink);
        assertGood(0);
    }

    @Test
    void recordsInTheMiddleOfAnOlderSegmentAreDeclaredWhileTheBoothRuns() throws Exception {
        rig.append(RecordClass.P1, 300);
        rig.damage(RecordClass.P1, 20, 25);
        central.drain(uplink);
        assertGood(5);
        assertTrue(central.alarms().contains(AlarmKind.DECLARED_LOSS));
    }

    @Test
    void checkpointsSignedBeforeTheDamageWasMetCryNoFork() throws Exception {
        rig.append(RecordClass.P1, 40);
        for (int i = 0; i < 3; i++) {
            rig.pass(900_000);
            rig.cycle();
            rig.append(RecordClass.P1, 80);
        }
        rig.damage(RecordClass.P1, 20, 23);
        central.drain(uplink);
        assertGood(3);
    }

    @Test
    void recordsOfTheNewestSegmentAreDeclaredAfterARestart() throws Exception {
        rig.append(RecordClass.P1, 30);
        rig.damage(RecordClass.P1, 10, 13);
        restart();
        rig.append(RecordClass.P1, 30);
        central.drain(uplink);
        assertGood(3);
    }

    @Test
    void damageToWhatCentralHasAlreadyIsNoFork() throws Exception {
        rig.append(RecordClass.P1, 30);
        central.drain(uplink);
        rig.damage(RecordClass.P1, 10, 13);
        restart();
        rig.append(RecordClass.P1, 30);
        central.drain(uplink);
        assertEquals(
                rig.core().journal().durable(RecordClass.P1) - 1,
                central.committed(RecordClass.P1));
        assertGoodButFillers();
    }

    private void assertGoodButFillers() throws Exception {
        assertTrue(uplink.drained(), () -> "not drained: " + uplink.status());
        assertFalse(central.alarms().contains(AlarmKind.FORK));
        assertEquals("[]", central.findings());
    }

    @Test
    void theHoleReachesOverTheReceiptedMark() throws Exception {
        rig.append(RecordClass.P1, 15);
        central.drain(uplink);
        long receipted = rig.core().journal().cursor(RecordClass.P1);
        assertTrue(receipted > 10 && receipted < 22, () -> "receipted " + receipted);
        rig.append(RecordClass.P1, 15);
        rig.damage(RecordClass.P1, 10, 22);
        restart();
        rig.append(RecordClass.P1, 10);
        central.drain(uplink);
        assertGoodButFillers();
        assertEquals(
                rig.core().journal().durable(RecordClass.P1) - (22 - receipted) - 1,
                central.committed(RecordClass.P1));
    }

    @Test
    void aLostOpeningTakesItsEpochAlongAndNoMore() throws Exception {
        rig.append(RecordClass.P1, 20);
        rig.pass(Duration.ofMinutes(16).toMillis());
        long opening = rig.store().nextSequence(RecordClass.P1);
        rig.append(RecordClass.P1, 20);
        rig.pass(Duration.ofMinutes(16).toMillis());
        long next = rig.store().nextSequence(RecordClass.P1);
        rig.append(RecordClass.P1, 140);
        Envelope first = rig.envelope(RecordClass.P1, opening);
        assertTrue(first.hasOpening() && rig.envelope(RecordClass.P1, next).hasOpening());
        rig.damage(RecordClass.P1, opening, opening + 1);
        central.drain(uplink);
        assertGoodButFillers();
        long lost = next - opening;
        // one record is given up for each declaration made
        assertEquals(
                rig.core().journal().durable(RecordClass.P1) - lost - 2,
                central.committed(RecordClass.P1));
    }

    @Test
    void theEndOfTheRunningEpochCannotBeOpenedEither() throws Exception {
        rig.append(RecordClass.P1, 20);
        rig.pass(Duration.ofMinutes(16).toMillis());
        long opening = rig.store().nextSequence(RecordClass.P1);
        rig.append(RecordClass.P1, 20);
        rig.damage(RecordClass.P1, opening, opening + 1);
        central.drain(uplink);
        rig.append(RecordClass.P1, 5);
        central.drain(uplink);
        assertGoodButFillers();
        assertTrue(uplink.status().refusals().containsKey("REFUSAL_REASON_NOT_OPENED"));
    }

    @Test
    void anotherRestartFindsTheSameChain() throws Exception {
        rig.append(RecordClass.P1, 200);
        rig.damage(RecordClass.P1, 20, 22);
        central.drain(uplink);
        restart();
        rig.append(RecordClass.P1, 10);
        central.drain(uplink);
        assertGood(2);
    }

    @Test
    void aPowerCutWhileALossIsDeclaredLosesNothing() throws Exception {
        rig.append(RecordClass.P1, 200);
        rig.damage(RecordClass.P1, 20, 22);
        for (int i = 0; i < 20; i++) {
            // the files that are made ahead of their time are ready then
            rig.cycle();
        }
        rig.stateDisk.failSyncs(1);
        boolean failed = false;
        try {
            central.drain(uplink);
        } catch (IOException e) {
            failed = true;
        }
        assertTrue(failed, "the declaration should have failed");
        restart();
        central.drain(uplink);
        assertGoodButFillers();
        assertTrue(central.committed(RecordClass.P1) >= 198);
    }

    @Test
    void aRestartGivesTheSameTree() throws Exception {
        rig.append(RecordClass.P1, 200);
        byte[] root =
                rig.store().proof(RecordClass.P1, rig.stamp()).getFirst().getRoot().toByteArray();
        rig.powerCut();
        assertArrayEquals(
                root,
                rig.store().proof(RecordClass.P1, rig.stamp()).getFirst().getRoot().toByteArray());
    }
}
