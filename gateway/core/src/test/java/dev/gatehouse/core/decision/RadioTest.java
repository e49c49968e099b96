package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.inventory.HeardRadio;
import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.RadioEvent;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import dev.gatehouse.proto.v1.Verdict;
import dev.gatehouse.protocols.observation.RadioCall;
import dev.gatehouse.protocols.observation.RadioEmergency;
import dev.gatehouse.protocols.observation.RadioHealth;
import dev.gatehouse.protocols.observation.RadioLocation;
import dev.gatehouse.protocols.observation.RadioRegistration;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioSystem;
import dev.gatehouse.protocols.observation.RadioText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What follows from what radios do.
class RadioTest {
    private static final int OWN = 1_234_567;
    private static final int STOLEN = 3_021_001;
    private static final String STOLEN_LINE =
            """
            id,kind,identifier,priority,action
            L-5,RADIO_ID,3021001,2,%s
            """;

    @TempDir Path folder;

    private int event;

    private static RadioReport report(
            int radio, dev.gatehouse.protocols.observation.RadioEvent event) {
        return new RadioReport(
                RadioSystem.MMDVM,
                radio,
                OptionalInt.of(9),
                true,
                1,
                List.of(new RadioReport.MakerSign(RadioReport.MakerSign.Kind.FEATURE_SET_ID, "10")),
                event);
    }

    private static RadioCall call() {
        return new RadioCall(
                RadioCall.Phase.START,
                false,
                false,
                false,
                OptionalLong.empty(),
                OptionalInt.of(-71),
                OptionalInt.empty(),
                RadioCall.End.NONE);
    }

    private static RadioEmergency emergency(boolean cancelled) {
        return new RadioEmergency(
                RadioEmergency.Evidence.ALARM_BLOCK,
                OptionalInt.of(0x10),
                RadioEmergency.Check.VERIFIED,
                cancelled,
                Optional.empty());
    }

    private Intake hear(Booth booth, RadioReport report, boolean resendable) {
        return booth.decider.observe(
                booth.observation("modem", "e" + event++, false, resendable, report));
    }

    private static List<Alert> alerts(Booth booth, AlarmKind kind) {
        return booth.out.alerts.stream().filter(alert -> alert.getAlarm() == kind).toList();
    }

    private static List<MemoryOutbox.Kept> kept(Booth booth, Record.BodyCase body) {
        return booth.out.records.stream()
                .filter(kept -> kept.record().getBodyCase() == body)
                .toList();
    }

    @Test
    void aCallForHelpIsToldBeforeItIsRecorded() {
        Booth booth = new Booth(folder, Booth.LIST).ready();
        booth.out.order.clear();
        assertEquals(Intake.RECORDED, hear(booth, report(OWN, emergency(false)), false));

        assertEquals(1, alerts(booth, AlarmKind.ALARM_KIND_RADIO_EMERGENCY).size());
        assertEquals(
                List.of("alert", "record ALARM", "radio EMERGENCY", "record RADIO"),
                booth.out.order);
        MemoryOutbox.Kept kept = kept(booth, Record.BodyCase.RADIO).getFirst();
        assertEquals(RecordClass.RECORD_CLASS_P0, kept.recordClass());
        assertEquals(OWN, kept.record().getRadio().getSourceId());
        assertEquals(Verdict.VERDICT_CLEAR, kept.record().getRadio().getChecks(0).getVerdict());
        assertTrue(booth.decider.radios().getFirst().emergency());

        hear(booth, report(OWN, emergency(true)), false);
        assertEquals(1, alerts(booth, AlarmKind.ALARM_KIND_RADIO_EMERGENCY).size());
        assertFalse(booth.decider.radios().getFirst().emergency());
    }

    @Test
    void aCallForHelpIsRaisedWhateverTheStoreSays() {
        Booth booth = new Booth(folder, Booth.LIST).ready();
        booth.out.full.add(RecordClass.RECORD_CLASS_P0);
        assertEquals(Intake.RECORDED, hear(booth, report(OWN, emergency(false)), false));
        assertEquals(1, alerts(booth, AlarmKind.ALARM_KIND_RADIO_EMERGENCY).size());
        booth.out.full.clear();
        booth.decider.tick();
        assertEquals(1, kept(booth, Record.BodyCase.RADIO).size());
        assertEquals(Intake.REPEATED, again(booth));
    }

    private Intake again(Booth booth) {
        event--;
        return hear(booth, report(OWN, emergency(false)), false);
    }

    @Test
    void aStolenRadioRaisesAnAlarmOnceAWhileAndAHitEachTime() {
        Booth booth = new Booth(folder, STOLEN_LINE.formatted("REFER_MANDATORY")).ready();
        for (int i = 0; i < 3; i++) {
            hear(booth, report(STOLEN, call()), false);
            booth.pass(1_000);
        }
        hear(booth, report(OWN, call()), false);
        assertEquals(1, alerts(booth, AlarmKind.ALARM_KIND_RADIO_LISTED).size());
        assertEquals(1, booth.decider.snapshot().hits());
        List<MemoryOutbox.Kept> events = kept(booth, Record.BodyCase.RADIO);
        assertEquals(
                List.of(1, 1, 1, 0),
                events.stream()
                        .map(kept -> kept.record().getRadio().getChecks(0).getHitsCount())
                        .toList());
        for (RadioEvent told : booth.out.radios) {
            assertEquals(0, told.getChecksCount(), "what the lists say stays in the record");
        }
        booth.pass(RadioDesk.TOLD_MS);
        hear(booth, report(STOLEN, call()), false);
        assertEquals(2, alerts(booth, AlarmKind.ALARM_KIND_RADIO_LISTED).size());
    }

    @Test
    void aSilentLookoutChangesNothingButTheInsideOfTheRecord() {
        Booth with = new Booth(folder, STOLEN_LINE.formatted("SILENT")).ready();
        int first = event;
        hear(with, report(STOLEN, call()), false);
        event = first;
        Booth without =
                new Booth(folder, STOLEN_LINE.formatted("SILENT").replace("3021001", "3021002"))
                        .ready();
        hear(without, report(STOLEN, call()), false);
        assertEquals(without.out.local, with.out.local);
        assertEquals(without.out.order, with.out.order);
        assertEquals(without.decider.snapshot(), with.decider.snapshot());
        Record plain = kept(without, Record.BodyCase.RADIO).getFirst().record();
        Record marked = kept(with, Record.BodyCase.RADIO).getFirst().record();
        assertEquals(plain.getSerializedSize(), marked.getSerializedSize());
        assertEquals(1, marked.getRadio().getChecks(0).getHitsCount());
        assertEquals(0, plain.getRadio().getChecks(0).getHitsCount());
    }

    @Test
    void withoutAListARadioIsNotClear() {
        Booth booth = new Booth(folder, "").ready();
        hear(booth, report(OWN, call()), false);
        assertEquals(
                Verdict.VERDICT_QUERY_BY_HAND,
                kept(booth, Record.BodyCase.RADIO)
                        .getFirst()
                        .record()
                        .getRadio()
                        .getChecks(0)
                        .getVerdict());
    }

    @Test
    void aSystemThatGoesAwayRaisesAnAlarm() {
        Booth booth = new Booth(folder, Booth.LIST).ready();
        hear(booth, report(0, new RadioHealth(RadioHealth.Condition.DOWN, "SILENT")), false);
        hear(booth, report(0, new RadioHealth(RadioHealth.Condition.UP, "")), false);
        assertEquals(1, alerts(booth, AlarmKind.ALARM_KIND_RADIO_DOWN).size());
        assertEquals(List.of(), booth.decider.radios());
        assertEquals(
                0,
                kept(booth, Record.BodyCase.RADIO).getFirst().record().getRadio().getChecksCount());
    }

    @Test
    void whatCanBeSentAgainIsRefusedWhenTheStoreIsFull() {
        Booth booth = new Booth(folder, Booth.LIST).ready();
        booth.out.full.add(RecordClass.RECORD_CLASS_P1);
        assertEquals(Intake.STORE_FULL, hear(booth, report(OWN, call()), true));
        booth.out.full.clear();
        event--;
        assertEquals(Intake.RECORDED, hear(booth, report(OWN, call()), true));
    }

    @Test
    void theRegistryKnowsWhoWasHeardWhenAndHow() {
        Booth booth = new Booth(folder, Booth.LIST).ready();
        hear(
                booth,
                report(
                        OWN,
                        new RadioRegistration(
                                RadioRegistration.State.REGISTERED, OptionalLong.of(300))),
                false);
        booth.pass(1_000);
        hear(
                booth,
                report(
                        STOLEN,
                        new RadioLocation(
                                455_000_000,
                                -735_000_000,
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                Optional.empty(),
                                true)),
                false);
        hear(
                booth,
                report(STOLEN, new RadioText("all quiet", RadioText.Dialect.STANDARD, true)),
                false);
        List<HeardRadio> radios = booth.decider.radios();
        assertEquals(List.of(STOLEN, OWN), radios.stream().map(HeardRadio::radioId).toList());
        assertTrue(radios.get(1).registered());
        assertEquals(2, radios.getFirst().times());
        assertTrue(radios.getFirst().locatedNanos().isPresent());
        assertEquals(2, radios.getFirst().signs().getFirst().times());
        assertEquals("all quiet", booth.out.radios.getLast().getText().getText());
    }
}
