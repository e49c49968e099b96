package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.proto.v1.CheckedObservation;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.Verdict;
import dev.gatehouse.protocols.observation.PlateRead;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A silent lookout leaves no trace at the booth: the same day with and without it differs inside
/// one sealed record only.
class SilentHitTest {
    /// Says nothing, but makes the list as long.
    private static final String OTHER_LINE = "L-9,PLATE,US-NY,ZZZ9999,1,SILENT\n";

    @TempDir Path folder;

    private Booth day(String list) {
        Booth booth = new Booth(folder, list).ready();
        for (String plate :
                List.of(
                        "WTV3344", "WTV33A4", "WTV3?44", "VVTV334", "WTV8344", "AAA1111",
                        "KQR4821")) {
            booth.on();
            booth.pass(300);
            booth.read(plate);
            booth.pass(700);
            booth.key(plate.replace('?', '3'), "NY");
            booth.off();
            booth.pass(3_500);
        }
        booth.decider.observe(
                booth.observation(
                        "camera-1",
                        "several",
                        false,
                        true,
                        Booth.plateRead(
                                "WTV3344",
                                List.of("WTV3344", "WTV334A", "WTV3344A"),
                                "US-NY",
                                "",
                                PlateRead.State.FINAL)));
        booth.pass(70_000);
        booth.decider.stop();
        return booth;
    }

    @Test
    void theDayIsTheSameWithAndWithoutIt() {
        Booth without = day(Booth.LIST + OTHER_LINE);
        Booth with = day(Booth.LIST + Booth.SILENT_LINE);

        assertEquals(without.out.local, with.out.local, "alerts, terminal and lamps");
        assertEquals(without.out.order, with.out.order, "the order of everything");
        assertEquals(without.decider.snapshot(), with.decider.snapshot(), "every counter");
        assertEquals(without.out.kept, with.out.kept);
        assertEquals(without.out.tags, with.out.tags);
        assertEquals(without.out.records.size(), with.out.records.size());
        int sealed = 0;
        for (int i = 0; i < without.out.records.size(); i++) {
            Record plain = without.out.records.get(i).record();
            Record marked = with.out.records.get(i).record();
            assertEquals(
                    plain.getSerializedSize(), marked.getSerializedSize(), "length of record " + i);
            if (!plain.equals(marked)) {
                sealed++;
                assertEquals(strip(plain), strip(marked), "but for silent hits and filler");
            }
        }
        assertTrue(sealed >= 8, "records that tell central: " + sealed);
    }

    @Test
    void theSealedRecordTellsCentralInFull() {
        Booth booth = new Booth(folder, Booth.LIST + Booth.SILENT_LINE).ready();
        booth.on();
        booth.read("WTV3344");
        CheckedObservation record = booth.out.observations().getLast();
        assertTrue(record.getChecks(0).getHits(0).getSilent());
        assertEquals("L-9", record.getChecks(0).getHits(0).getLookoutId());
        assertEquals(Verdict.VERDICT_CLEAR, record.getChecks(0).getVerdict());
        assertEquals(0, booth.decider.snapshot().hits());
        assertTrue(booth.out.alerts.isEmpty());
    }

    @Test
    void anOpenLookoutOnTheSameVehicleStillRefers() {
        Booth booth = new Booth(folder, Booth.LIST + "L-8,PLATE,US-NY,KQR4821,1,SILENT\n").ready();
        booth.on();
        booth.read("KQR4821");
        assertEquals(Verdict.VERDICT_REFER, booth.verdict().getVerdict());
        assertEquals(1, booth.out.alerts.size());
        assertEquals("L-1", booth.out.transitions().getFirst().getHit().getLookoutId());
    }

    /// With the room for one silent hit taken out the test above must fail: the lengths do differ
    /// without filler.
    @Test
    void withoutFillerTheLengthsWouldTell() {
        Booth without = day(Booth.LIST + OTHER_LINE);
        Booth with = day(Booth.LIST + Booth.SILENT_LINE);
        CheckedObservation plain =
                without.out.observations().get(1).toBuilder().clearFiller().build();
        CheckedObservation marked =
                with.out.observations().get(1).toBuilder().clearFiller().build();
        assertFalse(plain.equals(marked));
        assertNotEquals(plain.getSerializedSize(), marked.getSerializedSize());
    }

    private static Record strip(Record record) {
        if (!record.hasCheckedObservation()) {
            return record;
        }
        CheckedObservation.Builder observed =
                record.getCheckedObservation().toBuilder().clearFiller();
        for (int i = 0; i < observed.getChecksCount(); i++) {
            if (observed.getChecks(i).getHitsList().stream().allMatch(hit -> hit.getSilent())) {
                observed.getChecksBuilder(i).clearHits();
            }
        }
        return record.toBuilder().setCheckedObservation(observed).build();
    }
}
