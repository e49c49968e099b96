package dev.gatehouse.core.lookout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ListDifferenceTest {
    private static final int ROUNDS = 200;

    private static Lookout lookout(int id, int version, SplittableRandom random) {
        return TestLists.plate(
                "L-" + id,
                version,
                TestLists.jurisdiction(random),
                TestLists.plate(random),
                LookoutAction.REFER_MANDATORY);
    }

    @Test
    void isWhatComparingEveryLookoutSays() {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("ListDifferenceTest: -Dgatehouse.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            TreeMap<String, Lookout> lookouts = new TreeMap<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                Lookout one = lookout(random.nextInt(60), 1, random);
                lookouts.put(one.id(), one);
            }
            LookoutSnapshot now = TestLists.snapshot(1, List.copyOf(lookouts.values()), true, 0);
            for (int step = random.nextInt(1, 5); step > 0; step--) {
                LookoutSnapshot before = now;
                Map<String, Lookout> was = new TreeMap<>(lookouts);
                now = next(before, lookouts, random);
                check(ListDifference.between(before, now), was, lookouts);
            }
        }
    }

    /// By a delta, a fold, or a list of its own.
    private static LookoutSnapshot next(
            LookoutSnapshot before, Map<String, Lookout> lookouts, SplittableRandom random) {
        List<Lookout> changed = new ArrayList<>();
        List<String> withdrawn = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            int id = random.nextInt(60);
            String name = "L-" + id;
            boolean taken =
                    withdrawn.contains(name)
                            || changed.stream().anyMatch(one -> one.id().equals(name));
            if (taken) {
                continue;
            }
            Lookout old = lookouts.get(name);
            if (old != null && random.nextInt(3) == 0) {
                withdrawn.add(name);
                lookouts.remove(name);
            } else {
                boolean same = old != null && random.nextInt(3) == 0;
                // also one that is told again as it was
                Lookout one = same ? old : lookout(id, random.nextInt(1, 3), random);
                changed.add(one);
                lookouts.put(name, one);
            }
        }
        return switch (random.nextInt(3)) {
            case 0 ->
                    TestLists.snapshot(
                            before.generation() + 1, List.copyOf(lookouts.values()), true, 0);
            case 1 -> TestLists.folded(TestLists.with(before, changed, withdrawn));
            default -> TestLists.with(before, changed, withdrawn);
        };
    }

    private static void check(
            ListDifference found, Map<String, Lookout> was, Map<String, Lookout> is) {
        Set<String> changed = new TreeSet<>();
        is.forEach((id, lookout) -> {
            if (!lookout.equals(was.get(id))) {
                changed.add(id);
                assertEquals(!was.containsKey(id), found.isNew(id));
            }
        });
        Set<String> gone = new TreeSet<>(was.keySet());
        gone.removeAll(is.keySet());
        assertEquals(changed.size(), found.size());
        assertEquals(gone, new TreeSet<>(found.withdrawn().keySet()));
        Set<String> searched =
                found.changed().lookouts().stream().map(Lookout::id).collect(Collectors.toSet());
        if (changed.size() <= is.size() / 2) {
            assertEquals(changed, new TreeSet<>(searched));
        } else {
            assertEquals(is.keySet(), new TreeSet<>(searched), "the whole list instead");
        }
    }

    @Test
    void againstNothingTheListIsSearchedAsItIs() {
        LookoutSnapshot now =
                TestLists.snapshot(
                        1,
                        List.of(
                                TestLists.plate(
                                        "L-1", 1, "US-NY", "KQR4821", LookoutAction.SILENT)),
                        true,
                        0);
        assertSame(now, ListDifference.between(LookoutSnapshot.NONE, now).changed());
    }

    @Test
    void beginningsAreFoundByTheirMinute() {
        LookoutAction refer = LookoutAction.REFER_MANDATORY;
        LookoutSnapshot now =
                TestLists.snapshot(
                        1,
                        List.of(
                                TestLists.plate("A", 1, "US-NY", "KQR4821", refer),
                                TestLists.plate("B", 1, "US-NY", "KQR4822", refer, 100, 900),
                                TestLists.plate("C", 1, "US-NY", "KQR4823", refer, 200, 900)),
                        true,
                        0);
        assertEquals(OptionalInt.of(100), ListDifference.nextStart(now, 99));
        assertEquals(OptionalInt.of(200), ListDifference.nextStart(now, 100));
        assertEquals(OptionalInt.empty(), ListDifference.nextStart(now, 200));
        assertEquals(
                List.of("B"),
                ListDifference.starting(now, 99, 199).lookouts().stream()
                        .map(Lookout::id)
                        .toList());
    }
}
