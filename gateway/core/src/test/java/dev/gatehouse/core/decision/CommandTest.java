package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.CommandOutcome;
import dev.gatehouse.proto.v1.CommandRefusal;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.ExaminationResult;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import dev.gatehouse.proto.v1.ReferralState;
import dev.gatehouse.proto.v1.ReferralTransition;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
    @TempDir Path folder;

    Booth booth;
    String referralId;

    @BeforeEach
    void raise() {
        booth = new Booth(folder, Booth.LIST).ready();
        booth.on();
        booth.read("KQR4821");
        referralId = booth.referralId();
    }

    @Test
    void theWholeWayNamesItsActorAtEveryStep() {
        for (CommandKind kind :
                List.of(
                        CommandKind.COMMAND_KIND_ACKNOWLEDGE,
                        CommandKind.COMMAND_KIND_IN_SECONDARY,
                        CommandKind.COMMAND_KIND_EXAMINED)) {
            assertEquals(
                    CommandOutcome.COMMAND_OUTCOME_DONE, booth.ask(kind, referralId).getOutcome());
        }
        List<ReferralTransition> steps = booth.out.transitions();
        assertEquals(
                List.of(
                        ReferralState.REFERRAL_STATE_RAISED,
                        ReferralState.REFERRAL_STATE_NOTIFIED,
                        ReferralState.REFERRAL_STATE_ACKNOWLEDGED,
                        ReferralState.REFERRAL_STATE_IN_SECONDARY,
                        ReferralState.REFERRAL_STATE_EXAMINED,
                        ReferralState.REFERRAL_STATE_CLOSED),
                steps.stream().map(ReferralTransition::getTo).toList());
        for (int step = 0; step < steps.size(); step++) {
            assertEquals(step, steps.get(step).getStep());
            assertTrue(steps.get(step).hasActor());
            assertEquals(
                    step >= 2 && step <= 4 ? "B100" : "", steps.get(step).getActor().getBadge());
        }
        assertTrue(steps.getFirst().hasHit());
        assertFalse(steps.get(1).hasHit());
        assertEquals(
                ExaminationResult.EXAMINATION_RESULT_SAME_SUBJECT_EXAMINED_RESULT,
                steps.get(4).getResult());
        Decisions now = booth.decider.snapshot();
        assertEquals(0, now.referralsOpen());
        assertEquals(1, now.referralsClosed());
        assertEquals(0, now.releasedWithoutReferral());
    }

    @Test
    void aReleaseWithoutExaminationRaisesItsAlarmAndOwesADisposition() {
        assertEquals(
                CommandOutcome.COMMAND_OUTCOME_DONE,
                booth.ask(CommandKind.COMMAND_KIND_RELEASE, referralId).getOutcome());
        assertEquals(1, booth.out.alarms(AlarmKind.ALARM_KIND_RELEASED_WITHOUT_REFERRAL).size());
        assertEquals(
                AlarmKind.ALARM_KIND_RELEASED_WITHOUT_REFERRAL,
                booth.out.alerts.getLast().getAlarm());
        assertEquals(1, booth.decider.snapshot().releasedWithoutReferral());
        assertEquals(
                CommandOutcome.COMMAND_OUTCOME_REFUSED_ROLE,
                booth.ask(CommandKind.COMMAND_KIND_EXAMINED, referralId).getOutcome());
        CommandReply reply =
                booth.decider.command(
                        booth.ask(CommandKind.COMMAND_KIND_EXAMINED)
                                .setBadge("S1")
                                .setRole("superintendent")
                                .setReferralId(referralId)
                                .setResult(ExaminationResult.EXAMINATION_RESULT_MISSED)
                                .build(),
                        new Officer("office", "S1", Set.of("superintendent")));
        assertEquals(CommandOutcome.COMMAND_OUTCOME_DONE, reply.getOutcome());
        assertEquals(ReferralState.REFERRAL_STATE_CLOSED, reply.getState());
    }

    @Test
    void aCommandSentAgainIsCarriedOutOnce() {
        OfficerCommand command =
                booth.ask(CommandKind.COMMAND_KIND_ACKNOWLEDGE).setReferralId(referralId).build();
        booth.decider.command(command, Booth.officer());
        int records = booth.out.records.size();
        CommandReply again = booth.decider.command(command, Booth.officer());
        assertEquals(CommandOutcome.COMMAND_OUTCOME_REPEATED, again.getOutcome());
        assertEquals(ReferralState.REFERRAL_STATE_ACKNOWLEDGED, again.getState());
        assertEquals(records, booth.out.records.size());
        assertEquals(
                CommandOutcome.COMMAND_OUTCOME_REFUSED_MALFORMED,
                booth.decider
                        .command(
                                command.toBuilder()
                                        .setKind(CommandKind.COMMAND_KIND_RELEASE)
                                        .build(),
                                Booth.officer())
                        .getOutcome(),
                "one id names one command");
    }

    @Test
    void aManualEntrySentAgainIsSearchedOnce() {
        OfficerCommand command =
                booth.ask(CommandKind.COMMAND_KIND_MANUAL_ENTRY).setPlate("AAA1111").build();
        booth.decider.command(command, Booth.officer());
        int records = booth.out.records.size();
        assertEquals(
                CommandOutcome.COMMAND_OUTCOME_REPEATED,
                booth.decider.command(command, Booth.officer()).getOutcome());
        assertEquals(records, booth.out.records.size());
    }

    @Test
    void everyRefusalIsCountedJournalledAndMovesNothing() {
        OfficerCommand good =
                booth.ask(CommandKind.COMMAND_KIND_ACKNOWLEDGE).setReferralId(referralId).build();
        refused(
                good,
                Officer.unauthenticated("camera-1"),
                CommandOutcome.COMMAND_OUTCOME_REFUSED_UNAUTHENTICATED);
        refused(
                good,
                new Officer("terminal-7", "B200", Set.of("officer")),
                CommandOutcome.COMMAND_OUTCOME_REFUSED_UNAUTHENTICATED);
        refused(
                good,
                new Officer("terminal-7", "B100", Set.of("clerk")),
                CommandOutcome.COMMAND_OUTCOME_REFUSED_ROLE);
        refused(
                good.toBuilder().setRole("clerk").build(),
                new Officer("terminal-7", "B100", Set.of("clerk")),
                CommandOutcome.COMMAND_OUTCOME_REFUSED_ROLE);
        refused(
                good.toBuilder().setReferralId("0000000000000000").build(),
                Booth.officer(),
                CommandOutcome.COMMAND_OUTCOME_REFUSED_UNKNOWN_REFERRAL);
        refused(
                good.toBuilder().setKind(CommandKind.COMMAND_KIND_IN_SECONDARY).build(),
                Booth.officer(),
                CommandOutcome.COMMAND_OUTCOME_REFUSED_STATE);
        for (OfficerCommand malformed :
                List.of(
                        OfficerCommand.newBuilder().setBadge("B100").build(),
                        good.toBuilder().setCommandId("").build(),
                        good.toBuilder().setCommandId("x".repeat(65)).build(),
                        good.toBuilder().setCommandId("a b").build(),
                        good.toBuilder().setCommandId("é").build(),
                        good.toBuilder().clearKind().build(),
                        good.toBuilder().setShift("").build(),
                        good.toBuilder().clearLaneId().build(),
                        good.toBuilder().setLaneId("x".repeat(65)).build(),
                        good.toBuilder().setLaneId("lane/1").build(),
                        good.toBuilder().setShift("x".repeat(33)).build(),
                        good.toBuilder().setReferralId("").build(),
                        good.toBuilder().setReferralId("G".repeat(16)).build(),
                        good.toBuilder().setReferralId("a".repeat(100_000)).build(),
                        good.toBuilder().setKind(CommandKind.COMMAND_KIND_EXAMINED).build(),
                        good.toBuilder().setKind(CommandKind.COMMAND_KIND_MANUAL_ENTRY).build(),
                        good.toBuilder()
                                .setKind(CommandKind.COMMAND_KIND_MANUAL_ENTRY)
                                .setPlate("x".repeat(25))
                                .build(),
                        good.toBuilder()
                                .setKind(CommandKind.COMMAND_KIND_MANUAL_ENTRY)
                                .setPlate("--")
                                .build(),
                        good.toBuilder()
                                .setKind(CommandKind.COMMAND_KIND_MANUAL_ENTRY)
                                .setPlate("AAA1111")
                                .setJurisdiction("x".repeat(17))
                                .build())) {
            refused(malformed, Booth.officer(), CommandOutcome.COMMAND_OUTCOME_REFUSED_MALFORMED);
        }
        assertEquals(
                CommandOutcome.COMMAND_OUTCOME_REFUSED_MALFORMED,
                booth.decider
                        .command(
                                good.toBuilder().setLaneId("no-such-lane").build(), Booth.officer())
                        .getOutcome());
        assertEquals(
                ReferralState.REFERRAL_STATE_ACKNOWLEDGED,
                booth.decider.command(good, Booth.officer()).getState(),
                "and then the good one");
    }

    private void refused(OfficerCommand command, Officer officer, CommandOutcome outcome) {
        int transitions = booth.out.transitions().size();
        long before = booth.decider.snapshot().commandsRefused();
        CommandReply reply = booth.decider.command(command, officer);
        assertEquals(outcome, reply.getOutcome(), reply.getExplanation());
        assertEquals(transitions, booth.out.transitions().size());
        assertEquals(before + 1, booth.decider.snapshot().commandsRefused());
        Record last = booth.out.records.getLast().record();
        CommandRefusal refusal = last.getCommandRefusal();
        assertEquals(outcome, refusal.getOutcome());
        assertEquals(officer.client(), refusal.getClient());
        assertTrue(refusal.getCommandId().length() <= 64);
    }

    @Test
    void aClientGoneWildFillsNoStore() {
        int before = booth.out.records.size();
        for (int i = 0; i < 10_000; i++) {
            booth.decider.command(
                    OfficerCommand.getDefaultInstance(), Officer.unauthenticated("x"));
        }
        assertEquals(before + CommandDesk.MAX_REFUSALS_A_MINUTE, booth.out.records.size());
        assertEquals(10_000, booth.decider.snapshot().commandsRefused());
        assertEquals(
                10_000 - CommandDesk.MAX_REFUSALS_A_MINUTE,
                booth.decider.snapshot().refusalsNotJournalled());
    }

    @Test
    void aFullStoreRefusesAsBusyAndTheCommandMayComeAgain() {
        booth.out.full.add(RecordClass.RECORD_CLASS_P0);
        OfficerCommand command =
                booth.ask(CommandKind.COMMAND_KIND_ACKNOWLEDGE).setReferralId(referralId).build();
        assertEquals(
                CommandOutcome.COMMAND_OUTCOME_REFUSED_BUSY,
                booth.decider.command(command, Booth.officer()).getOutcome());
        booth.out.full.clear();
        assertEquals(
                CommandOutcome.COMMAND_OUTCOME_DONE,
                booth.decider.command(command, Booth.officer()).getOutcome());
    }

    @Test
    void aKeyedPlateBelongsToTheLastPassageForAMinute() {
        booth.off();
        booth.pass(4_000);
        String passage = booth.out.passages().getFirst().getPassageId();
        booth.pass(50_000);
        booth.key("AAA1111", "NY");
        assertEquals(passage, booth.out.observations().getLast().getPassageId());
        booth.pass(10_000);
        booth.key("AAA2222", "NY");
        assertFalse(passage.equals(booth.out.observations().getLast().getPassageId()));
    }
}
