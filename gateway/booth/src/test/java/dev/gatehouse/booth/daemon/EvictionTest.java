package dev.gatehouse.booth.daemon;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.uplink.Uplink;
import dev.gatehouse.central.ledger.AlarmKind;
import dev.gatehouse.central.prove.ProofReport;
import dev.gatehouse.core.disk.SimulatedDisk;
import dev.gatehouse.core.journal.JournalLimits;
import dev.gatehouse.core.journal.JournalReader;
import dev.gatehouse.core.journal.JournalStats;
import dev.gatehouse.core.journal.ReadResult;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.journal.Tag16;
import dev.gatehouse.core.seal.Chain;
import dev.gatehouse.core.seal.SignedBytes;
import dev.gatehouse.proto.v1.BoothLifecycle;
import dev.gatehouse.proto.v1.DeclaredLoss;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.Record;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Telemetry without room while central is away, against the real receiver and the real proof of
/// its ledger: the oldest goes, central learns which, and nothing else suffers.
class EvictionTest {
    /// More than twice what the space of [Rig#LIMITS] holds.
    private static final int MANY = 2_500;

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

    private JournalStats.ClassStats p2() {
        return rig.core().journal().stats().p2();
    }

    private long untold() {
        return rig.store()
                .losses()
                .evictedSince(RecordClass.P2, rig.core().journal().cursor(RecordClass.P2));
    }

    /// Everything that was not given up is at central, and proven.
    private ProofReport arrived() throws Exception {
        central.drain(uplink);
        assertTrue(uplink.drained(), () -> "not drained: " + uplink.status());
        for (int i = 0; i < 20; i++) {
            rig.pass(1_000);
            rig.cycle();
            uplink.dutyCycle(0);
        }
        ProofReport proof = central.proof();
        assertEquals("[]", proof.findings().toString());
        for (RecordClass recordClass : RecordClass.values()) {
            long lost = recordClass == RecordClass.P2 ? proof.evicted() : 0;
            assertEquals(
                    rig.core().journal().durable(recordClass) - lost,
                    central.committed(recordClass));
            assertEquals(
                    rig.core().journal().durable(recordClass),
                    uplink.status().proven().get(recordClass.name()));
        }
        assertEquals(proof.lost(), proof.evicted(), "taken for damage");
        List<AlarmKind> alarms = central.alarms();
        for (AlarmKind kind :
                List.of(
                        AlarmKind.FORK,
                        AlarmKind.ROLLBACK,
                        AlarmKind.DECLARED_LOSS,
                        AlarmKind.NOT_OPENED,
                        AlarmKind.BAD_SIGNATURE)) {
            assertFalse(alarms.contains(kind), () -> "cried " + kind);
        }
        return proof;
    }

    @Test
    void theOldestTelemetryGoesAndCentralIsToldWhatItWas() throws Exception {
        rig.append(RecordClass.P0, 20);
        rig.append(RecordClass.P1, 30);
        rig.append(RecordClass.P2, MANY);
        assertEquals(0, p2().fullRefusals());
        assertEquals(MANY, p2().durable());
        long evicted = p2().evictedRecords();
        assertTrue(evicted > MANY / 2, "only " + evicted);
        assertEquals(evicted, untold());
        assertEquals(
                1,
                rig.stateDisk.list().stream().filter(name -> name.startsWith("loss-")).count(),
                "one gap, one declaration");
        ProofReport proof = arrived();
        assertEquals(evicted, proof.evicted());
        assertTrue(central.alarms().contains(AlarmKind.EVICTION));
        assertTrue(
                proof.notices().stream().anyMatch(notice -> notice.contains("evicted")),
                () -> "notices " + proof.notices());
        assertEquals(0, untold());
    }

    @Test
    void theUplinkStandsInTheSegmentThatGoes() throws Exception {
        rig.append(RecordClass.P2, 400);
        for (int i = 0; i < 3; i++) {
            rig.cycle();
            uplink.dutyCycle(0);
        }
        long sent = rig.core().journal().cursor(RecordClass.P2);
        assertTrue(sent < 400, () -> "all receipted: " + sent);
        rig.append(RecordClass.P2, MANY);
        assertTrue(p2().evictedRecords() > 0);
        ProofReport proof = arrived();
        assertTrue(proof.evicted() <= p2().evictedRecords());
    }

    /// Central comes and goes, with a gap for each absence.
    @Test
    void eachAbsenceIsAGapOfItsOwn() throws Exception {
        for (int absence = 0; absence < 3; absence++) {
            rig.append(RecordClass.P2, MANY);
            ProofReport proof = arrived();
            assertEquals(p2().evictedRecords(), proof.evicted());
        }
        assertEquals(
                3, central.alarms().stream().filter(kind -> kind == AlarmKind.EVICTION).count());
    }

    @Test
    void aRestartBetweenKeepsTheGapAndTheChain() throws Exception {
        rig.append(RecordClass.P2, MANY);
        long evicted = p2().evictedRecords();
        rig.powerCut();
        assertEquals(evicted, untold(), "told after a restart");
        rig.append(RecordClass.P2, 100);
        rig.powerCut();
        uplink = rig.uplink(central::connect);
        arrived();
    }

    /// Damage in telemetry, and then no room: the gap swallows the hole, or stands beside it.
    @Test
    void damageAndWantOfRoomTogether() throws Exception {
        rig.append(RecordClass.P2, 600);
        rig.damage(RecordClass.P2, 20, 23);
        rig.damage(RecordClass.P2, 550, 553);
        rig.append(RecordClass.P2, 500);
        assertTrue(p2().evictedRecords() > 23 && p2().evictedRecords() < 550, () -> "" + p2());
        central.drain(uplink);
        assertTrue(uplink.drained(), () -> "not drained: " + uplink.status());
        ProofReport proof = central.proof();
        assertEquals("[]", proof.findings().toString());
        assertEquals(p2().evictedRecords(), proof.evicted());
        // the hole, and the record that carries the tree behind it
        assertEquals(3 + 1, proof.lost() - proof.evicted());
        assertFalse(central.alarms().contains(AlarmKind.FORK));
    }

    private static long used(SimulatedDisk disk) throws IOException {
        long octets = 0;
        for (String name : disk.list()) {
            octets += Rig.image(disk, name).length;
        }
        return octets;
    }

    @Test
    void onADiskThatOthersHaveFilledTelemetryStillGivesWay() throws Exception {
        rig.append(RecordClass.P2, 200);
        for (int i = 0; i < 200; i++) {
            rig.cycle();
        }
        rig.journalDisk.capacity(used(rig.journalDisk));
        rig.stateDisk.capacity(used(rig.stateDisk));
        rig.append(RecordClass.P2, 1_000);
        assertEquals(1_200, p2().durable());
        assertEquals(0, p2().fullRefusals());
        rig.journalDisk.capacity(Long.MAX_VALUE);
        rig.stateDisk.capacity(Long.MAX_VALUE);
        assertTrue(arrived().evicted() > 0);
    }

    @Test
    void loopsAndReadsAreTakenWhileItGoes() throws Exception {
        rig.ready();
        boolean present = true;
        for (int i = 0; i < 4_000; i++) {
            Rig.Ack edge = rig.offer(rig.edge("edge-" + i, present));
            present = !present;
            rig.pass(300);
            rig.cycle();
            rig.cycle();
            assertFalse(edge.calls.contains("BUSY"), "telemetry refused at " + i);
            if (i % 200 == 0) {
                Rig.Ack read = rig.offer(rig.read("AAA" + (1_000 + i)));
                rig.settle();
                assertEquals(List.of("durable"), read.calls);
            }
        }
        assertTrue(p2().evictedRecords() > 0, () -> "never full: " + p2());
        assertEquals(0, rig.core().journal().stats().p1().evictedRecords());
        arrived();
    }

    /// What central would find: every record follows the one before or a declaration, and the tree
    /// is the one that the booth signs.
    private static void assertWhole(Rig rig, String where) throws IOException {
        RecordClass c = RecordClass.P2;
        Chain chain = new Chain();
        try (JournalReader reader = rig.core().journal().reader()) {
            long end = rig.core().journal().durable(c);
            for (long s = 0; s < end; s = chain.size()) {
                Optional<DeclaredLoss> gap = rig.store().losses().covering(c, s);
                if (gap.isPresent()) {
                    chain = SignedBytes.resumed(gap.get()).orElseThrow();
                    continue;
                }
                ReadResult read = reader.read(c, s);
                ReadResult.Found found = assertInstanceOf(ReadResult.Found.class, read, where);
                assertArrayEquals(
                        chain.head(),
                        Envelope.parseFrom(found.body()).getPreviousLeaf().toByteArray(),
                        where);
                chain.append(
                        Arrays.copyOfRange(found.annex(), Tag16.BYTES, RecordStore.ANNEX_BYTES));
            }
        }
        assertArrayEquals(
                chain.root(),
                rig.store().proof(c, rig.stamp()).getFirst().getRoot().toByteArray(),
                where);
    }

    private static void appendLarge(Rig rig, int count) throws Exception {
        Record large =
                Record.newBuilder()
                        .setLifecycle(BoothLifecycle.newBuilder().setVersion("x".repeat(12_000)))
                        .build();
        for (int i = 0; i < count; i++) {
            var _ = rig.core().offer(new BoothMessage.Own(RecordClass.P2, large));
            rig.pass(300);
            rig.cycle();
            rig.cycle();
        }
    }

    /// Declaration, segment and cursor at every step of a machine that loses its power, with torn
    /// sectors.
    @Test
    void aPowerCutAtEveryStepLeavesAChainThatCentralCanFollow() throws Exception {
        JournalLimits limits =
                new JournalLimits(
                        64 << 10,
                        16 << 10,
                        2_000,
                        0,
                        new JournalLimits.Quota(3, 1),
                        new JournalLimits.Quota(12, 2),
                        new JournalLimits.Quota(3, 1));
        int cuts = 0;
        boolean whole = false;
        for (int operations = 0; !whole; operations++) {
            Rig cut = new Rig(folder.resolve("cut-" + operations), limits, true);
            cut.journalDisk.tearing(true);
            appendLarge(cut, 11);
            long durable = cut.core().journal().durable(RecordClass.P2);
            cut.journalDisk.powerFor(operations);
            try {
                cut.start();
                for (int i = 0; i < 10; i++) {
                    appendLarge(cut, 1);
                    durable = cut.core().journal().durable(RecordClass.P2);
                }
                whole = true;
            } catch (IOException e) {
                cuts++;
            }
            cut.powerCut();
            String where = "cut after " + operations;
            assertTrue(cut.core().journal().durable(RecordClass.P2) >= durable, where);
            assertWhole(cut, where);
            appendLarge(cut, 8);
            assertWhole(cut, where);
            if (operations % 16 == 0) {
                Path home = folder.resolve("central-" + operations);
                try (RealCentral other = new RealCentral(cut, home)) {
                    Uplink way = cut.uplink(other::connect);
                    other.drain(way);
                    assertTrue(way.drained(), () -> where + " not drained: " + way.status());
                    assertEquals("[]", other.findings(), where);
                    assertEquals(other.proof().lost(), other.proof().evicted(), where);
                }
            }
        }
        assertTrue(cuts > 60, "only " + cuts + " cuts");
    }
}
