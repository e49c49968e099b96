package dev.gatehouse.core.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class DeletionPlateIndexTest {
    private static final Jurisdiction ON = Jurisdiction.ofIso("CA-ON");
    private static final int LISTS = 60;
    private static final int QUERIES_PER_LIST = 2_000;
    private static final long NOW_MS = 60_000L * 1_000_000;

    private record Entry(PlateForm plate, Jurisdiction by, int priority, long untilMs) {}

    private record Found(int priority, Grade grade, int entry, String flags) {}

    /// Section 11: the hits of the index equal those of a full scan with the verifier, in the same
    /// order.
    @Test
    void equalsAFullScan() {
        SplittableRandom random = SeededTest.random("DeletionPlateIndexTest");
        long hits = 0;
        int asked = 0;
        for (int list = 0; list < LISTS; list++) {
            List<Entry> entries = entries(1 + random.nextInt(list % 10 == 9 ? 1_000 : 150), random);
            PlateIndex index = index(entries);
            var query = new PlateQuery();
            var answer = new PlateAnswer();
            for (int i = 0; i < QUERIES_PER_LIST; i++) {
                Entry near = entries.get(random.nextInt(entries.size()));
                String read =
                        random.nextInt(4) == 0
                                ? RandomPlates.plate(random)
                                : RandomPlates.readOf(near.plate().text(), random);
                Jurisdiction by = RandomPlates.jurisdiction(random);
                var status = query.set(read, by, random.nextInt(8) == 0, NOW_MS);
                index.match(query, answer);
                assertEquals(status, answer.status());
                if (answer.capReached()) {
                    continue;
                }
                List<Found> expected = scan(entries, query);
                assertEquals(expected, found(answer, entries), () -> read + " " + by);
                index.matchExact(query, answer);
                assertEquals(
                        expected.stream().filter(f -> f.grade() == Grade.EXACT).toList(),
                        found(answer, entries));
                hits += answer.size();
                asked++;
            }
        }
        assertTrue(asked > 100_000, "asked " + asked);
        assertTrue(hits > asked / 4, "hits " + hits);
    }

    /// Many entries of few plates, so that most keys have long lists: none is cut, none passed
    /// over.
    @Test
    void equalsAFullScanWhereManyShareAKey() {
        SplittableRandom random = SeededTest.random("DeletionPlateIndexTest.shared");
        for (int list = 0; list < 4; list++) {
            List<Entry> entries = entries(4_000, random);
            entries.replaceAll(entry ->
                    random.nextInt(3) == 0
                            ? entry
                            : new Entry(
                                    entries.get(random.nextInt(12)).plate(),
                                    entry.by(),
                                    entry.priority(),
                                    entry.untilMs()));
            PlateIndex index = index(entries);
            PlateQuery query = new PlateQuery();
            PlateAnswer answer = new PlateAnswer();
            int complete = 0;
            for (int i = 0; i < 300; i++) {
                Entry near = entries.get(random.nextInt(entries.size()));
                String read = RandomPlates.readOf(near.plate().text(), random);
                var _ =
                        query.set(
                                read,
                                RandomPlates.jurisdiction(random),
                                random.nextInt(8) == 0,
                                NOW_MS);
                index.match(query, answer);
                if (!answer.capReached()) {
                    assertEquals(scan(entries, query), found(answer, entries), read);
                    complete++;
                }
            }
            assertTrue(complete > 100, "complete " + complete);
        }
    }

    @Test
    void theOrderIsPriorityThenGradeThenEntry() {
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        add(builder, "ABC1234", 3);
        add(builder, "AXC1234", 1);
        add(builder, "ABC1234", 1);
        add(builder, "A8C1234", 1);
        add(builder, "ABC1234", 3);
        var answer = new PlateAnswer();
        builder.build().match(query("ABC1234", ON), answer);
        assertEquals(5, answer.size());
        assertEquals(List.of(2, 3, 1, 0, 4), entriesOf(answer));
    }

    @Test
    void readsThatAreNotSearchedFindNothingAndSayWhy() {
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        add(builder, "ABC1", 1);
        add(builder, "AB?1XY", 1);
        PlateIndex index = builder.build();
        var answer = new PlateAnswer();
        index.match(query("ABC1", ON), answer);
        assertEquals(1, answer.size());
        index.match(query("", ON), answer);
        assertEquals(PlateForm.Status.NO_READ, answer.status());
        assertEquals(0, answer.size());
        index.match(query("A?C1", ON), answer);
        assertEquals(PlateForm.Status.UNREADABLE, answer.status());
        index.match(query("ABC12345678", ON), answer);
        assertEquals(PlateForm.Status.MANUAL, answer.status());
        assertThrows(IndexOutOfBoundsException.class, () -> answer.entry(0));
    }

    @Test
    void anExpiredEntryStopsMatchingAtItsMinute() {
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        assertEquals(0, builder.add(PlateForm.of("ABC1234"), ON, 1, 600_000));
        assertEquals(1, builder.add(PlateForm.of("AB?1234"), ON, 1, 600_000));
        PlateIndex index = builder.build();
        var query = new PlateQuery();
        var answer = new PlateAnswer();
        for (long nowMs : new long[] {0, 599_999, PlateQuery.TIME_UNKNOWN}) {
            assertEquals(PlateForm.Status.READ, query.set("ABC1234", ON, nowMs));
            index.match(query, answer);
            assertEquals(2, answer.size());
        }
        assertEquals(PlateForm.Status.READ, query.set("ABC1234", ON, 600_000));
        index.match(query, answer);
        assertEquals(0, answer.size());
    }

    /// One plate thousands of times: the search is bounded, says so, and still tells the strongest
    /// claim.
    @Test
    void aFloodOfCandidatesIsCutAloudAndStrongestFirst() {
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        for (int i = 0; i < 20_000; i++) {
            add(builder, "AXC1234", 2);
        }
        for (int i = 0; i < 20_000; i++) {
            add(builder, "ABC1234", i == 19_000 ? 1 : 5);
        }
        DeletionPlateIndex index = builder.build();
        var answer = new PlateAnswer();
        index.match(query("ABC1234", ON), answer);
        assertTrue(answer.capReached());
        assertEquals(39_000, answer.entry(0));
        assertEquals(Grade.EXACT, answer.grade(0));
        assertTrue(answer.candidates() <= 3 * PlateAnswer.MAX_CANDIDATES);
        index.match(query("ZZZ9999", ON), answer);
        assertFalse(answer.capReached());
        assertEquals(0, answer.size());
    }

    @Test
    void adversarialListsKeepTheBoundOfASearch() {
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        for (int i = 0; i < 100_000; i++) {
            add(builder, String.format("%07d", i), 3);
        }
        DeletionPlateIndex index = builder.build();
        assertTrue(index.bound(0).lines() < 500, () -> "bound " + index.bound(0));
        var answer = new PlateAnswer();
        index.match(query("0012345", ON), answer);
        assertEquals(Grade.EXACT, answer.grade(0));
        assertEquals(12_345, answer.entry(0));
    }

    @Test
    void limitsOfTheBuilder() {
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        long never = PlateIndexBuilder.NO_EXPIRY;
        for (String plate : new String[] {"", "????", "AB?", "ABCDEFGHIJK"}) {
            PlateForm form = PlateForm.of(plate);
            assertThrows(IllegalArgumentException.class, () -> builder.add(form, ON, 1, never));
        }
        PlateForm form = PlateForm.of("ABC1234");
        assertThrows(IllegalArgumentException.class, () -> builder.add(form, ON, 0, never));
        assertThrows(IllegalArgumentException.class, () -> builder.add(form, ON, 6, never));
        for (int i = 0; i < DeletionPlateIndex.MAX_PARTIALS; i++) {
            add(builder, "AB?1234", 1);
        }
        PlateForm partial = PlateForm.of("AB?1234");
        assertThrows(IllegalArgumentException.class, () -> builder.add(partial, ON, 1, never));
        assertEquals(DeletionPlateIndex.MAX_PARTIALS, builder.build().partials());
    }

    @Test
    void anEmptyListFindsNothing() {
        PlateIndex index = DeletionPlateIndex.builder().build();
        var answer = new PlateAnswer();
        for (String read : new String[] {"ABC1234", "A?C1234", "A?C?234"}) {
            index.match(query(read, Jurisdiction.UNKNOWN), answer);
            assertEquals(0, answer.size());
            assertEquals(PlateForm.Status.READ, answer.status());
        }
    }

    @Test
    void aMissAllocatesNothing() {
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        for (int i = 0; i < 10_000; i++) {
            add(builder, String.format("AB%05d", i), 3);
        }
        PlateIndex index = builder.build();
        var query = new PlateQuery();
        var answer = new PlateAnswer();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int i = 0; i < 40_000; i++) {
            if (i == 20_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            String read = i % 3 == 0 ? "XY?99Z" : i % 3 == 1 ? "XYW99KK" : "X?W9?KKM";
            Jurisdiction by = i % 64 == 0 ? Jurisdiction.UNKNOWN : ON;
            assertEquals(PlateForm.Status.READ, query.set(read, by, NOW_MS));
            index.match(query, answer);
            assertEquals(0, answer.size());
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        // Boxing inside assertEquals and the measurement itself may cost a little; one object a
        // query would be 320,000.
        assertTrue(bytes < 50_000, () -> bytes + " bytes in 20,000 misses");
    }

    @Test
    void nothingPrintsAPlate() {
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        add(builder, "KAN4RY", 1);
        PlateQuery query = query("KAN4RV", ON);
        var answer = new PlateAnswer();
        builder.build().match(query, answer);
        String printed =
                query + " " + answer + " " + answer.steps(0) + " " + PlateForm.of("KAN4RY");
        assertFalse(printed.contains("KAN4"), printed);
        assertFalse(printed.contains("V->Y"), printed);
    }

    private static List<Entry> entries(int count, SplittableRandom random) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PlateForm plate =
                    i > 0 && random.nextInt(5) == 0
                            ? entries.get(random.nextInt(i)).plate()
                            : PlateForm.of(RandomPlates.listed(random));
            long untilMs =
                    switch (random.nextInt(4)) {
                        case 0 -> NOW_MS - 60_000L + 60_000L * random.nextInt(3);
                        default -> PlateIndexBuilder.NO_EXPIRY;
                    };
            entries.add(
                    new Entry(
                            plate,
                            RandomPlates.jurisdiction(random),
                            1 + random.nextInt(5),
                            untilMs));
        }
        return entries;
    }

    private static PlateIndex index(List<Entry> entries) {
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        for (Entry entry : entries) {
            int number = builder.size();
            assertEquals(
                    number,
                    builder.add(entry.plate(), entry.by(), entry.priority(), entry.untilMs()));
        }
        return builder.build();
    }

    private static List<Found> scan(List<Entry> entries, PlateQuery query) {
        List<Found> found = new ArrayList<>();
        if (query.status() != PlateForm.Status.READ) {
            return found;
        }
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            int result = PlateVerifier.verify(query, entry.plate().packed(), entry.by().id());
            if (result == PlateVerifier.NONE || entry.untilMs() <= NOW_MS) {
                continue;
            }
            int flags = PlateVerifier.flags(result);
            found.add(
                    new Found(
                            entry.priority(),
                            PlateVerifier.grade(result),
                            i,
                            ((flags & PlateVerifier.JURISDICTION_UNKNOWN) != 0)
                                    + " "
                                    + ((flags & PlateVerifier.JURISDICTION_DIFFERS) != 0)));
        }
        found.sort(
                Comparator.comparingInt(Found::priority)
                        .thenComparing(Found::grade)
                        .thenComparingInt(Found::entry));
        return found;
    }

    private static List<Found> found(PlateAnswer answer, List<Entry> entries) {
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < answer.size(); i++) {
            Entry entry = entries.get(answer.entry(i));
            assertEquals(entry.plate().text(), answer.listed(i));
            found.add(
                    new Found(
                            entry.priority(),
                            answer.grade(i),
                            answer.entry(i),
                            answer.jurisdictionUnknown(i) + " " + answer.jurisdictionDiffers(i)));
        }
        return found;
    }

    private static List<Integer> entriesOf(PlateAnswer answer) {
        List<Integer> entries = new ArrayList<>();
        for (int i = 0; i < answer.size(); i++) {
            entries.add(answer.entry(i));
        }
        return entries;
    }

    private static PlateQuery query(String read, Jurisdiction by) {
        var query = new PlateQuery();
        var _ = query.set(read, by, NOW_MS);
        return query;
    }

    private static void add(PlateIndexBuilder builder, String plate, int priority) {
        int number = builder.size();
        assertEquals(
                number,
                builder.add(PlateForm.of(plate), ON, priority, PlateIndexBuilder.NO_EXPIRY));
    }
}
