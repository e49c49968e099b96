package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.Grade;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.LateHit;
import dev.gatehouse.proto.v1.LateKind;
import dev.gatehouse.proto.v1.ListReplay;
import dev.gatehouse.proto.v1.LookoutAction;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LateHitTest {
    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    LateHitTest() {}

    private static LateHit late(String lookout, Grade grade, LookoutAction action) {
        return LateHit.newBuilder()
                .setHit(
                        Hit.newBuilder()
                                .setLookoutId(lookout)
                                .setLookoutVersion(1)
                                .setGrade(grade)
                                .setPriority(1)
                                .setAction(action)
                                .setReadCanonical("KQR4821")
                                .setListedCanonical("KQR4821")
                                .setSilent(action == LookoutAction.LOOKOUT_ACTION_SILENT))
                .setPassageId("0123456789abcdef")
                .setLaneId(Booth.LANE)
                .setKind(LateKind.LATE_KIND_NEW)
                .build();
    }

    private static LateHit strong(String lookout) {
        return late(lookout, Grade.GRADE_EXACT, LookoutAction.LOOKOUT_ACTION_REFER_MANDATORY);
    }

    private static List<Alert> alerts(Booth booth) {
        return booth.out.alerts.stream()
                .filter(alert -> alert.getAlarm() == AlarmKind.ALARM_KIND_LATE_HIT)
                .toList();
    }

    private static List<MemoryOutbox.Kept> records(Booth booth, Record.BodyCase body) {
        return booth.out.records.stream()
                .filter(kept -> kept.record().getBodyCase() == body)
                .toList();
    }

    @Test
    void theSupervisorHearsOfItWithoutContentAndTheLaneDoesNot() {
        Booth booth = new Booth(folder, Booth.LIST).ready();
        int notices = booth.out.notices.size();
        booth.out.order.clear();
        assertTrue(booth.decider.late(strong("L-1")));
        assertTrue(booth.decider.late(strong("L-1")), "the same again");
        booth.pass(5_000);
        Alert alert = alerts(booth).getFirst();
        assertEquals(1, alerts(booth).size());
        assertEquals(Booth.LANE, alert.getLaneId());
        assertFalse(alert.toString().contains("KQR4821"));
        assertFalse(alert.toString().contains("L-1"));
        assertEquals(notices, booth.out.notices.size());
        List<MemoryOutbox.Kept> kept = records(booth, Record.BodyCase.LATE_HIT);
        assertEquals(1, kept.size());
        assertEquals(RecordClass.RECORD_CLASS_P0, kept.getFirst().recordClass());
        assertEquals("L-1", kept.getFirst().record().getLateHit().getHit().getLookoutId());
        assertTrue(
                booth.out.order.indexOf("alert") < booth.out.order.indexOf("record LATE_HIT"),
                "alarm first");
        assertEquals(1, booth.decider.snapshot().alarms());
    }

    @Test
    void twoLateHitsOfOnePassageAreTwoAlarms() {
        Booth booth = new Booth(folder, Booth.LIST).ready();
        assertTrue(booth.decider.late(strong("L-1")));
        assertTrue(booth.decider.late(strong("L-2")));
        assertEquals(2, booth.decider.snapshot().alarms());
        assertEquals(2, records(booth, Record.BodyCase.ALARM).size());
    }

    @Test
    void weakAndObservingHitsAndReviewsAreRecordedAlone() {
        Booth booth = new Booth(folder, Booth.LIST).ready();
        LookoutAction refer = LookoutAction.LOOKOUT_ACTION_REFER_MANDATORY;
        assertTrue(booth.decider.late(late("L-1", Grade.GRADE_EDIT1, refer)));
        assertTrue(booth.decider.late(late("L-2", Grade.GRADE_PARTIAL, refer)));
        assertTrue(
                booth.decider.late(
                        late(
                                "L-3",
                                Grade.GRADE_EXACT,
                                LookoutAction.LOOKOUT_ACTION_OBSERVE_AND_REPORT)));
        assertTrue(
                booth.decider.late(
                        strong("L-4").toBuilder()
                                .setKind(LateKind.LATE_KIND_WITHDRAWN_REVIEW)
                                .build()));
        booth.pass(5_000);
        assertEquals(List.of(), alerts(booth));
        assertEquals(4, records(booth, Record.BodyCase.LATE_HIT).size());
    }

    @Test
    void aFullStoreGetsItAgainAndTheAlarmIsRaisedOnce() {
        Booth booth = new Booth(folder, Booth.LIST).ready();
        booth.out.full.add(RecordClass.RECORD_CLASS_P0);
        for (int i = 0; i < 5; i++) {
            assertFalse(booth.decider.late(strong("L-1")));
        }
        booth.out.full.clear();
        booth.pass(5_000);
        assertTrue(booth.decider.late(strong("L-1")));
        assertEquals(1, records(booth, Record.BodyCase.LATE_HIT).size());
        assertEquals(1, alerts(booth).size());
    }

    @Test
    void aLaneThatIsGoneIsToldByTheBooth() {
        Booth booth = new Booth(folder, Booth.LIST).ready();
        assertTrue(booth.decider.late(strong("L-1").toBuilder().setLaneId("lane-9").build()));
        booth.pass(5_000);
        assertEquals(1, alerts(booth).size());
    }

    @Test
    void aSilentHitChangesNothingButWhatIsInsideTheAccount() {
        LateHit silent = late("S-1", Grade.GRADE_EXACT, LookoutAction.LOOKOUT_ACTION_SILENT);
        ListReplay without = ListReplay.newBuilder().setGeneration(2).setSearched(7).build();
        Booth quiet = new Booth(folder, Booth.LIST).ready();
        Booth loud = new Booth(folder, Booth.LIST).ready();
        assertThrows(IllegalArgumentException.class, () -> quiet.decider.late(silent));
        assertTrue(quiet.decider.replayed(without));
        assertTrue(
                loud.decider.replayed(
                        without.toBuilder().addSilentHits(silent).addSilentHits(silent).build()));
        quiet.pass(5_000);
        loud.pass(5_000);
        assertEquals(quiet.out.local, loud.out.local);
        assertEquals(quiet.decider.snapshot(), loud.decider.snapshot());
        assertEquals(
                records(quiet, Record.BodyCase.LIST_REPLAY).getFirst().record().getSerializedSize(),
                records(loud, Record.BodyCase.LIST_REPLAY).getFirst().record().getSerializedSize());
    }

    @Test
    void whatPassagesPresentIsHandedOnWithWhatItsSearchFound() {
        Booth booth = new Booth(folder, Booth.LIST);
        var _ = booth.read("KQR4821");
        assertTrue(booth.sightings.getFirst().doubtful(), "before the list was confirmed");
        booth.ready();
        booth.pass(60_000);
        var _ = booth.read("kqr-4821");
        var _ = booth.read("");
        Sighting last = booth.sightings.getLast();
        assertFalse(last.doubtful());
        assertEquals("KQR4821", ((Presented.Plate) last.what()).text());
        assertEquals("US-NY", ((Presented.Plate) last.what()).jurisdiction().code());
        assertEquals("L-1", last.hits().getFirst().getLookoutId());
        assertEquals(2, booth.sightings.size(), "what was not searched is not remembered");
    }
}
