package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was said while the way to the officers was broken is said again, once it is whole.
class SaidAgainTest {
    private static final long LIMIT_MS = TimeUnit.NANOSECONDS.toMillis(SaidAlarms.KEPT_NANOS);

    @TempDir Path folder;
    private Booth booth;

    @BeforeEach
    void open() {
        booth = new Booth(folder, Booth.LIST, BoothPolicy.standard(), true).ready();
    }

    private List<Alert> again() {
        int before = booth.out.alerts.size();
        booth.decider.announceAgain();
        return List.copyOf(booth.out.alerts.subList(before, booth.out.alerts.size()));
    }

    private static List<AlarmKind> kinds(List<Alert> alerts) {
        return alerts.stream().map(Alert::getAlarm).toList();
    }

    private static Alert asFirstSaid(Alert again) {
        assertTrue(again.hasAgainAfterMs());
        return again.toBuilder().clearAgainAfterMs().build();
    }

    private void clockAlarm() {
        booth.decider.clockChanged(new ClockReport(true, TimeQuality.SYNCED, 5_000));
    }

    private void uncheckedPassages(int count) {
        for (int i = 0; i < count; i++) {
            booth.on();
            booth.pass(300);
            booth.off();
            booth.pass(200);
        }
    }

    @Test
    void alarmsAreSaidAgainAsTheSameBehindOpenReferralsTheOldestFirst() {
        booth.on();
        booth.read("KQR4821");
        String released = booth.referralId();
        clockAlarm();
        booth.pass(1_000);
        var _ = booth.ask(CommandKind.COMMAND_KIND_RELEASE, released);
        booth.pass(1_000);
        booth.decider.observe(
                booth.plate(Booth.CAMERA, "b", "BZX0913", "CA-ON", "", PlateRead.State.FINAL));
        List<Alert> alarms = booth.out.alerts.stream().filter(Alert::hasAlarm).toList();
        assertEquals(
                List.of(
                        AlarmKind.ALARM_KIND_CLOCK_STEP,
                        AlarmKind.ALARM_KIND_RELEASED_WITHOUT_REFERRAL),
                kinds(alarms));
        Decisions before = booth.decider.snapshot();
        int records = booth.out.records.size();

        List<Alert> again = again();

        assertFalse(again.getFirst().hasAlarm(), "the open referral goes first");
        assertTrue(again.getFirst().hasReferralId());
        List<Alert> alarmsAgain = again.subList(1, again.size());
        assertEquals(alarms, alarmsAgain.stream().map(SaidAgainTest::asFirstSaid).toList());
        assertEquals(2_000, alarmsAgain.getFirst().getAgainAfterMs());
        assertEquals(2, alarms.stream().map(Alert::getAlertId).distinct().count());
        booth.pass(50);
        assertEquals(records, booth.out.records.size(), "nothing is recorded again");
        assertEquals(before.alarms(), booth.decider.snapshot().alarms());
        assertEquals(
                again.size(), again().size(), "and once more, with nothing added by saying it");
    }

    @Test
    void aBatchIsSaidAgainAsOneAndLeavesTheBudgetAlone() {
        uncheckedPassages(40);
        booth.pass(60_000);
        List<Alert> batches = booth.out.alerts.stream().filter(Alert::hasAlarm).toList();
        assertTrue(batches.stream().anyMatch(batch -> batch.getAlarms() > 1));
        assertEquals(batches, again().stream().map(SaidAgainTest::asFirstSaid).toList());
        int before = booth.out.alerts.size();
        uncheckedPassages(1);
        booth.pass(5_000);
        assertEquals(before + 1, booth.out.alerts.size(), "what is new waits for nothing");
        assertFalse(booth.out.alerts.getLast().hasAgainAfterMs());
    }

    @Test
    void anAlarmIsForgottenAfterItsTime() {
        clockAlarm();
        booth.clock.pass(LIMIT_MS);
        assertEquals(List.of(AlarmKind.ALARM_KIND_CLOCK_STEP), kinds(again()));
        booth.clock.pass(1);
        assertEquals(List.of(), again());
    }

    @Test
    void aFullMemoryForgetsTheLeastUrgentFirst() {
        booth.on();
        booth.read("KQR4821");
        var _ = booth.ask(CommandKind.COMMAND_KIND_RELEASE, booth.referralId());
        booth.off();
        for (int i = 0; i < 2 * SaidAlarms.KEPT_MAX; i++) {
            uncheckedPassages(1);
            booth.pass(5_000);
        }
        List<Alert> again = again();
        assertEquals(SaidAlarms.KEPT_MAX, again.size());
        assertEquals(AlarmKind.ALARM_KIND_RELEASED_WITHOUT_REFERRAL, again.getFirst().getAlarm());
        assertEquals(booth.out.alerts.getLast(), again.getLast());
        List<Alert> said = new ArrayList<>(booth.out.alerts);
        said.removeIf(Alert::hasAgainAfterMs);
        assertEquals(said.getLast(), asFirstSaid(again.getLast()), "of one kind the newest stay");
    }

    @Test
    void anEscalationIsNotSaidAgainOnceSomebodyActed() {
        booth.on();
        booth.read("KQR4821");
        booth.pass(61_000);
        assertEquals(
                List.of(AlarmKind.ALARM_KIND_REFERRAL_ESCALATED),
                kinds(again().stream().filter(Alert::hasAlarm).toList()));
        var _ = booth.ask(CommandKind.COMMAND_KIND_ACKNOWLEDGE, booth.referralId());
        assertEquals(List.of(), again());
    }
}
