package dev.gatehouse.core.lookout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.match.Grade;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LookoutStoreTest {
    private static final String HEADER = "id,kind,jurisdiction,plate,priority,action,valid_until\n";
    private static final Instant ISSUED = Instant.parse("2026-03-01T12:00:00Z");
    private static final StalenessLimits LIMITS =
            new StalenessLimits(Duration.ofHours(1), Duration.ofHours(4));

    @TempDir Path folder;

    private Path csv = Path.of("unset");
    private Instant wall = ISSUED.plusSeconds(60);
    private long nanos = -5_000_000_000L;
    private LookoutStore store = new LookoutStore(LIMITS, () -> nanos, () -> wall);

    @BeforeEach
    void path() {
        csv = folder.resolve("lookouts.csv");
    }

    @Test
    void withoutAListThereIsNoListAndNoClear() {
        assertEquals(new ListState(0, 0, 0, ListLevel.ABSENT, ListSource.ABSENT), store.state());
        assertInstanceOf(LoadOutcome.Absent.class, store.load(csv));
        assertFalse(store.state().level().mayClear());
        assertTrue(store.view().snapshot().isEmpty());
    }

    @Test
    void aDamagedFirstListIsNoListEither() throws IOException {
        write("rubbish", ISSUED);
        var damaged = assertInstanceOf(LoadOutcome.Damaged.class, store.load(csv));
        assertEquals(new ListDamage(1, ListDamage.Reason.NO_HEADER), damaged.damage());
        assertEquals(new ListState(0, 0, 0, ListLevel.DAMAGED, ListSource.DAMAGED), store.state());
        assertInstanceOf(LoadOutcome.Unchanged.class, store.load(csv));
        assertEquals(ListLevel.DAMAGED, store.state().level());
    }

    @Test
    void aListThatTheHeapHasNoRoomForIsRefusedAndTheOldOneStays() throws IOException {
        assertEquals(1, LookoutStore.maxLines(1 << 20));
        assertTrue(LookoutStore.maxLines(96L << 20) >= 180_000);
        assertTrue(LookoutStore.maxLines(416L << 20) >= 1_000_000);
        assertEquals(LookoutCsv.MAX_LINES, LookoutStore.maxLines(1L << 40));
        store =
                new LookoutStore(
                        LIMITS, () -> nanos, () -> wall, ListScope.ALL, Optional.empty(), 2);
        String two = HEADER + "L1,PLATE,US-NY,XYZ77\nL2,PLATE,Ont.,ABC1234,1,,\n";
        write(two, ISSUED);
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(csv));
        write(two + "L3,PLATE,US-NY,XYZ78\n", ISSUED.plusSeconds(1));
        var damaged = assertInstanceOf(LoadOutcome.Damaged.class, store.load(csv));
        assertEquals(new ListDamage(4, ListDamage.Reason.TOO_MANY_LINES), damaged.damage());
        assertEquals(2, store.view().inForce().size());
    }

    @Test
    void longIdsCountForWhatTheyTake() {
        int room = LookoutStore.maxLines(96L << 20);
        assertFalse(LookoutStore.isTooLarge(room, room * 10L, 0, room));
        assertFalse(LookoutStore.isTooLarge(room, room * 4L, 0, room), "short ones make no room");
        assertTrue(LookoutStore.isTooLarge(room, room * 36L, 0, room));
        assertFalse(LookoutStore.isTooLarge(130_000, 130_000 * 36L, 0, room));
        assertTrue(LookoutStore.isTooLarge(130_000, 130_000 * 64L, 0, room));
    }

    @Test
    void namesCountForWhatTheyTake() {
        int room = LookoutStore.maxLines(96L << 20);
        assertFalse(LookoutStore.isTooLarge(50_000, 500_000, 50_000, room));
        assertTrue(LookoutStore.isTooLarge(50_000, 500_000, 100_000, room));
    }

    @Test
    void loadsAndMatches() throws IOException {
        write(HEADER + "L9,PLATE,US-NY,XYZ77\nL1,PLATE,Ont.,ABC1234,1,,\n", ISSUED);
        var loaded = assertInstanceOf(LoadOutcome.Loaded.class, store.load(csv));
        assertEquals(1, loaded.generation());
        assertEquals(2, loaded.report().accepted());
        assertEquals(new ListState(1, 0, 60, ListLevel.GREEN, ListSource.GOOD), store.state());
        LookoutSnapshot snapshot = store.view().snapshot().orElseThrow();
        assertEquals(ISSUED, snapshot.issuedAt());
        Findings found =
                new LookoutSearch()
                        .find(
                                snapshot,
                                new Presented.Plate("A8C1234", Jurisdiction.ofIso("CA-ON")),
                                wall.toEpochMilli());
        assertEquals(1, found.hits().size());
        assertEquals(new Strength.Graded(Grade.CONFUSABLE), found.hits().getFirst().strength());
        assertEquals("L1", found.hits().getFirst().lookout().id());
    }

    @Test
    void anUnchangedFileIsNotReadAgain() throws IOException {
        write(HEADER + "L1,PLATE,,ABC1234\n", ISSUED);
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(csv));
        ListView view = store.view();
        assertInstanceOf(LoadOutcome.Unchanged.class, store.load(csv));
        assertSame(view, store.view());
    }

    @Test
    void aChangedFileCountsUpTheGeneration() throws IOException {
        write(HEADER + "L1,PLATE,,ABC1234\n", ISSUED);
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(csv));
        ListView old = store.view();
        write(HEADER + "L1,PLATE,,XBC1234\n", ISSUED.plusSeconds(30));
        var loaded = assertInstanceOf(LoadOutcome.Loaded.class, store.load(csv));
        assertEquals(2, loaded.generation());
        assertEquals(30, store.state().ageS());
        assertEquals(
                List.of(new Subject.Plate(Jurisdiction.UNKNOWN, PlateForm.of("ABC1234"))),
                old.inForce().lookouts().getFirst().subjects(),
                "whoever took the old list keeps it whole");
    }

    /// The same size within one tick of the file system's clock: only reading it again can tell.
    @Test
    void aFileChangedAMomentAgoIsReadOnceMore() throws IOException {
        Instant now = wall.minusMillis(500);
        write(HEADER + "L1,PLATE,,ABC1234\n", now);
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(csv));
        write(HEADER + "L1,PLATE,,XBC1234\n", now);
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(csv));
        wall = wall.plusSeconds(10);
        assertInstanceOf(LoadOutcome.Unchanged.class, store.load(csv));
        write(HEADER + "L1,PLATE,,YBC1234\n", now);
        assertInstanceOf(
                LoadOutcome.Unchanged.class, store.load(csv), "settled: same time, same size");
    }

    @Test
    void theSameContentIssuedAnewIsYoungerAndKeepsItsGeneration() throws IOException {
        write(HEADER + "L1,PLATE,,ABC1234\n", ISSUED.minus(Duration.ofHours(3)));
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(csv));
        assertEquals(ListLevel.AMBER, store.state().level());
        write(HEADER + "L1,PLATE,,ABC1234\n", ISSUED);
        assertEquals(new LoadOutcome.Reissued(1), store.load(csv));
        assertEquals(new ListState(1, 0, 60, ListLevel.GREEN, ListSource.GOOD), store.state());
    }

    @Test
    void damageAndAbsenceKeepTheOldListAndItsAgeRunsOn() throws IOException {
        write(HEADER + "L1,PLATE,,ABC1234\n", ISSUED);
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(csv));
        LookoutSnapshot old = store.view().snapshot().orElseThrow();
        nanos += Duration.ofHours(2).toNanos();
        wall = wall.plus(Duration.ofHours(2));
        write(HEADER + "L1,PLATE,,\"ABC1234\n", ISSUED.plus(Duration.ofHours(1)));
        var damaged = assertInstanceOf(LoadOutcome.Damaged.class, store.load(csv));
        assertEquals(new ListDamage(2, ListDamage.Reason.BAD_STRUCTURE), damaged.damage());
        assertSame(old, store.view().snapshot().orElseThrow());
        assertEquals(
                new ListState(1, 0, 7_260, ListLevel.AMBER, ListSource.DAMAGED), store.state());
        Files.delete(csv);
        assertInstanceOf(LoadOutcome.Absent.class, store.load(csv));
        assertEquals(new ListState(1, 0, 7_260, ListLevel.AMBER, ListSource.ABSENT), store.state());
        write(HEADER + "L1,PLATE,,ABC1234\n", ISSUED);
        assertEquals(new LoadOutcome.Reissued(1), store.load(csv));
        assertEquals(ListSource.GOOD, store.state().source());
    }

    @Test
    void somethingElseInPlaceOfTheFileIsDamage() throws IOException {
        var _ = Files.createDirectory(csv);
        var damaged = assertInstanceOf(LoadOutcome.Damaged.class, store.load(csv));
        assertEquals(new ListDamage(0, ListDamage.Reason.UNREADABLE), damaged.damage());
    }

    @Test
    void levelsByAgeOnTheMonotonicClock() throws IOException {
        wall = ISSUED;
        write(HEADER + "L1,PLATE,,ABC1234\n", ISSUED);
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(csv));
        long start = nanos;
        assertLevel(start, Duration.ofHours(1).minusNanos(1), ListLevel.GREEN);
        assertLevel(start, Duration.ofHours(1), ListLevel.AMBER);
        assertLevel(start, Duration.ofHours(4).minusNanos(1), ListLevel.AMBER);
        assertLevel(start, Duration.ofHours(4), ListLevel.RED);
        nanos = start + 1;
        wall = ISSUED.plus(Duration.ofDays(3_650));
        assertEquals(ListLevel.GREEN, store.state().level(), "a jump of the wall clock is no age");
        wall = ISSUED.minus(Duration.ofDays(3_650));
        nanos = start + Duration.ofHours(5).toNanos();
        assertEquals(ListLevel.RED, store.state().level());
    }

    @Test
    void anIssueTimeInTheFutureCountsAsNowUntilTheClockIsConfirmed() throws IOException {
        wall = Instant.parse("1970-01-01T00:01:00Z");
        write(HEADER + "L1,PLATE,,ABC1234\n", ISSUED);
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(csv));
        assertEquals(new ListState(1, 0, 0, ListLevel.GREEN, ListSource.GOOD), store.state());
        wall = ISSUED.plus(Duration.ofHours(6));
        store.clockConfirmed();
        assertEquals(new ListState(1, 0, 21_600, ListLevel.RED, ListSource.GOOD), store.state());
    }

    @Test
    void anAgeOfCenturiesDoesNotOverflow() throws IOException {
        wall = Instant.parse("9999-01-01T00:00:00Z");
        write(HEADER + "L1,PLATE,,ABC1234\n", ISSUED);
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(csv));
        assertEquals(ListLevel.RED, store.state().level());
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        Duration hour = Duration.ofHours(1);
        assertThrows(
                IllegalArgumentException.class,
                () -> new StalenessLimits(hour, hour.minusNanos(1)));
        assertThrows(
                IllegalArgumentException.class, () -> new StalenessLimits(Duration.ZERO, hour));
    }

    private void assertLevel(long start, Duration age, ListLevel level) {
        nanos = start + age.toNanos();
        assertEquals(level, store.state().level());
        assertEquals(level != ListLevel.RED, store.state().level().mayClear());
    }

    private void write(String content, Instant modifiedAt) throws IOException {
        var written = Files.writeString(csv, content, StandardCharsets.UTF_8);
        var _ = Files.setLastModifiedTime(written, FileTime.from(modifiedAt));
    }
}
