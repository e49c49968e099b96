package dev.gatehouse.core.lookout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A built list and its deltas in the store.
final class BuiltListStoreTest {
    private static final Instant ISSUED = Instant.parse("2026-03-01T12:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ListKey KEY = ListKey.random(RANDOM);
    private static final StalenessLimits LIMITS =
            new StalenessLimits(Duration.ofHours(1), Duration.ofHours(4));

    @TempDir Path folder;

    private Path list = Path.of("unset");
    private Instant wall = ISSUED.plusSeconds(60);
    private long nanos;
    private LookoutStore store = store(ListScope.ALL);

    private LookoutStore store(ListScope scope) {
        return new LookoutStore(
                LIMITS, () -> nanos, () -> wall, scope, Optional.of(list.resolveSibling("key")));
    }

    @BeforeEach
    void files() throws IOException {
        list = folder.resolve("list.ghl");
        Files.writeString(folder.resolve("key"), KEY.fileText());
        store = store(ListScope.ALL);
    }

    @Test
    void theIssueTimeInsideCounts() throws IOException {
        base(9, ISSUED.minus(Duration.ofHours(2)), "a", "b");
        assertEquals(9, assertInstanceOf(LoadOutcome.Loaded.class, store.load(list)).generation());
        assertEquals(new ListState(9, 0, 7_260, ListLevel.AMBER, ListSource.GOOD), store.state());
        assertInstanceOf(LoadOutcome.Unchanged.class, store.load(list));
    }

    @Test
    void deltasComeIntoForceInTheirOrder() throws IOException {
        base(9, ISSUED.minus(Duration.ofHours(2)), "a", "b", "c");
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(list));
        delta(9, 1, ISSUED.minusSeconds(60), List.of("d", "b"), List.of("a"));
        delta(9, 2, ISSUED, List.of("e"), List.of("b", "nobody"));
        assertEquals(new LoadOutcome.Updated(9, 2, 3, 3), store.load(list));
        assertEquals("[c, d, e]", ids());
        assertEquals(new ListState(9, 2, 60, ListLevel.GREEN, ListSource.GOOD), store.state());
        assertInstanceOf(LoadOutcome.Unchanged.class, store.load(list));
    }

    /// What a delta withdrew is never answered again, not even for a moment.
    @Test
    void aStartTakesTheBaseWithItsDeltas() throws IOException {
        base(9, ISSUED, "a", "b");
        delta(9, 1, ISSUED, List.of(), List.of("a"));
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(list));
        assertEquals("[b]", ids());
        assertEquals(1, store.state().sequence());
    }

    @Test
    void aGapStopsAndTheAgeRunsOn() throws IOException {
        base(9, ISSUED, "a", "b");
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(list));
        delta(9, 2, ISSUED.plusSeconds(50), List.of("d"), List.of());
        assertEquals(
                new LoadOutcome.Damaged(new ListDamage(0, ListDamage.Reason.GAP)),
                store.load(list));
        assertEquals("[a, b]", ids());
        assertEquals(new ListState(9, 0, 60, ListLevel.GREEN, ListSource.DAMAGED), store.state());
        assertInstanceOf(LoadOutcome.Unchanged.class, store.load(list));
        assertEquals(ListSource.DAMAGED, store.state().source(), "an alarm lasts");
        nanos = Duration.ofHours(5).toNanos();
        assertFalse(store.state().level().mayClear());
        delta(9, 1, ISSUED, List.of("c"), List.of());
        assertInstanceOf(LoadOutcome.Updated.class, store.load(list));
        assertEquals("[a, b, c, d]", ids());
        assertEquals(ListSource.GOOD, store.state().source());
    }

    @Test
    void aDamagedDeltaStopsUntilItIsMended() throws IOException {
        base(9, ISSUED, "a", "b");
        delta(9, 1, ISSUED, List.of("c"), List.of("a"));
        Path second = delta(9, 2, ISSUED, List.of("d"), List.of("b"));
        byte[] good = Files.readAllBytes(second);
        byte[] bad = good.clone();
        bad[bad.length - 20]++;
        write(second, bad, 1);
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(list));
        assertEquals("[b, c]", ids());
        assertEquals(ListSource.DAMAGED, store.state().source());
        write(second, good, 2);
        assertInstanceOf(LoadOutcome.Updated.class, store.load(list));
        assertEquals("[c, d]", ids());
        assertEquals(ListSource.GOOD, store.state().source());
    }

    @Test
    void deltasOfAnOlderGenerationAreNoGap() throws IOException {
        base(9, ISSUED, "a");
        delta(9, 1, ISSUED, List.of("b"), List.of());
        delta(9, 2, ISSUED, List.of("c"), List.of());
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(list));
        base(10, ISSUED.plusSeconds(1), "x");
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(list));
        assertEquals("[x]", ids());
        assertEquals(ListSource.GOOD, store.state().source());
        delta(10, 1, ISSUED.plusSeconds(2), List.of("y"), List.of());
        assertInstanceOf(LoadOutcome.Updated.class, store.load(list));
        assertEquals("[x, y]", ids());
    }

    @Test
    void anOlderListIsRefusedAndADamagedOneChangesNothing() throws IOException {
        base(9, ISSUED, "a");
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(list));
        base(8, ISSUED.plusSeconds(1), "old");
        assertEquals(
                new LoadOutcome.Damaged(new ListDamage(0, ListDamage.Reason.ROLLED_BACK)),
                store.load(list));
        assertEquals("[a]", ids());
        delta(9, 1, ISSUED, List.of(), List.of("a"));
        assertInstanceOf(
                LoadOutcome.Updated.class, store.load(list), "a withdrawal takes effect even so");
        assertEquals("[]", ids());
        assertEquals(ListSource.DAMAGED, store.state().source());
        byte[] cut = Files.readAllBytes(base(11, ISSUED, "b"));
        write(list, java.util.Arrays.copyOf(cut, cut.length - 1), 7);
        assertEquals(
                new LoadOutcome.Damaged(new ListDamage(0, ListDamage.Reason.NOT_AUTHENTIC)),
                store.load(list));
        assertEquals(9, store.state().generation());
    }

    @Test
    void aWithdrawalTakesEffectOnAStaleList() throws IOException {
        base(9, ISSUED.minus(Duration.ofDays(9)), "a", "b");
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(list));
        assertEquals(ListLevel.RED, store.state().level());
        delta(9, 1, ISSUED.minus(Duration.ofDays(8)), List.of(), List.of("a"));
        assertInstanceOf(LoadOutcome.Updated.class, store.load(list));
        assertEquals("[b]", ids());
        assertEquals(ListLevel.RED, store.state().level());
    }

    @Test
    void withoutItsKeyAListWaitsForIt() throws IOException {
        base(9, ISSUED, "a");
        Files.delete(folder.resolve("key"));
        assertEquals(
                new LoadOutcome.Damaged(new ListDamage(0, ListDamage.Reason.NO_KEY)),
                store.load(list));
        assertEquals(ListLevel.DAMAGED, store.state().level());
        Files.writeString(folder.resolve("key"), ListKey.random(RANDOM).fileText());
        assertEquals(
                new LoadOutcome.Damaged(new ListDamage(0, ListDamage.Reason.WRONG_KEY)),
                store.load(list));
        Files.writeString(folder.resolve("key"), KEY.fileText());
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(list));
        assertEquals(ListSource.GOOD, store.state().source());
    }

    @Test
    void onceTheClockIsRightAListOfTomorrowIsStale() throws IOException {
        base(9, wall.plus(Duration.ofMinutes(4)), "a");
        store.clockConfirmed();
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(list));
        assertEquals(ListLevel.GREEN, store.state().level(), "clocks differ a little");
        wall = wall.minus(Duration.ofMinutes(2));
        store.clockConfirmed();
        assertEquals(ListLevel.RED, store.state().level(), "the clock was moved back");
    }

    @Test
    void layersAreJoinedAndSayTheSame() throws IOException {
        base(9, ISSUED, "a");
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(list));
        assertFalse(store.tidy());
        for (int i = 1; i <= LookoutSnapshot.MAX_LAYERS + 1; i++) {
            delta(9, i, ISSUED, List.of("d" + i), i == 3 ? List.of("a", "d1") : List.of());
        }
        assertInstanceOf(LoadOutcome.Updated.class, store.load(list));
        assertEquals("[d2, d3, d4, d5]", ids());
        assertTrue(store.tidy());
        assertEquals(2, store.view().inForce().segments().size());
        assertEquals("[d2, d3, d4, d5]", ids());
        assertFalse(store.tidy());
        delta(9, 6, ISSUED, List.of("d6"), List.of("d5"));
        assertEquals(new LoadOutcome.Updated(9, 6, 1, 1), store.load(list));
        assertEquals("[d2, d3, d4, d6]", ids());
    }

    @Test
    void aBoothHoldsWhatItNeeds() throws IOException {
        LookoutTableBuilder builder = new LookoutTableBuilder();
        add(builder, "all", Terms.PLAIN);
        add(builder, "here", forPort("0453"));
        add(builder, "there", forPort("0454"));
        write(list, bytes(9, 0, ISSUED, builder.build(), List.of()), 1);
        store = store(new ListScope("0453", Optional.empty()));
        var loaded = assertInstanceOf(LoadOutcome.Loaded.class, store.load(list));
        assertEquals(1, loaded.report().outOfScope());
        assertEquals("[all, here]", ids());
        LookoutTableBuilder moved = new LookoutTableBuilder();
        add(moved, "here", forPort("0454"));
        write(DeltaFiles.numbered(list, 1), bytes(9, 1, ISSUED, moved.build(), List.of()), 1);
        assertInstanceOf(LoadOutcome.Updated.class, store.load(list));
        assertEquals("[all]", ids());
    }

    /// Readers search while lists and deltas come into force: every answer is of one generation and
    /// sequence, whole.
    @Test
    void noAnswerMixesTwoGenerations() throws Exception {
        List<Thread> readers = new ArrayList<>();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong answers = new AtomicLong();
        List<String> faults = java.util.Collections.synchronizedList(new ArrayList<>());
        generation(1);
        assertInstanceOf(LoadOutcome.Loaded.class, store.load(list));
        for (int i = 0; i < 3; i++) {
            Thread reader = Thread.ofPlatform().start(() -> readAll(stop, answers, faults));
            readers.add(reader);
        }
        for (int round = 2; round <= 40; round++) {
            generation(round);
            assertInstanceOf(LoadOutcome.Loaded.class, store.load(list));
            for (int i = 1; i <= 6; i++) {
                deltaOf(round, i);
                assertInstanceOf(LoadOutcome.Updated.class, store.load(list));
                var _ = store.tidy();
            }
        }
        while (answers.get() < 1_000 && faults.isEmpty()) {
            Thread.onSpinWait();
        }
        stop.set(true);
        for (Thread reader : readers) {
            reader.join();
        }
        assertEquals(List.of(), faults);
    }

    private void readAll(AtomicBoolean stop, AtomicLong answers, List<String> faults) {
        LookoutSearch search = new LookoutSearch();
        long last = 0;
        while (!stop.get()) {
            ListView view = store.view();
            LookoutSnapshot snapshot = view.inForce();
            long version = 10 * snapshot.generation() + snapshot.sequence();
            Findings found =
                    search.find(
                            snapshot,
                            new Presented.Plate("SAME123", Jurisdiction.UNKNOWN),
                            LookoutSearch.TIME_UNKNOWN);
            boolean whole =
                    found.hits().size() == 20
                            && found.hits().stream()
                                    .allMatch(hit -> hit.lookout().version() == version);
            if (!whole || version < last) {
                faults.add(version + ": " + found.hits().size());
                return;
            }
            last = version;
            answers.incrementAndGet();
        }
    }

    private void generation(int generation) throws IOException {
        write(list, bytes(generation, 0, ISSUED, twenty(10 * generation), List.of()), generation);
    }

    private void deltaOf(int generation, int sequence) throws IOException {
        write(
                DeltaFiles.numbered(list, sequence),
                bytes(generation, sequence, ISSUED, twenty(10 * generation + sequence), List.of()),
                10 * generation + sequence);
    }

    private static LookoutTable twenty(int version) {
        LookoutTableBuilder builder = new LookoutTableBuilder();
        for (int i = 10; i < 30; i++) {
            builder.begin(
                    "L-" + i,
                    version,
                    3,
                    LookoutAction.SILENT,
                    Lookout.NO_START,
                    Lookout.NO_END,
                    Terms.PLAIN);
            builder.plate(PlateForm.of("SAME123"), Jurisdiction.UNKNOWN);
        }
        return builder.build();
    }

    private static Terms forPort(String port) {
        return new Terms(
                "",
                "",
                "",
                false,
                RiskCategory.OTHER,
                java.util.Set.of(),
                Optional.empty(),
                Optional.empty(),
                java.util.Set.of(port),
                java.util.Set.of(),
                "",
                "");
    }

    private String ids() {
        TreeSet<String> ids = new TreeSet<>();
        store.view().inForce().lookouts().forEach(lookout -> ids.add(lookout.id()));
        return ids.toString();
    }

    private Path base(long generation, Instant issuedAt, String... ids) throws IOException {
        write(list, bytes(generation, 0, issuedAt, table(List.of(ids)), List.of()), generation);
        return list;
    }

    private Path delta(
            long generation, long sequence, Instant issuedAt, List<String> ids, List<String> gone)
            throws IOException {
        Path file = DeltaFiles.numbered(list, sequence);
        write(file, bytes(generation, sequence, issuedAt, table(ids), gone), generation);
        return file;
    }

    private static byte[] bytes(
            long generation, long sequence, Instant issuedAt, LookoutTable table, List<String> gone)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (sequence == 0) {
            ListFile.write(out, generation, issuedAt, table, KEY, RANDOM);
        } else {
            LookoutDelta delta = new LookoutDelta(generation, sequence, issuedAt, table, gone);
            ListFile.write(out, delta, KEY, RANDOM);
        }
        return out.toByteArray();
    }

    private static LookoutTable table(List<String> ids) {
        LookoutTableBuilder builder = new LookoutTableBuilder();
        ids.forEach(id -> add(builder, id, Terms.PLAIN));
        return builder.build();
    }

    private static void add(LookoutTableBuilder builder, String id, Terms terms) {
        builder.begin(id, 1, 3, LookoutAction.SILENT, Lookout.NO_START, Lookout.NO_END, terms);
        builder.plate(PlateForm.of("ABC1234"), Jurisdiction.UNKNOWN);
    }

    /// Old enough to be settled, and each version with a time of its own.
    private static void write(Path file, byte[] bytes, long tick) throws IOException {
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(ISSUED.minusSeconds(86_400 - tick)));
    }
}
