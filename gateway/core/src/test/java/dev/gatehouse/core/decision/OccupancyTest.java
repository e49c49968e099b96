package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.passage.LaneConfig;
import dev.gatehouse.proto.v1.Alarm;
import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.LaneReconciliation;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PresenceChange;
import dev.gatehouse.protocols.observation.RadiationReport.Kind;
import dev.gatehouse.protocols.observation.RadiationReport.Mark;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A radiation portal's count of vehicles beside the passages of its lane.
class OccupancyTest {
    private static final String PORTAL = "portal-1";
    private static final long WINDOW_MS = 300_000;

    @TempDir Path folder;

    private Booth booth;
    private int events;

    @BeforeEach
    void screens() {
        booth = booth(Booth.screened(PORTAL));
        tell(Kind.UP);
        booth.pass(60_000);
    }

    private Booth booth(LaneConfig lane) {
        return new Booth(
                        folder,
                        Booth.LIST,
                        BoothPolicy.standard(),
                        lane,
                        new FakeClock(),
                        new MemoryOutbox(),
                        List.of())
                .ready();
    }

    private void tell(Kind kind, Mark... marks) {
        var _ =
                booth.decider.observe(
                        booth.observation(
                                PORTAL,
                                "p" + events++,
                                false,
                                false,
                                Booth.radiation(kind, marks)));
    }

    private void occupancy(long ms, Mark... marks) {
        tell(Kind.OCCUPANCY_BEGAN);
        booth.pass(ms);
        tell(Kind.OCCUPANCY_ENDED, marks);
    }

    private void vehicle(String plate) {
        booth.on();
        booth.pass(1_000);
        if (!plate.isEmpty()) {
            booth.read(plate);
        }
        booth.pass(5_000);
        booth.off();
    }

    private List<Alarm> unscreened() {
        return booth.out.alarms(AlarmKind.ALARM_KIND_NOT_SCREENED).stream()
                .filter(alarm -> !alarm.getPassageId().isEmpty())
                .toList();
    }

    private List<Alarm> unseen() {
        return booth.out.alarms(AlarmKind.ALARM_KIND_COUNT_MISMATCH).stream()
                .filter(alarm -> alarm.getDetailCode().equals("OCCUPANCY_WITHOUT_PASSAGE"))
                .toList();
    }

    private LaneReconciliation window() {
        booth.pass(WINDOW_MS);
        return booth.out.records.stream()
                .map(MemoryOutbox.Kept::record)
                .filter(Record::hasReconciliation)
                .map(Record::getReconciliation)
                .filter(one -> one.getOccupancies() + one.getPassages() > 0)
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    @Test
    void aVehicleThatOnlyThePortalSawIsToldOnceAWindowAndCountedEachTime() {
        occupancy(3_000);
        booth.pass(44_000);
        assertEquals(List.of(), unseen(), "it may still be seen as it leaves");
        booth.pass(2_000);
        assertEquals(1, unseen().size());
        occupancy(3_000);
        booth.pass(50_000);
        assertEquals(1, unseen().size(), "told in this window");
        LaneReconciliation window = window();
        assertEquals(2, window.getOccupancies());
        assertEquals(2, window.getOccupanciesWithoutPassage());
        occupancy(3_000);
        booth.pass(50_000);
        assertEquals(2, unseen().size(), "another window");
        assertEquals(List.of(), unscreened());
    }

    @Test
    void beforeTheLoopAtItAndBehindItThePortalCountsTheSameVehicle() {
        occupancy(2_000);
        booth.pass(10_000);
        vehicle("AAA1111");
        booth.pass(60_000);
        tell(Kind.OCCUPANCY_BEGAN);
        vehicle("BBB2222");
        tell(Kind.OCCUPANCY_ENDED);
        booth.pass(60_000);
        vehicle("CCC3333");
        booth.pass(10_000);
        occupancy(2_000);
        booth.pass(60_000);
        assertEquals(List.of(), unseen());
        assertEquals(List.of(), unscreened());
        assertEquals(3, window().getOccupancies());
    }

    @Test
    void aVehicleThatThePortalDidNotCountWasNotScreened() {
        vehicle("AAA1111");
        booth.pass(60_000);
        assertEquals(1, unscreened().size());
        assertEquals("NO_OCCUPANCY", unscreened().getFirst().getDetailCode());
        assertEquals(
                booth.out.passages().getFirst().getPassageId(),
                unscreened().getFirst().getPassageId());
        booth.pass(WINDOW_MS);
        assertEquals(1, unscreened().size(), "once a passage");
        vehicle("BBB2222");
        booth.pass(60_000);
        assertEquals(2, unscreened().size());
        assertEquals(1, window().getPassagesWithoutOccupancy());
    }

    /// A vehicle that the loop does not feel and that stood at the booth for a while.
    @Test
    void aVehicleSeenFromBehindAloneWasInThePortalBefore() {
        occupancy(2_000);
        booth.pass(30_000);
        var _ =
                booth.decider.observe(
                        booth.plate(
                                "rear-1", "r-1", "AAA1111", "US-NY", "", PlateRead.State.SINGLE));
        booth.pass(60_000);
        assertEquals(List.of(), unseen());
        assertEquals(List.of(), unscreened());
    }

    /// That it does not screen is told already, and what it missed meanwhile is no news.
    @Test
    void whileThePortalIsAwayNobodyIsToldOfSinglePassages() {
        vehicle("AAA1111");
        tell(Kind.DOWN);
        booth.pass(60_000);
        vehicle("BBB2222");
        booth.pass(2_000);
        tell(Kind.UP);
        booth.pass(2_000);
        vehicle("CCC3333");
        booth.pass(60_000);
        assertEquals(List.of(), unscreened());
        vehicle("DDD4444");
        booth.pass(60_000);
        assertEquals(1, unscreened().size());
    }

    @Test
    void whatIsNoVehicleOverTheLoopIsNeverCalledNotScreened() {
        booth.key("AAA1111", "US-NY");
        booth.pass(120_000);
        booth.read("BBB2222");
        booth.pass(120_000);
        assertEquals(List.of(), unscreened());
        occupancy(2_000);
        booth.pass(3_000);
        booth.read("CCC3333");
        booth.pass(120_000);
        assertEquals(List.of(), unseen(), "a reader saw it");
    }

    @Test
    void aLaneWithoutALoopOrWithAPortalElsewhereHoldsNothingAgainstIt() {
        for (LaneConfig lane :
                List.of(
                        new LaneConfig(
                                Booth.LANE, false, Set.of(PORTAL), Set.of(), LaneConfig.PORTAL_MS),
                        new LaneConfig(Booth.LANE, true, Set.of(PORTAL), Set.of(), 0))) {
            booth = booth(lane);
            tell(Kind.UP);
            booth.pass(60_000);
            occupancy(3_000);
            booth.pass(60_000);
            vehicle("AAA1111");
            booth.pass(60_000);
            assertEquals(List.of(), unseen());
            assertEquals(List.of(), unscreened());
        }
    }

    @Test
    void anOccupancyThatWasNotSeenWholeAccusesNobody() {
        occupancy(3_000, Mark.INTERRUPTED);
        booth.pass(60_000);
        tell(Kind.OCCUPANCY_BEGAN, Mark.PARTIAL_START);
        booth.pass(2_000);
        tell(Kind.OCCUPANCY_ENDED);
        booth.pass(60_000);
        occupancy(13_000, Mark.TIMEOUT);
        booth.pass(60_000);
        assertEquals(List.of(), unseen());
        occupancy(3_000, Mark.MISSING_END);
        booth.pass(60_000);
        assertEquals(1, unseen().size());
    }

    /// It comes again by its plate; a portal before the loop counted it the first time only.
    @Test
    void aVehicleThatBacksOffIsScreenedOnce() {
        occupancy(2_000);
        booth.pass(1_000);
        vehicle("AAA1111");
        booth.pass(25_000);
        vehicle("AAA1111");
        booth.pass(60_000);
        assertEquals(List.of(), unscreened());
        assertEquals(2, booth.out.passages().size());
    }

    /// Behind the loop it is counted the second time only.
    @Test
    void aVehicleThatBacksOffIsAwaited() {
        vehicle("AAA1111");
        booth.pass(25_000);
        vehicle("AAA1111");
        occupancy(2_000);
        booth.pass(60_000);
        assertEquals(List.of(), unscreened());
    }

    /// Another vehicle in its place is told.
    @Test
    void theNextVehicleDoesNotInheritThatTheOneBeforeWasScreened() {
        occupancy(2_000);
        vehicle("AAA1111");
        booth.pass(25_000);
        vehicle("BBB2222");
        booth.pass(60_000);
        assertEquals(1, unscreened().size());
    }

    @Test
    void aLoopThatLetsGoForAMomentMakesNoSecondVehicle() {
        occupancy(2_000);
        booth.on();
        booth.pass(30_000);
        booth.off();
        booth.pass(400);
        booth.on();
        booth.pass(30_000);
        booth.off();
        booth.pass(60_000);
        assertEquals(List.of(), unscreened());
    }

    /// Two vehicles, bumper to bumper, in one occupancy.
    @Test
    void oneOccupancyMayBeOfTwoVehicles() {
        tell(Kind.OCCUPANCY_BEGAN);
        booth.on();
        for (String plate : List.of("AAA1111", "BBB2222")) {
            for (PlateRead.State state : List.of(PlateRead.State.NEW, PlateRead.State.FINAL)) {
                var _ =
                        booth.decider.observe(
                                booth.plate(
                                        Booth.CAMERA, plate + state, plate, "US-NY", plate, state));
                booth.pass(3_000);
            }
        }
        booth.off();
        tell(Kind.OCCUPANCY_ENDED);
        booth.pass(60_000);
        assertEquals(2, booth.out.passages().size());
        assertEquals(List.of(), unscreened());
        assertEquals(List.of(), unseen());
    }

    /// One occupancy for each edge pair, and none of it is lost where many wait.
    @Test
    void manyOccupanciesAtOnceAreAllJudged() {
        for (int i = 0; i < 200; i++) {
            tell(Kind.OCCUPANCY_BEGAN);
            tell(Kind.OCCUPANCY_ENDED);
            booth.clock.pass(1_100);
        }
        booth.pass(2 * WINDOW_MS);
        List<LaneReconciliation> windows =
                booth.out.records.stream()
                        .map(MemoryOutbox.Kept::record)
                        .filter(Record::hasReconciliation)
                        .map(Record::getReconciliation)
                        .toList();
        assertEquals(200, windows.stream().mapToLong(LaneReconciliation::getOccupancies).sum());
        assertEquals(
                200,
                windows.stream().mapToLong(LaneReconciliation::getOccupanciesWithoutPassage).sum());
        assertEquals(
                windows.stream().filter(one -> one.getOccupanciesWithoutPassage() > 0).count(),
                unseen().size());
    }

    @Test
    void aLoopThatGoesMadIsBounded() {
        for (int i = 0; i < 200; i++) {
            var _ =
                    booth.decider.observe(
                            booth.observation(
                                    "loop-1",
                                    "x" + i,
                                    false,
                                    false,
                                    new PresenceChange(true, 10L * i, booth.clock.nanos())));
        }
        booth.pass(1_000_000);
        assertTrue(unscreened().size() <= 200, "bounded");
        assertEquals(0, booth.decider.snapshot().passagesOpen());
    }
}
