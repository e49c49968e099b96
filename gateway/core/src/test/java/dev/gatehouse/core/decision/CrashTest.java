package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.referral.OpenReferral;
import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.CheckedObservation;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.CommandOutcome;
import dev.gatehouse.proto.v1.LaneSignal;
import dev.gatehouse.proto.v1.NotCheckedReason;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.proto.v1.RecordClass;
import dev.gatehouse.proto.v1.ReferralTransition;
import dev.gatehouse.proto.v1.Verdict;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PlateRead;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Restarts with whatever the disk kept, and a journal without room.
class CrashTest {
    @TempDir Path folder;

    Booth booth;

    @BeforeEach
    void start() {
        booth = new Booth(folder, Booth.LIST).ready();
    }

    private Booth restart(Booth old, MemoryOutbox disk) {
        byte[] kept = OpenReferral.encode(old.out.kept);
        Decoded<List<OpenReferral>> back = OpenReferral.decode(kept);
        List<OpenReferral> restored =
                assertInstanceOf(Decoded.Message.class, back).value() instanceof List<?> list
                        ? list.stream().map(OpenReferral.class::cast).toList()
                        : List.of();
        old.clock.pass(5_000);
        Booth fresh =
                new Booth(
                        folder,
                        Booth.LIST,
                        BoothPolicy.standard(),
                        true,
                        old.clock,
                        disk,
                        restored);
        return fresh.ready();
    }

    @Test
    void anOpenReferralIsAnnouncedAgainAndItsTimerGoesOn() {
        booth.on();
        booth.read("KQR4821");
        String id = booth.referralId();
        booth.pass(61_000);
        MemoryOutbox disk = booth.out;
        int alerts = disk.alerts.size();
        int transitions = disk.transitions().size();
        Booth fresh = restart(booth, disk);
        assertEquals(alerts + 1, disk.alerts.size());
        assertEquals(id, disk.alerts.getLast().getReferralId());
        assertEquals(1, disk.alerts.getLast().getEscalations());
        assertEquals(transitions, disk.transitions().size(), "known steps are not appended again");
        assertEquals(1, fresh.decider.snapshot().referralsOpen());
        fresh.pass(60_000);
        assertEquals(2, disk.alarms(AlarmKind.ALARM_KIND_REFERRAL_ESCALATED).size());
        assertEquals(
                CommandOutcome.COMMAND_OUTCOME_DONE,
                fresh.ask(CommandKind.COMMAND_KIND_ACKNOWLEDGE, id).getOutcome());
    }

    @Test
    void stepsThatTheJournalLostAreAppendedAgainInOrder() {
        booth.on();
        booth.read("KQR4821");
        booth.ask(CommandKind.COMMAND_KIND_ACKNOWLEDGE, booth.referralId());
        List<ReferralTransition> before = booth.out.transitions();
        MemoryOutbox lost = new MemoryOutbox();
        restart(booth, lost);
        assertEquals(before, lost.transitions());
    }

    @Test
    void theSameEventAfterACrashIsTheSameReferral() {
        booth.on();
        Observation read =
                booth.plate("camera-1", "e", "KQR4821", "US-NY", "", PlateRead.State.FINAL);
        booth.decider.observe(read);
        Set<String> tags = new HashSet<>(booth.out.tags);
        String id = booth.referralId();

        // the list of open referrals was written, the journal was not
        Booth fresh = restart(booth, new MemoryOutbox());
        assertEquals(Intake.RECORDED, fresh.decider.observe(read));
        assertEquals(id, fresh.referralId());
        assertEquals(1, fresh.decider.snapshot().referralsOpen());
        assertEquals(2, fresh.out.transitions().size());
        assertTrue(
                tags.containsAll(
                        fresh.out.tags.stream().filter(tag -> tag.contains("P0")).toList()));

        // the journal was written too: the event is known, nothing follows from it
        Booth third = restart(fresh, fresh.out);
        int records = third.out.records.size();
        assertEquals(Intake.REPEATED, third.decider.observe(read));
        assertEquals(records, third.out.records.size());
    }

    @Test
    void aCommandSentAgainAfterARestartIsKnown() {
        booth.on();
        booth.read("KQR4821");
        booth.ask(CommandKind.COMMAND_KIND_ACKNOWLEDGE, booth.referralId());
        booth.ask(CommandKind.COMMAND_KIND_IN_SECONDARY, booth.referralId());
        OfficerCommand examined =
                booth.ask(CommandKind.COMMAND_KIND_EXAMINED)
                        .setReferralId(booth.referralId())
                        .setResult(
                                dev.gatehouse.proto.v1.ExaminationResult
                                        .EXAMINATION_RESULT_NOT_SAME_SUBJECT)
                        .build();
        booth.decider.command(examined, Booth.officer());
        Booth fresh = restart(booth, booth.out);
        int transitions = fresh.out.transitions().size();
        assertEquals(
                CommandOutcome.COMMAND_OUTCOME_REPEATED,
                fresh.decider.command(examined, Booth.officer()).getOutcome());
        assertEquals(transitions, fresh.out.transitions().size());
        assertEquals(0, fresh.decider.snapshot().referralsOpen());
    }

    @Test
    void aFullStoreIsNeverClearAndLosesNothingThatCanComeAgain() {
        booth.on();
        booth.out.full.add(RecordClass.RECORD_CLASS_P1);
        Observation read =
                booth.plate("camera-1", "e", "AAA1111", "US-NY", "", PlateRead.State.FINAL);
        assertEquals(Intake.STORE_FULL, booth.decider.observe(read));
        assertEquals(
                List.of(NotCheckedReason.NOT_CHECKED_REASON_STORE_FULL),
                booth.verdict().getReasonsList());
        assertEquals(LaneSignal.LANE_SIGNAL_QUERY_BY_HAND, booth.out.signal());
        assertEquals(1, booth.out.alarms(AlarmKind.ALARM_KIND_STORE_FULL).size());
        assertFalse(
                booth.out.outputs.stream()
                        .anyMatch(output -> output.getSignal() == LaneSignal.LANE_SIGNAL_CHECKED));

        booth.pass(1_000);
        booth.out.full.clear();
        assertEquals(Intake.RECORDED, booth.decider.observe(read));
        assertEquals(Verdict.VERDICT_CLEAR, booth.verdict().getVerdict());
        CheckedObservation record = booth.out.observations().getLast();
        assertEquals(1, record.getChecksCount(), "the check is in the record that has room");
        assertEquals(Verdict.VERDICT_CLEAR, record.getChecks(0).getVerdict());
    }

    @Test
    void aHitActsThoughTheStoreIsFullAndItsRecordsFollow() {
        booth.on();
        booth.out.full.add(RecordClass.RECORD_CLASS_P0);
        booth.out.full.add(RecordClass.RECORD_CLASS_P1);
        Observation read =
                booth.plate("camera-1", "e", "KQR4821", "US-NY", "", PlateRead.State.FINAL);
        assertEquals(Intake.STORE_FULL, booth.decider.observe(read));
        assertTrue(booth.out.alerts.stream().anyMatch(alert -> alert.hasCodeWord()));
        assertEquals(LaneSignal.LANE_SIGNAL_REFER, booth.out.signal());
        assertEquals(0, booth.out.transitions().size());
        booth.pass(500);
        booth.out.full.clear();
        booth.pass(100);
        assertEquals(2, booth.out.transitions().size());
        assertEquals(Intake.RECORDED, booth.decider.observe(read));
        assertEquals(1, booth.decider.snapshot().referrals());
        assertEquals(0, booth.decider.snapshot().recordsWaiting());
    }

    @Test
    void whatCannotComeAgainWaitsInMemoryAndSaysSo() {
        booth.on();
        booth.out.full.add(RecordClass.RECORD_CLASS_P1);
        Observation once =
                booth.observation(
                        "camera-1",
                        "e",
                        false,
                        false,
                        Booth.plateRead("AAA1111", List.of(), "US-NY", "", PlateRead.State.FINAL));
        assertEquals(Intake.STORE_FULL, booth.decider.observe(once));
        assertEquals(1, booth.decider.snapshot().recordsWaiting());
        booth.out.full.clear();
        booth.pass(50);
        CheckedObservation record = booth.out.observations().getLast();
        assertEquals(
                List.of(NotCheckedReason.NOT_CHECKED_REASON_STORE_FULL),
                record.getChecks(0).getReasonsList());
        assertEquals(0, booth.decider.snapshot().recordsWaiting());
    }

    @Test
    void memoryForWaitingRecordsIsBoundedAndLossIsCounted() {
        booth.out.full.add(RecordClass.RECORD_CLASS_P2);
        for (int i = 0; i < RecordQueue.MAX_WAITING + 10; i++) {
            booth.decider.observe(booth.edge(i % 2 == 0));
        }
        assertEquals(RecordQueue.MAX_WAITING, booth.decider.snapshot().recordsWaiting());
        assertEquals(10, booth.decider.snapshot().recordsLost());
        booth.read("AAA1111");
        assertEquals(
                Verdict.VERDICT_CLEAR,
                booth.verdict().getVerdict(),
                "telemetry without room is no doubt about the check");
    }

    @Test
    void aCleanStopEndsEveryPassage() {
        booth.on();
        booth.read("AAA1111");
        booth.decider.stop();
        assertEquals(
                dev.gatehouse.proto.v1.PassageEnd.PASSAGE_END_SHUTDOWN,
                booth.out.passages().getFirst().getEnd());
        assertEquals(1, booth.decider.snapshot().checked());
        assertEquals(0, booth.decider.snapshot().passagesOpen());
    }
}
