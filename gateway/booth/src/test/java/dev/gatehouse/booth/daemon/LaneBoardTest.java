package dev.gatehouse.booth.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gatehouse.core.referral.OpenReferral;
import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.Grade;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.LaneOutput;
import dev.gatehouse.proto.v1.LaneSignal;
import dev.gatehouse.proto.v1.ReferralState;
import dev.gatehouse.proto.v1.ReferralTransition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What a lane's part of the status page says.
class LaneBoardTest {
    private long nowMs = 1_000;

    private LaneBoard board(OpenReferral... restored) {
        return new LaneBoard(() -> TimeUnit.MILLISECONDS.toNanos(nowMs), List.of(restored));
    }

    private static OpenReferral referral(String id, ReferralState... further) {
        var transitions = new java.util.ArrayList<ReferralTransition>();
        var first =
                ReferralTransition.newBuilder()
                        .setReferralId(id)
                        .setLaneId("1")
                        .setStep(0)
                        .setTo(ReferralState.REFERRAL_STATE_RAISED)
                        .setCodeWord("canary")
                        .setHit(Hit.newBuilder().setGrade(Grade.GRADE_EXACT).setLookoutId("canary"))
                        .build();
        transitions.add(first);
        for (ReferralState to : further) {
            transitions.add(
                    ReferralTransition.newBuilder()
                            .setReferralId(id)
                            .setLaneId("1")
                            .setStep(transitions.size())
                            .setTo(to)
                            .build());
        }
        return new OpenReferral(transitions, 0, 0);
    }

    @Test
    void aLaneThatShowedNothingYetHasNoSignal() {
        Map<String, Object> tree = board().tree("1", 0);
        assertFalse(tree.containsKey("signal"));
        assertFalse(tree.containsKey("pulse_at_ms"));
        assertEquals(0L, tree.get("alerts"));
    }

    @Test
    void alertsAndAlarmsAreToldApart() throws InterruptedException {
        LaneBoard board = board();
        board.alert(Alert.newBuilder().setLaneId("1").setReferralId("a").build());
        board.alert(
                Alert.newBuilder()
                        .setLaneId("1")
                        .setAlarm(AlarmKind.ALARM_KIND_PASSAGE_NOT_CHECKED)
                        .setAlarms(7)
                        .build());
        // said again behind an outage of the bus: counted once
        board.alert(
                Alert.newBuilder()
                        .setLaneId("1")
                        .setAlarm(AlarmKind.ALARM_KIND_PASSAGE_NOT_CHECKED)
                        .setAlarms(7)
                        .setAgainAfterMs(0)
                        .build());
        board.output(
                "1",
                LaneOutput.newBuilder()
                        .setSignal(LaneSignal.LANE_SIGNAL_REFER)
                        .setValidForMs(1_500)
                        .build());
        Map<String, Object> tree = board.tree("1", TimeUnit.MILLISECONDS.toNanos(400));
        assertEquals(1L, tree.get("alerts"));
        assertEquals(7L, tree.get("alarms"));
        assertEquals("REFER", tree.get("signal"));
        assertEquals(600L, tree.get("pulse_at_ms"));
        assertEquals(0L, board.tree("2", 0).get("alerts"));
        // both are told by one waking, and then nothing is left to tell
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> board.awaitAlert(60_000));
        board.awaitAlert(1);
    }

    @Test
    void referralsAreShownWithoutTheirHitWhileOpen() {
        LaneBoard board = board(referral("restored"));
        nowMs = 2_000;
        board.referrals(
                List.of(
                        referral("restored"),
                        referral("fresh", ReferralState.REFERRAL_STATE_NOTIFIED)));
        nowMs = 9_000;
        String text = StatusPage.json(board.tree("1", 0));
        assertFalse(text.contains("canary"), text);
        assertEquals(
                "{\"lane\":\"1\",\"alerts\":0,\"alarms\":0,\"referrals\":["
                        + "{\"id\":\"restored\",\"grade\":\"EXACT\",\"state\":\"RAISED\",\"escalations\":0},"
                        + "{\"id\":\"fresh\",\"grade\":\"EXACT\",\"state\":\"NOTIFIED\",\"escalations\":0,\"since_ms\":2000}]}",
                text);
        board.referrals(
                List.of(referral("fresh", ReferralState.REFERRAL_STATE_RELEASED_WITHOUT_REFERRAL)));
        assertEquals(List.of(), board.tree("1", 0).get("referrals"));
    }
}
