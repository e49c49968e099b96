package dev.gatehouse.core.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.decision.Sighting;
import dev.gatehouse.core.lookout.Finding;
import dev.gatehouse.core.lookout.Lookout;
import dev.gatehouse.core.lookout.LookoutAction;
import dev.gatehouse.core.lookout.LookoutSearch;
import dev.gatehouse.core.lookout.TestLists;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Made-up histories of passages, lists, restarts and power cuts.
final class ReplayStoryTest {
    private static final LookoutAction REFER = LookoutAction.REFER_MANDATORY;

    /// Whatever happens in whatever order: told is exactly what a search of every passage in every
    /// list would say.
    @Test
    void isWhatSearchingEverythingEachTimeSays() {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("ReplayStoryTest: -Dgatehouse.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        int late = 0;
        for (int round = 0; round < 20; round++) {
            Story story = new Story(random);
            story.tell();
            late += story.expected.size();
        }
        assertTrue(late > 100, "the stories have late hits");
    }

    private static final class Story {
        private final SplittableRandom random;
        private final Site site;
        private final LookoutSearch search = new LookoutSearch();
        private final TreeMap<String, Lookout> lookouts = new TreeMap<>();
        private final Map<String, Integer> versions = new HashMap<>();
        private final List<Sighting> passages = new ArrayList<>();
        private final Set<String> expected = new TreeSet<>();
        private final Set<String> told = new HashSet<>();

        Story(SplittableRandom random) {
            this.random = random;
            this.site = new Site(random.nextLong());
        }

        void tell() {
            for (int i = 0; i < 40; i++) {
                switch (random.nextInt(8)) {
                    case 0, 1 -> changeList();
                    case 2 -> {
                        look();
                        site.restart();
                    }
                    case 3 -> {
                        look();
                        site.crash();
                    }
                    default -> {
                        for (int n = random.nextInt(6); n > 0; n--) {
                            passages.add(
                                    site.passes(
                                            TestLists.jurisdiction(random),
                                            TestLists.plate(random)));
                        }
                    }
                }
            }
            look();
            assertEquals(expected, new TreeSet<>(site.journal));
            assertEquals(0, site.repeated);
        }

        /// One change between two looks, so that the list each passage was answered by is known.
        private void changeList() {
            look();
            for (int n = random.nextInt(1, 6); n > 0; n--) {
                String id = "L-" + random.nextInt(12);
                if (random.nextInt(3) == 0) {
                    lookouts.remove(id);
                } else {
                    int version = versions.merge(id, 1, Integer::sum);
                    lookouts.put(
                            id,
                            TestLists.plate(
                                    id,
                                    version,
                                    TestLists.jurisdiction(random),
                                    TestLists.plate(random),
                                    random.nextInt(4) == 0 ? LookoutAction.SILENT : REFER));
                }
            }
            site.list(random.nextInt(4) > 0, List.copyOf(lookouts.values()));
        }

        private void look() {
            for (int i = 0; i < 3; i++) {
                site.look();
            }
            if (site.view.snapshot().isEmpty()) {
                return;
            }
            for (Sighting passage : passages) {
                Set<String> found = new HashSet<>();
                passage.hits()
                        .forEach(hit ->
                                found.add(hit.getLookoutId() + " " + hit.getLookoutVersion()));
                for (Finding now :
                        search.find(site.view.inForce(), passage.what(), site.wallMs).hits()) {
                    String lookout = now.lookout().id() + " " + now.lookout().version();
                    if (!found.contains(lookout)) {
                        told.add(passage.passageId() + " " + lookout);
                    }
                }
                for (String lookout : found) {
                    review(passage.passageId(), lookout);
                }
            }
            for (String late : told) {
                expected.add(late);
                int blank = late.indexOf(' ');
                review(late.substring(0, blank), late.substring(blank + 1));
            }
        }

        private void review(String passage, String lookout) {
            String id = lookout.substring(0, lookout.indexOf(' '));
            if (!lookouts.containsKey(id)) {
                expected.add(passage + " withdrawn " + lookout);
            }
        }
    }
}
