package dev.gatehouse.core.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The estimate of false hits is what counting by plain strings gives.
final class FalseHitsTest {
    private static final Jurisdiction[] ISSUERS = {
        Jurisdiction.ofIso("CA-ON"), Jurisdiction.ofIso("US-NY"), Jurisdiction.UNKNOWN
    };
    private static final String LETTERS = "ODQABC";
    private static final int READS = 250;

    private record Listed(String plate, Jurisdiction issuer) {}

    @Test
    void equalsCountingByPlainStrings() {
        SplittableRandom random = SeededTest.random("FalseHitsTest");
        List<Listed> list = list(3_000, random);
        DeletionPlateIndex index = index(list);
        long seed = random.nextLong();
        FalseHits measured = index.falseHits(seed, READS);
        Map<FalseHits.Kind, Integer> known = new EnumMap<>(FalseHits.Kind.class);
        Map<FalseHits.Kind, Integer> unknown = new EnumMap<>(FalseHits.Kind.class);
        MadeUpReads reads = new MadeUpReads(entries(list), new SplittableRandom(seed));
        int unlisted = 0;
        for (int i = 0; i < READS; i++) {
            MadeUpReads.MadeUp read = reads.next();
            Jurisdiction issuer = Jurisdiction.ofId(read.jurisdictionId());
            String one = PlateForm.textOf(reads.unread(read, 1));
            String two = PlateForm.textOf(reads.unread(read, 2));
            String plate = PlateForm.textOf(read.raw());
            if (list.stream()
                    .anyMatch(listed ->
                            listed.plate().equals(plate)
                                    && (listed.issuer() == issuer
                                            || !issuer.isKnown()
                                            || !listed.issuer().isKnown()))) {
                continue;
            }
            unlisted++;
            count(list, plate, one, two, issuer, known);
            count(list, plate, one, two, Jurisdiction.UNKNOWN, unknown);
        }
        assertEquals(unlisted, measured.reads());
        for (FalseHits.Kind kind : FalseHits.Kind.values()) {
            assertEquals(
                    1_000.0 * known.getOrDefault(kind, 0) / unlisted,
                    measured.perThousand(kind, true),
                    1e-9,
                    () -> "known " + kind);
            assertEquals(
                    1_000.0 * unknown.getOrDefault(kind, 0) / unlisted,
                    measured.perThousand(kind, false),
                    1e-9,
                    () -> "unknown " + kind);
        }
        assertTrue(measured.perThousand(FalseHits.Kind.EDIT1, true) > 50, measured::toString);
        assertTrue(measured.perThousand(FalseHits.Kind.TWO_UNREAD, true) > 50, measured::toString);
        assertTrue(
                measured.perThousand(FalseHits.Kind.EDIT1, false)
                        >= measured.perThousand(FalseHits.Kind.EDIT1, true));
    }

    @Test
    void aLongerListHasMoreOfThem() {
        SplittableRandom random = SeededTest.random("FalseHitsTest.longer");
        FalseHits small = index(list(300, random)).falseHits(random.nextLong(), 4_000);
        FalseHits large = index(list(6_000, random)).falseHits(random.nextLong(), 4_000);
        assertTrue(
                small.perThousand(FalseHits.Kind.EDIT1, true)
                        < large.perThousand(FalseHits.Kind.EDIT1, true));
        assertEquals(0, DeletionPlateIndex.builder().build().falseHits(1, 10).reads());
    }

    private static void count(
            List<Listed> list,
            String plate,
            String one,
            String two,
            Jurisdiction issuer,
            Map<FalseHits.Kind, Integer> counts) {
        Set<FalseHits.Kind> kinds = EnumSet.noneOf(FalseHits.Kind.class);
        for (Listed listed : list) {
            boolean differs =
                    issuer.isKnown() && listed.issuer().isKnown() && issuer != listed.issuer();
            Optional<Grade> grade =
                    PlateOracle.grade(plate, issuer, false, listed.plate(), listed.issuer());
            if (grade.isPresent()) {
                boolean lead = differs || grade.get() == Grade.EXACT;
                kinds.add(
                        lead
                                ? FalseHits.Kind.LEAD
                                : grade.get() == Grade.CONFUSABLE
                                        ? FalseHits.Kind.CONFUSABLE
                                        : FalseHits.Kind.EDIT1);
            }
            if (grade(one, issuer, listed)) {
                kinds.add(FalseHits.Kind.ONE_UNREAD);
            }
            if (grade(two, issuer, listed)) {
                kinds.add(FalseHits.Kind.TWO_UNREAD);
            }
        }
        kinds.forEach(kind -> counts.merge(kind, 1, Integer::sum));
    }

    private static boolean grade(String read, Jurisdiction issuer, Listed listed) {
        return PlateOracle.grade(read, issuer, false, listed.plate(), listed.issuer()).isPresent();
    }

    /// Two of few letters and four digits: few enough serials for hits to abound.
    private static List<Listed> list(int size, SplittableRandom random) {
        List<Listed> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Jurisdiction issuer = ISSUERS[random.nextInt(20) == 0 ? 2 : random.nextInt(2)];
            String plate =
                    ""
                            + LETTERS.charAt(random.nextInt(LETTERS.length()))
                            + LETTERS.charAt(random.nextInt(LETTERS.length()))
                            + (1_000 + random.nextInt(9_000));
            list.add(new Listed(plate, issuer));
        }
        return list;
    }

    private static DeletionPlateIndex index(List<Listed> list) {
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        for (Listed listed : list) {
            var _ =
                    builder.add(
                            PlateForm.of(listed.plate()),
                            listed.issuer(),
                            3,
                            PlateIndexBuilder.NO_EXPIRY);
        }
        return builder.build();
    }

    private static PlateEntries entries(List<Listed> list) {
        long[] raws = new long[list.size()];
        byte[] issuers = new byte[raws.length];
        byte[] priorities = new byte[raws.length];
        for (int i = 0; i < raws.length; i++) {
            raws[i] = PlateForm.of(list.get(i).plate()).packed();
            issuers[i] = (byte) list.get(i).issuer().id();
            priorities[i] = 3;
        }
        return new PlateEntries(raws, issuers, priorities, new int[0]);
    }
}
