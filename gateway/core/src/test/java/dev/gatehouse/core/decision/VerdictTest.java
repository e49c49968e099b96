package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.passage.PassageTimes;
import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.CommandOutcome;
import dev.gatehouse.proto.v1.LaneSignal;
import dev.gatehouse.proto.v1.NotCheckedReason;
import dev.gatehouse.proto.v1.Verdict;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The verdicts of the issue, one row each, over the real list.
class VerdictTest {
    @TempDir Path folder;

    Booth booth;

    @BeforeEach
    void start() {
        booth = new Booth(folder, Booth.LIST).ready();
    }

    @ParameterizedTest
    @CsvSource({
        "KQR4821, US-NY, VERDICT_REFER, 1",
        "KOR4821, US-NY, VERDICT_REFER, 1", // Q read as O: confusable
        "KQR4821, '',    VERDICT_REFER, 1", // jurisdiction unknown
        "KQR4821, US-NJ, VERDICT_QUERY_BY_HAND, 0", // differs: a lead
        "KQR4X21, US-NY, VERDICT_QUERY_BY_HAND, 0", // one edit
        "KQR4?21, US-NY, VERDICT_QUERY_BY_HAND, 0", // partial
        "KQR4X21, US-NJ, VERDICT_CLEAR, 0", // one edit in another state is no match
        "OBS7777, US-NY, VERDICT_CLEAR, 0", // observe and report: record only
        "AAA1111, US-NY, VERDICT_CLEAR, 0",
        "'',      US-NY, VERDICT_QUERY_BY_HAND, 0",
        "A??1,    US-NY, VERDICT_QUERY_BY_HAND, 0", // too few characters
        "AAAAAAAAAAAA, US-NY, VERDICT_QUERY_BY_HAND, 0" // too long
    })
    void verdictOfOneRead(String plate, String jurisdiction, Verdict verdict, int referrals) {
        booth.on();
        booth.decider.observe(
                booth.plate("camera-1", "e", plate, jurisdiction, "", PlateRead.State.FINAL));

        assertEquals(verdict, booth.verdict().getVerdict());
        assertEquals(
                verdict == Verdict.VERDICT_CLEAR,
                booth.verdict().getReasonsList().isEmpty() && referrals == 0);
        assertEquals(referrals, booth.out.alerts.size());
        assertEquals(referrals, booth.decider.snapshot().referrals());
        assertEquals(
                switch (verdict) {
                    case VERDICT_CLEAR -> LaneSignal.LANE_SIGNAL_CHECKED;
                    case VERDICT_REFER -> LaneSignal.LANE_SIGNAL_REFER;
                    case VERDICT_QUERY_BY_HAND, VERDICT_UNSPECIFIED, UNRECOGNIZED ->
                            LaneSignal.LANE_SIGNAL_QUERY_BY_HAND;
                },
                booth.out.signal());
    }

    @Test
    void alertGoesOutBeforeAnyRecordAndReferralsAreKeptBeforeTheCommit() {
        booth.on();
        booth.out.order.clear();
        booth.read("KQR4821");

        assertEquals(
                List.of(
                        "alert",
                        "terminal COMPARISON",
                        "record REFERRAL",
                        "record REFERRAL",
                        "record CHECKED_OBSERVATION",
                        "terminal VERDICT",
                        "openReferrals"),
                booth.out.order);
        assertEquals(List.of(), booth.out.notices.getFirst().getComparison().getDifferingList());
    }

    @Test
    void comparisonMarksWhatDiffers() {
        booth.on();
        booth.read("KOR4821");
        assertEquals(List.of(1), booth.out.notices.getFirst().getComparison().getDifferingList());
    }

    @Test
    void aCandidateThatIsListedRefersToo() {
        booth.on();
        booth.decider.observe(
                booth.observation(
                        "camera-1",
                        "e",
                        false,
                        true,
                        Booth.plateRead(
                                "AAA1111",
                                List.of("AAA1111", "KQR4821"),
                                "US-NY",
                                "",
                                PlateRead.State.FINAL)));
        assertEquals(Verdict.VERDICT_REFER, booth.verdict().getVerdict());
        assertEquals(2, booth.out.observations().getLast().getChecksCount());
    }

    @Test
    void nothingIsClearUntilListAndClockAreConfirmed() {
        Booth fresh = new Booth(folder, Booth.LIST);
        fresh.decider.tick();
        assertEquals(LaneSignal.LANE_SIGNAL_QUERY_BY_HAND, fresh.out.signal());
        fresh.on();
        fresh.read("AAA1111");
        assertEquals(
                List.of(
                        NotCheckedReason.NOT_CHECKED_REASON_CLOCK_UNCONFIRMED,
                        NotCheckedReason.NOT_CHECKED_REASON_RESTART),
                fresh.verdict().getReasonsList());
        fresh.read("KQR4821");
        assertEquals(Verdict.VERDICT_REFER, fresh.verdict().getVerdict(), "hits act all the same");

        fresh.decider.confirmList();
        fresh.off();
        fresh.pass(4_000);
        assertEquals(
                LaneSignal.LANE_SIGNAL_QUERY_BY_HAND,
                fresh.out.signal(),
                "the clock is still unconfirmed");
        fresh.decider.clockChanged(new ClockReport(true, TimeQuality.SYNCED, 0));
        fresh.pass(50);
        assertEquals(LaneSignal.LANE_SIGNAL_IDLE, fresh.out.signal());
        fresh.on();
        fresh.read("AAA1111");
        assertEquals(Verdict.VERDICT_CLEAR, fresh.verdict().getVerdict());
    }

    @Test
    void noListIsNeverClear() {
        Booth without = new Booth(folder.resolve("none"), "").ready();
        without.on();
        without.read("AAA1111");
        assertEquals(
                List.of(NotCheckedReason.NOT_CHECKED_REASON_NO_LIST),
                without.verdict().getReasonsList());
    }

    @Test
    void aStaleListStillActsOnHitsAndIsNeverClear() {
        booth.clock.pass(Booth.HARD_LIMIT.toMillis());
        booth.pass(50);
        assertEquals(1, booth.out.alarms(AlarmKind.ALARM_KIND_LIST_STALE).size());
        booth.on();
        booth.read("AAA1111");
        assertEquals(
                List.of(NotCheckedReason.NOT_CHECKED_REASON_STALE_LIST),
                booth.verdict().getReasonsList());
        booth.read("KQR4821");
        assertEquals(Verdict.VERDICT_REFER, booth.verdict().getVerdict());
        booth.load(Booth.LIST + "L-5,PLATE,US-NY,CCC5555,3,REFER_MANDATORY\n");
        booth.off();
        booth.pass(5_000);
        booth.on();
        booth.read("AAA1111");
        assertEquals(Verdict.VERDICT_CLEAR, booth.verdict().getVerdict());
    }

    @Test
    void portPolicyTurnsQueryByHandIntoReferWithoutCountingItChecked() {
        BoothPolicy refers =
                new BoothPolicy(
                        true,
                        60_000,
                        900_000,
                        10,
                        500,
                        1_500,
                        2_000,
                        60_000,
                        300_000,
                        2,
                        5,
                        2_000,
                        86_400_000,
                        20_000,
                        PassageTimes.standard(),
                        ActionPolicy.standard(),
                        RadioAlerts.NONE);
        Booth strict = new Booth(folder, Booth.LIST, refers, true).ready();
        strict.on();
        strict.read("");
        assertEquals(Verdict.VERDICT_REFER, strict.verdict().getVerdict());
        assertEquals(LaneSignal.LANE_SIGNAL_REFER, strict.out.signal());
        strict.off();
        strict.pass(4_000);
        assertEquals(1, strict.decider.snapshot().notChecked());
    }

    @Test
    void aKeyedPlateResolvesThePromptAndOnlyItsGradeCounts() {
        booth.on();
        booth.read("KQR4X21");
        assertEquals(1, booth.out.notices.stream().filter(n -> n.hasReread()).count());
        assertEquals(CommandOutcome.COMMAND_OUTCOME_DONE, booth.key("KQX4X21", "NY").getOutcome());
        assertEquals(Verdict.VERDICT_CLEAR, booth.verdict().getVerdict());
        booth.read("KQR4X21");
        assertEquals(
                Verdict.VERDICT_CLEAR,
                booth.verdict().getVerdict(),
                "what the reader said before is settled");
        assertTrue(booth.key("kqr 4821", "NY").hasReferralId());
        assertEquals(Verdict.VERDICT_REFER, booth.verdict().getVerdict());
        booth.key("AAA1111", "NY");
        assertEquals(
                Verdict.VERDICT_REFER,
                booth.verdict().getVerdict(),
                "no keyed plate dissolves a referral");
    }

    @Test
    void aKeyedPlateIsNotClearAgainstAStaleList() {
        booth.clock.pass(Booth.HARD_LIMIT.toMillis());
        booth.on();
        booth.key("AAA1111", "NY");
        assertEquals(Verdict.VERDICT_QUERY_BY_HAND, booth.verdict().getVerdict());
    }

    @Test
    void aVehicleThatStandsUnreadIsToldAndAlarmed() {
        booth.on();
        assertEquals(LaneSignal.LANE_SIGNAL_QUERY_BY_HAND, booth.out.signal());
        assertTrue(booth.out.notices.isEmpty());
        booth.pass(2_100);
        assertEquals(
                List.of(NotCheckedReason.NOT_CHECKED_REASON_NO_READ),
                booth.verdict().getReasonsList());
        booth.off();
        booth.pass(4_000);
        assertEquals(1, booth.out.alarms(AlarmKind.ALARM_KIND_PASSAGE_NOT_CHECKED).size());
        assertEquals(1, booth.out.alerts.size());
        assertFalse(booth.out.passages().getFirst().getChecked());
    }

    @Test
    void theOutputIsPulsedAndNamesItsValidity() {
        booth.pass(5_000);
        long pulses =
                booth.out.outputs.stream()
                        .filter(output -> output.getSignal() == LaneSignal.LANE_SIGNAL_IDLE)
                        .count();
        assertTrue(pulses >= 10, "pulses in 5 s: " + pulses);
        assertEquals(1_500, booth.out.outputs.getLast().getValidForMs());
    }

    @Test
    void aJumpOfTheWallClockChangesNoDurationAndTakesTheConfirmationAway() {
        booth.on();
        booth.read("KQR4821");
        long jumpMs = TimeUnit.DAYS.toMillis(3_652);
        booth.clock.stepWall(jumpMs);
        booth.pass(59_000);
        assertEquals(0, booth.decider.snapshot().escalations());
        booth.pass(1_000);
        assertEquals(1, booth.decider.snapshot().escalations());
        assertEquals(1, booth.out.alarms(AlarmKind.ALARM_KIND_CLOCK_STEP).size());
        booth.off();
        booth.pass(4_000);
        booth.on();
        booth.read("AAA1111");
        assertEquals(
                List.of(NotCheckedReason.NOT_CHECKED_REASON_CLOCK_UNCONFIRMED),
                booth.verdict().getReasonsList());
        booth.clock.stepWall(-jumpMs);
        booth.decider.clockChanged(new ClockReport(true, TimeQuality.SYNCED, -jumpMs));
        booth.off();
        booth.pass(4_000);
        booth.on();
        booth.read("AAA1111");
        assertEquals(Verdict.VERDICT_CLEAR, booth.verdict().getVerdict());
    }
}
