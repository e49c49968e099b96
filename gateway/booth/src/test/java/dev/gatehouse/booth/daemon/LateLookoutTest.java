package dev.gatehouse.booth.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.uplink.Uplink;
import dev.gatehouse.central.ledger.LedgerFiles;
import dev.gatehouse.central.prove.OpenedRecords;
import dev.gatehouse.central.prove.Summary;
import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.SimulatedDisk;
import dev.gatehouse.core.lookout.ListScope;
import dev.gatehouse.core.replay.ReplayCounters;
import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.Record;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Late lookouts through the whole booth: a vehicle passes unlisted, the list changes, and central
/// holds what follows.
final class LateLookoutTest {
    private static final String LATE = "L-2,PLATE,US-NY,WTV3344,1,REFER_MANDATORY\n";
    private static final String SILENT = "S-1,PLATE,US-NY,WTV3344,1,SILENT\n";
    private static final String WEAK = "L-3,PLATE,US-NY,WTV334,1,REFER_MANDATORY\n";

    @TempDir private Path folder;
    private Rig rig;
    private LookoutSync sync;

    @SuppressWarnings("NullAway.Init")
    LateLookoutTest() {}

    @BeforeEach
    void open() throws Exception {
        rig = new Rig(folder);
        list(Rig.LIST);
        watch();
        ready();
    }

    /// The thread that loads the lists, worked by the test.
    private void watch() {
        sync =
                new LookoutSync(
                        new BoothConfig.Lookouts(
                                rig.csv,
                                rig.csv.resolveSibling("lookouts.key"),
                                ListScope.ALL,
                                60,
                                120,
                                1,
                                72),
                        rig.lookouts,
                        rig.time);
        sync.tell(rig.core().inbox(), rig.core().replayer());
    }

    private void ready() throws Exception {
        rig.ready();
        rig.lookouts.clockConfirmed();
        sync.laneOpen();
        look();
    }

    private void list(String csv) throws IOException {
        Files.writeString(rig.csv, csv);
        Files.setLastModifiedTime(rig.csv, FileTime.fromMillis(rig.wallMs.get() - 60_000));
    }

    /// Some seconds of both threads.
    private void look() throws Exception {
        for (int i = 0; i < 15; i++) {
            sync.step();
            rig.pass(200);
            rig.cycle();
        }
    }

    /// Recent passages are written every ten seconds.
    private void untilWritten() throws Exception {
        for (int i = 0; i < 4; i++) {
            look();
        }
    }

    private void passes(String plate) throws Exception {
        Rig.Ack ack = rig.offer(rig.read(plate));
        rig.settle();
        assertEquals(List.of("durable"), ack.calls);
        look();
    }

    private ReplayCounters counters() {
        return rig.core().replayer().orElseThrow().counters();
    }

    private long lateAlerts() {
        return rig.bus.sent.stream()
                .filter(said -> said.payload().contains(AlarmKind.ALARM_KIND_LATE_HIT.name()))
                .count();
    }

    /// What central opened of these records, and its summary.
    private Map<String, Object> central(List<Record> opened) throws Exception {
        try (RealCentral central = new RealCentral(rig, folder.resolve("central"))) {
            Uplink uplink = rig.uplink(central::connect);
            central.drain(uplink);
            uplink.close();
        }
        Summary summary = new Summary();
        records().visit(summary);
        records().visit((_, record) -> opened.add(record.orElseThrow()));
        return summary.json();
    }

    private OpenedRecords records() throws SQLException {
        return new OpenedRecords(
                new LedgerFiles(folder.resolve("central").resolve("ledger")), rig.centralKeys);
    }

    @Test
    void isToldWithinASecondAndStandsInCentralsSummary() throws Exception {
        passes("WTV3344");
        list(Rig.LIST + LATE);
        int seen = rig.bus.sent.size();
        rig.pass(1_000);
        sync.step();
        rig.cycle();
        assertEquals(1, lateAlerts(), "at the look that loaded the list");
        look();
        assertEquals(1, lateAlerts());
        rig.bus
                .sent
                .subList(seen, rig.bus.sent.size())
                .forEach(said -> assertFalse(said.payload().contains("WTV3344")));
        assertEquals(1, counters().lateHits());
        assertTrue(counters().lastLateMs() <= 1_000, () -> "ms: " + counters().lastLateMs());
        List<Record> opened = new ArrayList<>();
        Map<String, Object> summary = central(opened);
        assertEquals(1, summary.get("late_hits"));
        Record late = opened.stream().filter(Record::hasLateHit).findFirst().orElseThrow();
        assertEquals("L-2", late.getLateHit().getHit().getLookoutId());
        assertEquals(Rig.LANE, late.getLateHit().getLaneId());
        assertFalse(late.getLateHit().getPassageId().isEmpty());
    }

    @Test
    void onceOverARestartAndTheSameListAgain() throws Exception {
        passes("WTV3344");
        list(Rig.LIST + LATE);
        look();
        list(Rig.LIST + LATE + "\n");
        look();
        assertEquals(1, lateAlerts());
        untilWritten();
        rig.powerCut();
        watch();
        ready();
        look();
        assertEquals(0, lateAlerts(), "told before the power went");
        assertEquals(1, counters().kept());
        list(Rig.LIST);
        look();
        Map<String, Object> summary = central(new ArrayList<>());
        assertEquals(1, summary.get("late_hits"));
        assertEquals(1, summary.get("late_reviews"), "withdrawn again");
    }

    @Test
    void theListChangedWhileTheBoothWasDown() throws Exception {
        passes("WTV3344");
        untilWritten();
        rig.powerCut();
        list(Rig.LIST + LATE);
        watch();
        ready();
        look();
        assertEquals(1, lateAlerts());
    }

    @Test
    void aWeakOneIsRecordedAndAlarmsNobody() throws Exception {
        passes("WTV3344");
        list(Rig.LIST + WEAK);
        look();
        assertEquals(0, lateAlerts());
        assertEquals(1, central(new ArrayList<>()).get("late_hits"));
    }

    /// Two booths, one with a silent lookout that comes late: alike in everything that can be seen
    /// there.
    @Test
    void aSilentOneShowsNowhereAtTheBooth() throws Exception {
        passes("WTV3344");
        list(Rig.LIST + SILENT);
        look();
        List<Record> opened = new ArrayList<>();
        Map<String, Object> summary = central(opened);
        assertEquals(0, lateAlerts());
        assertEquals(0, counters().lateHits());
        assertEquals(0, summary.get("late_hits"));
        assertEquals(
                1,
                opened.stream()
                        .filter(Record::hasListReplay)
                        .mapToInt(record -> record.getListReplay().getSilentHitsCount())
                        .sum());

        Rig open = rig;
        rig = new Rig(Files.createDirectory(folder.resolve("other")));
        folder = folder.resolve("other");
        list(Rig.LIST);
        watch();
        ready();
        passes("WTV3344");
        list(Rig.LIST + "L-8,PLATE,US-NY,ABC1234,1,REFER_MANDATORY\n");
        look();
        Map<String, Object> other = central(new ArrayList<>());
        assertEquals(other.get("records_p0"), summary.get("records_p0"));
        assertEquals(other.get("records_p1"), summary.get("records_p1"));
        assertEquals(texts(rig), texts(open));
    }

    private static List<String> texts(Rig rig) {
        // ids are keyed hashes of made-up event names, so they are equal too
        return rig.bus.sent.stream().map(said -> said.topic() + " " + said.payload()).toList();
    }

    @Test
    void noPlateIsReadableOnTheDisks() throws Exception {
        passes("WTV3344");
        untilWritten();
        assertTrue(rig.stateDisk.list().stream().anyMatch(name -> name.startsWith("recent-")));
        for (SimulatedDisk disk : List.of(rig.stateDisk, rig.journalDisk)) {
            for (String name : disk.list()) {
                assertFalse(text(disk, name).contains("WTV3344"), name);
            }
        }
    }

    private static String text(Disk disk, String name) throws IOException {
        return new String(Rig.image(disk, name), StandardCharsets.ISO_8859_1);
    }
}
