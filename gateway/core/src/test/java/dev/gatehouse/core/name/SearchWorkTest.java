package dev.gatehouse.core.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a search does at worst, counted and not timed: lists that somebody made to be slow.
final class SearchWorkTest {
    private static final int NAMES = 20_000;
    private static final int CAP = 100;
    private static final List<String> COMMON =
            List.of("Mohammed", "Mohamed", "Ahmad", "Ahmed", "Hassan", "Hussein", "Ali", "Khan");

    private static NameForm person(String name) {
        return NameReader.read(NameKind.PERSON, name);
    }

    private static NameIndex index(List<String> names) {
        NameIndex.Builder builder = new NameIndex.Builder(NameKind.PERSON);
        names.forEach(name -> builder.add(person(name), OptionalInt.empty()));
        return builder.build();
    }

    private static Random random() {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("seed " + seed);
        return new Random(seed);
    }

    @Test
    void everybodySharesAllPartsAndTheAnswerSaysSo() {
        Random random = random();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            StringBuilder name = new StringBuilder();
            for (int part = 0; part < 4; part++) {
                name.append(COMMON.get(random.nextInt(COMMON.size()))).append(' ');
            }
            names.add(name.toString().strip());
        }
        NameIndex index = index(names);
        NameSearch search = new NameSearch(index, NameScorer.DEFAULT_THRESHOLD, CAP);
        NameAnswer answer = search.search(person("Mohammed Ahmed Hassan Ali"), OptionalInt.empty());
        SearchWork work = search.work();
        assertTrue(answer.capReached());
        assertTrue(answer.hits().size() <= CAP);
        assertTrue(work.scored <= CAP, "scored " + work.scored);
        assertTrue(work.looked <= NAMES, "each name is looked at once: " + work.looked);
        // each part of the list against each of the query, by its key and for itself
        long pairs = 4L * index.partCount();
        assertTrue(work.compared <= 2 * pairs, "compared " + work.compared);
        // a common part is walked once for each part of the query that it is like
        assertTrue(work.neighbours <= pairs * index.partCount(), "neighbours " + work.neighbours);
        assertEquals(0, work.postings);
    }

    @Test
    void aPartThatEverybodyHasIsReadByWhatIsBesideIt() {
        Random random = random();
        MadeUpNames madeUp = new MadeUpNames(random);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            names.add("Mohammed " + madeUp.name().replace(",", "").split(" ", -1)[0] + i % 7);
        }
        NameIndex index = index(names);
        NameSearch search = new NameSearch(index, NameScorer.DEFAULT_THRESHOLD);
        NameAnswer answer = search.search(person("Mohammed Wolkenstein"), OptionalInt.empty());
        SearchWork work = search.work();
        assertFalse(answer.capReached());
        assertTrue(work.neighbours <= 2L * index.partCount(), "neighbours " + work.neighbours);
        assertTrue(work.looked < NAMES / 50, "looked " + work.looked);
        assertTrue(work.compared < index.partCount() / 4, "compared " + work.compared);
    }

    @Test
    void peopleOfOneNameAreScoredOnce() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < NameIndex.CANDIDATE_CAP; i++) {
            names.add(i % 2 == 0 ? "Ruslan Tagirov" : "Tagirov, Ruslan");
        }
        NameSearch search = new NameSearch(index(names), NameScorer.DEFAULT_THRESHOLD);
        NameAnswer answer = search.search(person("Ruslan Tagirow"), OptionalInt.empty());
        assertEquals(names.size(), answer.hits().size());
        assertFalse(answer.capReached());
        assertEquals(2, search.work().scored);
        assertEquals(2, answer.candidates());
    }
}
