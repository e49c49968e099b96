package dev.gatehouse.core.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The bound of a search is a figure of the index, and no search exceeds it: lists that somebody
/// wrote to make searching slow.
final class PlateBoundTest {
    private static final Jurisdiction ON = Jurisdiction.ofIso("CA-ON");
    private static final Jurisdiction NY = Jurisdiction.ofIso("US-NY");
    private static final String ALL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int QUERIES = 4_000;

    @Test
    void randomLists() {
        SplittableRandom random = SeededTest.random("PlateBoundTest.randomLists");
        for (int size : new int[] {1, 17, 1_000, 60_000}) {
            PlateIndexBuilder builder = DeletionPlateIndex.builder();
            for (int i = 0; i < size; i++) {
                String plate = size < 100 ? RandomPlates.listed(random) : plate(7, random);
                add(builder, plate, random.nextBoolean() ? ON : NY, 1 + random.nextInt(5));
            }
            DeletionPlateIndex index = builder.build();
            keepsItsBound(index, random);
        }
    }

    /// Few keys, each of thousands of entries: all that the lists of keys are for.
    @Test
    void fewDifferentPlates() {
        SplittableRandom random = SeededTest.random("PlateBoundTest.fewDifferentPlates");
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        for (int i = 0; i < 40_000; i++) {
            add(builder, RandomPlates.plate(random), RandomPlates.jurisdiction(random), 3);
        }
        keepsItsBound(builder.build(), random);
    }

    @Test
    void onePlateAMillionTimes() {
        SplittableRandom random = SeededTest.random("PlateBoundTest.onePlateAMillionTimes");
        PlateIndexBuilder builder = DeletionPlateIndex.builder(1_000_000);
        PlateForm form = PlateForm.of("ABC1234");
        for (int i = 0; i < 1_000_000; i++) {
            int priority = i == 900_000 ? 1 : 4;
            assertEquals(
                    i,
                    builder.add(form, i % 2 == 0 ? ON : NY, priority, PlateIndexBuilder.NO_EXPIRY));
        }
        DeletionPlateIndex index = builder.build();
        keepsItsBound(index, random);
        PlateQuery query = new PlateQuery();
        PlateAnswer answer = new PlateAnswer();
        for (String read : new String[] {"ABC1234", "ABC123", "A8C1235"}) {
            for (Jurisdiction by : new Jurisdiction[] {ON, Jurisdiction.UNKNOWN}) {
                var _ = query.set(read, by, PlateQuery.TIME_UNKNOWN);
                index.match(query, answer);
                assertTrue(answer.capReached(), read);
                assertEquals(900_000, answer.entry(0), "strongest claim first");
            }
        }
        var _ = query.set("XYZ9876", ON, PlateQuery.TIME_UNKNOWN);
        index.match(query, answer);
        assertFalse(answer.capReached());
        assertEquals(0, answer.size());
    }

    /// Leads of other states must not use up what may be compared.
    @Test
    void aFloodOfAnotherStateHidesNothingOfTheOwn() {
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        for (int i = 0; i < 20_000; i++) {
            add(builder, "ABC1234", NY, 1);
        }
        add(builder, "ABC1234", ON, 5);
        add(builder, "ABC1234", Jurisdiction.UNKNOWN, 5);
        PlateQuery query = new PlateQuery();
        PlateAnswer answer = new PlateAnswer();
        var _ = query.set("ABC1234", ON, PlateQuery.TIME_UNKNOWN);
        builder.build().match(query, answer);
        assertTrue(answer.capReached());
        List<Integer> own = new ArrayList<>();
        for (int hit = 0; hit < answer.size(); hit++) {
            if (!answer.jurisdictionDiffers(hit)) {
                own.add(answer.entry(hit));
            }
        }
        assertEquals(List.of(20_000, 20_001), own);
    }

    /// Whoever knew the salt could write a list whose keys all belong to a few buckets. The builder
    /// sees it and takes another salt; without another one it refuses.
    @Test
    void keysOfOneBucketAreDealtAnew() {
        SplittableRandom random = SeededTest.random("PlateBoundTest.keysOfOneBucket");
        long known = random.nextLong();
        int chosen = 2_000;
        long within = 1L << (PlateKeys.HASH_BITS - 12);
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        while (builder.size() < chosen) {
            String plate = plate(8, random);
            long key = PlateFold.fold(PlateForm.of(plate).packed());
            if (PlateKeys.hash(key, known) < within) {
                add(builder, plate, ON, 3);
            }
        }
        PlateIndexBuilder same = copy(builder);
        PlateIndexBuilder refused = copy(builder);
        assertThrows(IllegalStateException.class, () -> refused.build(known, known));
        DeletionPlateIndex index = builder.build(known, random.nextLong());
        keepsItsBound(index, random);
        assertTrue(index.bound(0).lines() < 100, () -> "" + index.bound(0));
        assertTrue(same.build().bound(0).lines() < 100);
    }

    /// All plates one edit apart in chains: 7 digits, and every way to change one plate.
    @Test
    void everyPlateOneEditApart() {
        SplittableRandom random = SeededTest.random("PlateBoundTest.oneEditApart");
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        for (int i = 0; i < 200_000; i++) {
            add(builder, String.format("%07d", i), ON, 3);
        }
        for (int at = 0; at < 7; at++) {
            for (int i = 0; i < ALL.length(); i++) {
                char c = ALL.charAt(i);
                add(builder, "ABC1234".substring(0, at) + c + "ABC1234".substring(at + 1), NY, 3);
                add(builder, "ABC1234".substring(0, at) + c + "ABC1234".substring(at), NY, 3);
            }
        }
        DeletionPlateIndex index = builder.build();
        keepsItsBound(index, random);
        PlateQuery query = new PlateQuery();
        PlateAnswer answer = new PlateAnswer();
        long most = 0;
        for (int i = 0; i < QUERIES; i++) {
            var _ =
                    query.set(
                            String.format("%07d", random.nextInt(200_000)),
                            ON,
                            PlateQuery.TIME_UNKNOWN);
            index.match(query, answer);
            assertEquals(Grade.EXACT, answer.grade(0));
            most = Math.max(most, answer.candidates());
        }
        assertTrue(most > 50, "hardly adversarial: " + most);
    }

    @Test
    void theSameListMakesTheSameIndex() {
        SplittableRandom random = SeededTest.random("PlateBoundTest.sameIndex");
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        for (int i = 0; i < 5_000; i++) {
            add(builder, plate(6, random), ON, 3);
        }
        PlateIndexBuilder again = copy(builder);
        assertEquals(builder.build().bound(2), again.build().bound(2));
    }

    private static PlateIndexBuilder copy(PlateIndexBuilder builder) {
        PlateIndexBuilder copy = DeletionPlateIndex.builder();
        for (int i = 0; i < builder.size(); i++) {
            add(copy, builder.plate(i), ON, 3);
        }
        return copy;
    }

    private static void keepsItsBound(DeletionPlateIndex index, SplittableRandom random) {
        PlateQuery query = new PlateQuery();
        PlateAnswer answer = new PlateAnswer();
        for (int i = 0; i < QUERIES; i++) {
            String read =
                    switch (random.nextInt(4)) {
                        case 0 -> plate(1 + random.nextInt(10), random);
                        case 1 -> RandomPlates.readOf(RandomPlates.plate(random), random);
                        case 2 -> RandomPlates.readOf("ABC1234", random);
                        default -> RandomPlates.plate(random);
                    };
            Jurisdiction by = random.nextInt(3) == 0 ? Jurisdiction.UNKNOWN : ON;
            if (query.set(read, by, PlateQuery.TIME_UNKNOWN) != PlateForm.Status.READ) {
                continue;
            }
            index.match(query, answer);
            SearchBound bound = index.bound(query.unread());
            assertTrue(
                    answer.linesRead() <= bound.lines(),
                    () -> read + ": " + answer.linesRead() + " lines, " + bound);
            assertTrue(
                    answer.candidates() <= bound.candidates(),
                    () -> read + ": " + answer.candidates() + " candidates, " + bound);
            assertTrue(answer.candidates() <= index.bound().candidates());
            assertTrue(answer.linesRead() <= index.bound().lines());
        }
    }

    private static String plate(int length, SplittableRandom random) {
        StringBuilder plate = new StringBuilder();
        for (int i = 0; i < length; i++) {
            plate.append(ALL.charAt(random.nextInt(ALL.length())));
        }
        return plate.toString();
    }

    private static void add(
            PlateIndexBuilder builder, String plate, Jurisdiction by, int priority) {
        add(builder, PlateForm.of(plate), by, priority);
    }

    private static void add(
            PlateIndexBuilder builder, PlateForm plate, Jurisdiction by, int priority) {
        int number = builder.size();
        assertEquals(number, builder.add(plate, by, priority, PlateIndexBuilder.NO_EXPIRY));
    }
}
