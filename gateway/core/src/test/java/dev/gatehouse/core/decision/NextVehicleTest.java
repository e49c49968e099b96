package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.LaneSignal;
import dev.gatehouse.proto.v1.Passage;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.ReferralTransition;
import dev.gatehouse.proto.v1.SubjectKind;
import dev.gatehouse.proto.v1.Verdict;
import dev.gatehouse.protocols.observation.IdentifierRead;
import dev.gatehouse.protocols.observation.RadiationReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What devices see when one vehicle has left and the next one comes: neither is taken for the
/// other, and no alarm of the one is covered by a referral of the other.
final class NextVehicleTest {
    private static final int RUNS = 200;

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    NextVehicleTest() {}

    /// Lookouts referred, by passage.
    private static Map<String, Set<String>> referredByPassage(Booth booth) {
        return booth.out.transitions().stream()
                .filter(ReferralTransition::hasHit)
                .collect(
                        Collectors.groupingBy(
                                ReferralTransition::getPassageId,
                                Collectors.mapping(
                                        step -> step.getHit().getLookoutId(),
                                        Collectors.toCollection(TreeSet::new))));
    }

    private static List<Passage> ended(Booth booth) {
        return booth.out.records.stream()
                .map(MemoryOutbox.Kept::record)
                .filter(Record::hasPassage)
                .map(Record::getPassage)
                .toList();
    }

    @Test
    void whatIsSensedBeforeTheLoopIsOfWhoComesNextAndNotOfWhoHasLeft() throws Exception {
        long seed = Long.getLong("gatehouse.seed", 20_261_122L);
        System.out.println("gatehouse.seed=" + seed);
        Random random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            Path own = Files.createDirectory(folder.resolve("next-" + run));
            Booth booth = new Booth(own, FusionTest.LIST).ready();
            booth.on();
            booth.read("AAA1111");
            booth.pass(2_000);
            booth.off();
            // the next one follows, and the first is gone for a moment or for most of a minute
            booth.pass(3_100 + random.nextInt(50_000));
            List<Runnable> ahead =
                    new ArrayList<>(
                            List.of(
                                    () ->
                                            booth.decider.observe(
                                                    FusionTest.device(
                                                            booth, "tags-1", FusionTest.tag())),
                                    () ->
                                            booth.decider.observe(
                                                    FusionTest.device(
                                                            booth,
                                                            "codes-1",
                                                            new IdentifierRead(
                                                                    "ISO6346",
                                                                    "CSQU3054383",
                                                                    "TEST"))),
                                    () ->
                                            booth.decider.observe(
                                                    FusionTest.device(
                                                            booth,
                                                            "portal-1",
                                                            FusionTest.radiation(
                                                                    RadiationReport.Kind
                                                                            .GAMMA_ALARM)))));
            Collections.shuffle(ahead, random);
            for (Runnable one : ahead) {
                one.run();
                booth.pass(random.nextInt(2_000));
            }
            booth.on();
            booth.pass(500);
            assertTrue(FusionTest.shown(booth, LaneSignal.LANE_SIGNAL_REFER), "run " + run);
            booth.read("BBB2222");
            booth.off();
            booth.pass(60_000);
            List<Passage> passages = ended(booth);
            assertEquals(2, passages.size(), "run " + run);
            assertEquals(Verdict.VERDICT_CLEAR, passages.getFirst().getVerdict());
            assertEquals(
                    Map.of(
                            passages.getLast().getPassageId(),
                            Set.of("C-1", "CBRNE/RADIATION", "T-1")),
                    referredByPassage(booth),
                    "run " + run);
            assertEquals(2, passages.getLast().getPresenceEdges());
        }
    }

    @Test
    void whatIsSensedAgainOfWhoHasLeftIsStillHis() {
        Booth booth = new Booth(folder, FusionTest.LIST).ready();
        booth.on();
        booth.read("AAA1111");
        booth.decider.observe(FusionTest.device(booth, "tags-1", FusionTest.tag()));
        booth.decider.observe(
                booth.observation(
                        "portal-1",
                        "gamma",
                        false,
                        true,
                        FusionTest.radiation(RadiationReport.Kind.GAMMA_ALARM, 7)));
        booth.off();
        booth.pass(10_000);
        // the tag is still before the antenna, the portal's occupancy goes on
        booth.decider.observe(booth.observation("tags-1", "again", false, true, FusionTest.tag()));
        booth.decider.observe(
                booth.observation(
                        "portal-1",
                        "neutron",
                        false,
                        true,
                        FusionTest.radiation(RadiationReport.Kind.NEUTRON_ALARM, 7)));
        assertEquals(0, booth.decider.snapshot().passagesOpen());
        booth.pass(60_000);
        assertEquals(1, ended(booth).size());
        // the next occupancy is of somebody else
        booth.decider.observe(
                booth.observation(
                        "portal-1",
                        "next",
                        false,
                        true,
                        FusionTest.radiation(RadiationReport.Kind.GAMMA_ALARM, 8)));
        assertEquals(1, booth.decider.snapshot().passagesOpen());
        booth.pass(60_000);
        assertEquals(2, referredByPassage(booth).size());
    }

    private static void alarm(Booth booth, String device, long occupancy, String source) {
        booth.decider.observe(
                booth.observation(
                        device,
                        source + occupancy + "-" + booth.out.records.size(),
                        false,
                        true,
                        FusionTest.radiation(RadiationReport.Kind.GAMMA_ALARM, occupancy, source)));
    }

    private static long alertsOfRadiation(Booth booth) {
        return booth.out.alerts.stream()
                .filter(alert -> alert.getKind() == SubjectKind.SUBJECT_KIND_RADIATION)
                .map(Alert::getReferralId)
                .distinct()
                .count();
    }

    @Test
    void theAlarmOfASecondVehicleIsNeverCoveredByTheReferralOfTheFirst() {
        for (boolean presence : new boolean[] {true, false}) {
            for (String source : List.of("PORTAL_LINE", SensorDesk.DOCUMENTS)) {
                for (long gapMs : new long[] {0, 500, 5_000, 20_000, 55_000}) {
                    Booth booth =
                            new Booth(folder, FusionTest.LIST, BoothPolicy.standard(), presence)
                                    .ready();
                    booth.on();
                    booth.read("AAA1111");
                    alarm(booth, "portal-1", 1, source);
                    alarm(booth, "portal-1", 1, source);
                    assertEquals(1, alertsOfRadiation(booth), "one occupancy, one alert");
                    booth.off();
                    booth.pass(gapMs);
                    alarm(booth, "portal-1", 2, source);
                    assertEquals(
                            2,
                            alertsOfRadiation(booth),
                            "presence " + presence + ", " + source + ", after " + gapMs + " ms");
                }
            }
        }
    }

    @Test
    void aDocumentThatComesWhenItsVehicleHasLeftIsOfThatVehicle() {
        Booth booth = new Booth(folder, FusionTest.LIST).ready();
        booth.on();
        booth.read("AAA1111");
        booth.off();
        booth.pass(20_000);
        alarm(booth, "instrument-1", 4, SensorDesk.DOCUMENTS);
        assertEquals(0, booth.decider.snapshot().passagesOpen());
        assertEquals(
                Set.of(ended(booth).getFirst().getPassageId()), referredByPassage(booth).keySet());
    }

    @Test
    void aTagThatItsReaderKeptIsCheckedBesideTheVehicleInTheLane() {
        Booth booth = new Booth(folder, FusionTest.LIST).ready();
        booth.on();
        booth.read("AAA1111");
        booth.decider.observe(booth.observation("tags-1", "kept", true, true, FusionTest.tag()));
        assertEquals(2, booth.decider.snapshot().passagesOpen());
        booth.pass(1_000);
        assertFalse(
                FusionTest.shown(booth, LaneSignal.LANE_SIGNAL_REFER), "the lamp is the vehicle's");
        booth.off();
        booth.pass(60_000);
        assertEquals(
                List.of(Verdict.VERDICT_CLEAR, Verdict.VERDICT_REFER),
                ended(booth).stream().map(Passage::getVerdict).sorted().toList());
        assertEquals(1, referredByPassage(booth).size());
    }
}
