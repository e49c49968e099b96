package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.LaneReconciliation;
import dev.gatehouse.proto.v1.LaneSignal;
import dev.gatehouse.proto.v1.Passage;
import dev.gatehouse.proto.v1.PassageEnd;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PresenceChange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fusion of presence and reads, through the whole decision.
class PassageTest {
    @TempDir Path folder;

    Booth booth;

    @BeforeEach
    void start() {
        booth = new Booth(folder, Booth.LIST).ready();
    }

    private Booth withoutLoop() {
        return new Booth(folder, Booth.LIST, BoothPolicy.standard(), false).ready();
    }

    @Test
    void readsOfOneVehicleInAnyOrderAreOnePassageWithOneReferralAndOneCheckEach() {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("PassageTest: -Dgatehouse.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Booth each = new Booth(folder, Booth.LIST).ready();
            List<Observation> reads = new ArrayList<>();
            String[] plates = {"KQR4821", "KOR4821", "KQR482", "KQR4821", "", "TRL5512"};
            for (int i = 0; i < plates.length; i++) {
                String camera = i == 5 ? "camera-rear" : "camera-1";
                reads.add(
                        each.plate(
                                camera, "e" + i, plates[i], "US-NY", "", PlateRead.State.UPDATE));
            }
            Collections.shuffle(reads, random);
            each.on();
            for (Observation read : reads) {
                each.pass(random.nextInt(300));
                assertEquals(Intake.RECORDED, each.decider.observe(read));
                if (random.nextBoolean()) {
                    assertEquals(Intake.REPEATED, each.decider.observe(read));
                }
            }
            each.off();
            each.pass(4_000);
            assertEquals(1, each.out.passages().size());
            Passage passage = each.out.passages().getFirst();
            assertEquals(6, passage.getReads());
            assertEquals(PassageEnd.PASSAGE_END_EXIT, passage.getEnd());
            assertTrue(passage.getChecked());
            assertEquals(1, passage.getReferralIdsCount());
            assertEquals(1, each.decider.snapshot().referrals());
            assertEquals(8, each.out.observations().size());
            // four distinct plates and the empty read
            int checks = each.out.observations().stream().mapToInt(o -> o.getChecksCount()).sum();
            assertEquals(5, checks);
        }
    }

    @Test
    void aRepeatedEventCausesNothing() {
        booth.on();
        Observation read =
                booth.plate("camera-1", "e", "KQR4821", "US-NY", "", PlateRead.State.FINAL);
        assertEquals(Intake.RECORDED, booth.decider.observe(read));
        int records = booth.out.records.size();
        int local = booth.out.local.size();
        for (int i = 0; i < 5; i++) {
            assertEquals(Intake.REPEATED, booth.decider.observe(read));
        }
        assertEquals(records, booth.out.records.size());
        assertEquals(local, booth.out.local.size());
        assertEquals(5, booth.decider.snapshot().repeats());
    }

    @Test
    void aReadBeforeTheLoopBelongsToTheVehicleThatArrives() {
        booth.read("AAA1111");
        booth.pass(2_000);
        booth.on();
        booth.pass(5_000);
        booth.off();
        booth.pass(1_000);
        booth.read("AAA1111");
        booth.pass(4_000);
        assertEquals(1, booth.out.passages().size());
        assertEquals(2, booth.out.passages().getFirst().getReads());
        assertFalse(booth.out.passages().getFirst().getOpenedByPresence());
        assertEquals(1, booth.decider.snapshot().presenceVehicles());
    }

    @Test
    void theNextVehicleClosesThePassageOfTheOneBefore() {
        booth.on();
        booth.read("AAA1111");
        booth.off();
        booth.pass(500);
        booth.on();
        booth.read("BBB2222");
        booth.off();
        booth.pass(4_000);
        assertEquals(2, booth.out.passages().size());
        assertEquals(2, booth.decider.snapshot().checked());
        assertEquals(2, booth.decider.snapshot().presenceVehicles());
    }

    @Test
    void aChatteringLoopIsOneVehicleUnlessItsReaderSeesAnother() {
        booth.on();
        booth.read("AAA1111");
        for (int i = 0; i < 6; i++) {
            booth.off();
            booth.pass(50);
            booth.on();
            booth.pass(50);
        }
        booth.read("AAA1111");
        assertEquals(0, booth.out.passages().size());
        assertEquals(1, booth.decider.snapshot().presenceVehicles());
        booth.off();
        booth.pass(50);
        booth.on();
        booth.read("BBB2222");
        booth.off();
        booth.pass(4_000);
        assertEquals(2, booth.out.passages().size());
        assertEquals(2, booth.decider.snapshot().presenceVehicles());
        assertEquals(2, booth.decider.snapshot().checked());
    }

    /// A gap that is too long for chatter makes two passages of a vehicle, and its reader's last
    /// word comes when the next one is there already.
    @Test
    void theLastWordOnAVehicleGoesToNoOther() {
        booth.on();
        track("AAA1111", "t1", PlateRead.State.NEW);
        booth.off();
        booth.pass(400);
        booth.on();
        booth.pass(10_000);
        booth.off();
        booth.pass(500);
        track("BBB2222", "t2", PlateRead.State.NEW);
        track("AAA1111", "t1", PlateRead.State.FINAL);
        booth.on();
        track("BBB2222", "t2", PlateRead.State.FINAL);
        booth.off();
        booth.pass(10_000);
        assertEquals(
                List.of(2, 0, 2), booth.out.passages().stream().map(Passage::getReads).toList());
    }

    /// The reader follows the next one while the vehicle still stands, and ends its track late.
    @Test
    void theLastWordOnAVehicleIsNotOfTheOneThatHasTakenItsPlace() {
        booth.on();
        track("AAA1111", "t1", PlateRead.State.NEW);
        track("BBB2222", "t2", PlateRead.State.NEW);
        booth.off();
        booth.pass(1_300);
        booth.on();
        track("AAA1111", "t1", PlateRead.State.FINAL);
        booth.pass(10_000);
        track("BBB2222", "t2", PlateRead.State.FINAL);
        booth.off();
        booth.pass(10_000);
        assertEquals(List.of(3, 1), booth.out.passages().stream().map(Passage::getReads).toList());
    }

    /// A hitch makes a gap, and the reader sees the next vehicle while this one still stands.
    @Test
    void aGapBeforeTheNextVehicleIsSeenDoesNotPartThatOneFromItsLoop() {
        booth.on();
        track("AAA1111", "t1", PlateRead.State.NEW);
        booth.off();
        booth.pass(50);
        booth.on();
        booth.pass(10_000);
        track("BBB2222", "t2", PlateRead.State.NEW);
        booth.off();
        booth.pass(1_500);
        booth.on();
        booth.pass(5_000);
        track("BBB2222", "t2", PlateRead.State.FINAL);
        booth.off();
        booth.pass(10_000);
        assertEquals(List.of(1, 2), booth.out.passages().stream().map(Passage::getReads).toList());
        assertEquals(2, booth.decider.snapshot().presenceVehicles());
    }

    private void track(String plate, String key, PlateRead.State state) {
        var _ =
                booth.decider.observe(
                        booth.plate(Booth.CAMERA, key + state, plate, "US-NY", key, state));
    }

    @Test
    void aLostOffEdgeShowsInTheLineCounter() {
        booth.on();
        booth.read("AAA1111");
        booth.pass(1_000);
        booth.edge(false);
        booth.on();
        booth.read("BBB2222");
        booth.off();
        booth.pass(4_000);
        assertEquals(
                List.of(PassageEnd.PASSAGE_END_SUPERSEDED, PassageEnd.PASSAGE_END_EXIT),
                booth.out.passages().stream().map(Passage::getEnd).toList());
    }

    @Test
    void tractorAndTrailerAreOnePassageAndTailgatersAreTwo() {
        booth.on();
        booth.decider.observe(
                booth.plate("camera-1", "a", "AAA1111", "US-NY", "k1", PlateRead.State.UPDATE));
        booth.decider.observe(
                booth.plate("camera-1", "b", "TRL5512", "US-NY", "k1", PlateRead.State.FINAL));
        booth.pass(3_000);
        assertEquals(0, booth.out.passages().size());
        booth.decider.observe(
                booth.plate("camera-1", "c", "BBB2222", "US-NY", "k2", PlateRead.State.UPDATE));
        booth.off();
        booth.pass(4_000);
        assertEquals(List.of(2, 1), booth.out.passages().stream().map(Passage::getReads).toList());
        booth.pass(300_000);
        assertFalse(reconciliations().getFirst().getAlarm(), "told apart, so no difference");
    }

    @Test
    void aStuckLoopEndsByTimeOut() {
        booth.on();
        booth.read("AAA1111");
        booth.pass(901_000);
        assertEquals(PassageEnd.PASSAGE_END_TIMEOUT, booth.out.passages().getFirst().getEnd());
    }

    @Test
    void withoutALoopReadsThatLookAlikeWithinEightSecondsAreOneVehicle() {
        Booth open = withoutLoop();
        open.read("AAA1111");
        open.pass(7_900);
        open.read("AAA111I");
        open.pass(7_900);
        open.read("AAA1111");
        assertEquals(0, open.out.passages().size());
        open.pass(1_000);
        open.read("BBB2222");
        assertEquals(1, open.out.passages().size());
        assertEquals(LaneSignal.LANE_SIGNAL_CHECKED, open.out.signal());
        open.pass(8_100);
        assertEquals(2, open.out.passages().size());
        assertEquals(LaneSignal.LANE_SIGNAL_IDLE, open.out.signal());
    }

    @Test
    void withoutALoopOneVehicleLastsThirtySecondsAtMost() {
        Booth open = withoutLoop();
        for (int i = 0; i < 8; i++) {
            open.read("AAA1111");
            open.pass(5_000);
        }
        assertEquals(1, open.out.passages().size());
        assertEquals(7, open.out.passages().getFirst().getReads());
    }

    @Test
    void withoutALoopAReadersKeyHoldsUntilItsFinal() {
        Booth open = withoutLoop();
        open.decider.observe(
                open.plate("camera-1", "a", "AAA1111", "US-NY", "k", PlateRead.State.NEW));
        open.pass(40_000);
        open.decider.observe(
                open.plate("camera-1", "b", "XYZ9876", "US-NY", "k", PlateRead.State.FINAL));
        assertEquals(0, open.out.passages().size());
        open.pass(8_100);
        assertEquals(2, open.out.passages().getFirst().getReads());
    }

    @Test
    void aLateReadIsCheckedAndRefersButChangesNoLamp() {
        booth.on();
        booth.read("AAA1111");
        assertEquals(LaneSignal.LANE_SIGNAL_CHECKED, booth.out.signal());
        booth.decider.observe(
                booth.observation(
                        "camera-1",
                        "old",
                        true,
                        true,
                        Booth.plateRead("KQR4821", List.of(), "US-NY", "", PlateRead.State.FINAL)));
        assertEquals(LaneSignal.LANE_SIGNAL_CHECKED, booth.out.signal());
        assertEquals(1, booth.out.alerts.size());
        booth.pass(9_000);
        assertEquals(1, booth.out.passages().size());
        booth.off();
        booth.pass(4_000);
        assertEquals(2, booth.out.passages().size());
    }

    @Test
    void aPassageWithoutACheckIsAnAlarmAndManyOfThemAreBatchedButNeverDropped() {
        for (int i = 0; i < 40; i++) {
            booth.on();
            booth.pass(300);
            booth.off();
            booth.pass(200);
        }
        booth.on();
        booth.read("KQR4821");
        long urgent = booth.out.alerts.stream().filter(alert -> alert.hasReferralId()).count();
        assertEquals(1, urgent, "a referral waits for nothing");
        booth.off();
        booth.pass(60_000);
        assertEquals(40, booth.decider.snapshot().notChecked());
        assertEquals(40, booth.out.alarms(AlarmKind.ALARM_KIND_PASSAGE_NOT_CHECKED).size());
        List<Integer> batches =
                booth.out.alerts.stream()
                        .filter(alert ->
                                alert.getAlarm() == AlarmKind.ALARM_KIND_PASSAGE_NOT_CHECKED)
                        .map(alert -> Math.max(1, alert.getAlarms()))
                        .toList();
        assertTrue(batches.size() < 25, "alerts: " + batches.size());
        assertEquals(40, batches.stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void countsAreReconciledAndReadsThatNoVehicleMadeAreAMismatch() {
        for (int i = 0; i < 5; i++) {
            booth.on();
            booth.read("AAA111" + i);
            booth.pass(500);
            booth.off();
            booth.pass(4_000);
        }
        booth.pass(300_000);
        LaneReconciliation good = reconciliations().getFirst();
        assertEquals(5, good.getPresenceCount());
        assertEquals(5, good.getPassagesChecked());
        assertFalse(good.getAlarm());
        for (String plate : List.of("CCC3333", "DDD4444", "FFF6666", "GGG7777", "HHH8888")) {
            booth.read(plate);
            booth.pass(31_000);
        }
        booth.pass(300_000);
        List<LaneReconciliation> later = reconciliations().subList(1, reconciliations().size());
        assertEquals(
                5, later.stream().mapToLong(LaneReconciliation::getReadsWithoutPresence).sum());
        assertEquals(1, later.stream().filter(LaneReconciliation::getAlarm).count());
        assertEquals(1, booth.out.alarms(AlarmKind.ALARM_KIND_COUNT_MISMATCH).size());
    }

    @Test
    void anUnknownLaneIsCountedAndNothingElse() {
        Observation stray =
                new Observation(
                        "camera-1",
                        "no-such-lane",
                        "e",
                        booth.edge(true).captured(),
                        booth.edge(true).received(),
                        false,
                        true,
                        new PresenceChange(true, 1, 0));
        assertEquals(Intake.UNKNOWN_LANE, booth.decider.observe(stray));
        assertEquals(1, booth.decider.snapshot().unknownLane());
        assertEquals(0, booth.out.observations().size());
    }

    @Test
    void aVehicleThatLeavesUnacknowledgedEscalatesAtOnceAndOneThatDrivesToSecondaryDoesNot() {
        booth.on();
        booth.read("KQR4821");
        booth.off();
        booth.pass(3_100);
        assertEquals(1, booth.out.alarms(AlarmKind.ALARM_KIND_REFERRAL_ESCALATED).size());
        booth.on();
        booth.decider.observe(
                booth.plate("camera-1", "x", "BZX0913", "CA-ON", "", PlateRead.State.FINAL));
        booth.ask(
                dev.gatehouse.proto.v1.CommandKind.COMMAND_KIND_ACKNOWLEDGE,
                booth.out.transitions().getLast().getReferralId());
        booth.off();
        booth.pass(3_100);
        assertEquals(1, booth.out.alarms(AlarmKind.ALARM_KIND_REFERRAL_ESCALATED).size());
    }

    private List<LaneReconciliation> reconciliations() {
        return booth.out.records.stream()
                .map(MemoryOutbox.Kept::record)
                .filter(Record::hasReconciliation)
                .map(Record::getReconciliation)
                .toList();
    }
}
