package dev.gatehouse.core.identifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.match.Grade;
import dev.gatehouse.core.match.KeyTable;
import dev.gatehouse.core.match.MatchStep;
import dev.gatehouse.core.match.RankedHits;
import dev.gatehouse.core.match.SeededTest;
import dev.gatehouse.protocols.document.MrzForm;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class IdentifierIndexTest {
    private static final int QUERIES = 100_000;
    private static final int LISTS = 20;
    private static final int LISTED = 48;
    private static final int OTHERS = 12;
    private static final long NOW_MS = 60_000L * 1_000_000;
    private static final long NEVER = IdentifierIndexBuilder.NO_EXPIRY;

    private record Entry(CheckedIdentifier identifier, int priority, long untilMs) {}

    private record Hit(int priority, Grade grade, int entry, boolean qualifierUnknown) {}

    /// The hits of the index equal those of a full scan in plain strings, in the same order, on
    /// 100,000 random queries of each kind.
    @ParameterizedTest
    @EnumSource(value = IdentifierKind.class, mode = EnumSource.Mode.EXCLUDE, names = "PLATE")
    void equalsAFullScan(IdentifierKind kind) {
        SplittableRandom random = SeededTest.random("IdentifierIndexTest." + kind);
        IdentifierQuery query = new IdentifierQuery();
        IdentifierAnswer answer = new IdentifierAnswer();
        int hits = 0;
        int asked = 0;
        for (int list = 0; list < LISTS; list++) {
            List<Entry> entries = entries(kind, random);
            IdentifierIndex index = index(entries);
            for (int i = 0; i < QUERIES / LISTS; i++) {
                String near = entries.get(random.nextInt(entries.size())).identifier().input();
                String text = random.nextBoolean() ? MadeUpIdentifiers.of(kind, random) : near;
                CheckedIdentifier read = kind.check(misread(text, random));
                boolean searchable = query.set(read, NOW_MS);
                index.match(query, answer);
                assertEquals(searchable, answer.searched());
                assertEquals(
                        scan(entries, read),
                        found(answer, entries),
                        () -> kind + " " + read.input() + " " + read.status());
                hits += answer.size();
                asked++;
            }
        }
        int least = asked / 100;
        int met = hits;
        assertEquals(QUERIES, asked);
        assertTrue(met > least, () -> "hits " + met);
    }

    private static String misread(String text, SplittableRandom random) {
        StringBuilder read = new StringBuilder(text);
        for (int errors = Math.max(0, random.nextInt(5) - 2); errors > 0; errors--) {
            int at = random.nextInt(read.length());
            char c = "08B5S1ACNU<".charAt(random.nextInt(11));
            switch (random.nextInt(4)) {
                case 0 -> read.deleteCharAt(at);
                case 1 -> read.insert(at, c);
                case 2 -> read.setCharAt(at, c);
                default -> {
                    int next = Math.min(at + 1, read.length() - 1);
                    char other = read.charAt(at);
                    read.setCharAt(at, read.charAt(next));
                    read.setCharAt(next, other);
                }
            }
            if (read.isEmpty()) {
                return "";
            }
        }
        return read.toString();
    }

    private static List<Entry> entries(IdentifierKind kind, SplittableRandom random) {
        List<Entry> entries = new ArrayList<>();
        IdentifierKind[] kinds = IdentifierKind.values();
        while (entries.size() < LISTED + OTHERS) {
            IdentifierKind of =
                    entries.size() < LISTED ? kind : kinds[random.nextInt(kinds.length)];
            CheckedIdentifier listed = of.check(MadeUpIdentifiers.of(of, random));
            if (IdentifierIndexBuilder.isListable(listed)) {
                long until = random.nextInt(8) == 0 ? NOW_MS - random.nextInt(2) : NEVER;
                entries.add(new Entry(listed, 1 + random.nextInt(5), until));
            }
        }
        return entries;
    }

    private static IdentifierIndex index(List<Entry> entries) {
        IdentifierIndexBuilder builder = IdentifierIndex.builder();
        for (Entry entry : entries) {
            var _ = builder.add(entry.identifier(), entry.priority(), entry.untilMs());
        }
        return builder.build();
    }

    private static List<Hit> scan(List<Entry> entries, CheckedIdentifier read) {
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            int number = i;
            if (entry.untilMs() > NOW_MS) {
                IdentifierOracle.match(read, entry.identifier())
                        .ifPresent(found ->
                                hits.add(
                                        new Hit(
                                                entry.priority(),
                                                found.grade(),
                                                number,
                                                found.qualifierUnknown())));
            }
        }
        hits.sort(
                Comparator.comparingInt(Hit::priority)
                        .thenComparing(Hit::grade)
                        .thenComparingInt(Hit::entry));
        return hits;
    }

    private static List<Hit> found(IdentifierAnswer answer, List<Entry> entries) {
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < answer.size(); i++) {
            hits.add(
                    new Hit(
                            entries.get(answer.entry(i)).priority(),
                            answer.grade(i),
                            answer.entry(i),
                            answer.qualifierUnknown(i)));
        }
        return hits;
    }

    private static IdentifierIndex listing(IdentifierKind kind, String... inputs) {
        IdentifierIndexBuilder builder = IdentifierIndex.builder();
        for (String input : inputs) {
            var _ = builder.add(kind.check(input), 3, NEVER);
        }
        return builder.build();
    }

    private static IdentifierAnswer ask(IdentifierIndex index, IdentifierKind kind, String input) {
        IdentifierQuery query = new IdentifierQuery();
        IdentifierAnswer answer = new IdentifierAnswer();
        var _ = query.set(kind.check(input), NOW_MS);
        index.match(query, answer);
        return answer;
    }

    private static List<String> texts(IdentifierAnswer answer, int hit) {
        return answer.steps(hit).stream().map(MatchStep::text).toList();
    }

    @Test
    void onlyReadingsWithoutARightCheckAreSearchedByEdit() {
        IdentifierIndex index = listing(IdentifierKind.VIN, "1HGCM82633A004352");
        IdentifierAnswer wrong = ask(index, IdentifierKind.VIN, "1HGCM82633A004353");
        assertEquals(Grade.EDIT1, wrong.grade(0));
        assertEquals(List.of("EDIT SUBST 3->2 @17", "CHECK FAILED"), texts(wrong, 0));
        IdentifierAnswer folded = ask(index, IdentifierKind.VIN, "1HGCM8Z633A0O4352");
        assertEquals(
                List.of("FOLDED Z->2 @7", "FOLDED O->0 @13", "CHECK FAILED"), texts(folded, 0));
        IdentifierAnswer lost = ask(index, IdentifierKind.VIN, "1HGCM8263A004352");
        assertEquals(List.of("EDIT LOST 3 @10", "CHECK FAILED"), texts(lost, 0));
        IdentifierAnswer swapped = ask(index, IdentifierKind.VIN, "1HGCM82633A004325");
        assertEquals(List.of("EDIT SWAP 25->52 @16", "CHECK FAILED"), texts(swapped, 0));
        // another car of the same series: its check digit is right, so it is read as it is
        IdentifierAnswer other = ask(index, IdentifierKind.VIN, "1HGCM82643A004352");
        assertFalse(IdentifierKind.VIN.check("1HGCM82643A004352").isValid());
        assertEquals(1, other.size());
        IdentifierIndex containers = listing(IdentifierKind.ISO6346, "CSQU3054383");
        assertEquals(0, ask(containers, IdentifierKind.ISO6346, "CSQU3054384").size());
    }

    @Test
    void documentsOfTwoIssuersAreTwoDocuments() {
        IdentifierIndex index =
                listing(IdentifierKind.DOCUMENT, "CAN:AB123456", "UTO:AB123456", "AB123456");
        String zone = MadeUpIdentifiers.zone(MrzForm.TD3, "AB123456", "CAN", true);
        IdentifierAnswer answer = ask(index, IdentifierKind.MRZ_TD3, zone);
        assertEquals(2, answer.size());
        assertEquals(List.of(), texts(answer, 0));
        assertEquals(List.of("QUALIFIER_UNKNOWN"), texts(answer, 1));
        assertEquals(3, ask(index, IdentifierKind.DOCUMENT, "AB123456").size());
        String misread = MadeUpIdentifiers.zone(MrzForm.TD3, "A8123456", "CAN", false);
        IdentifierAnswer folded = ask(index, IdentifierKind.MRZ_TD3, misread);
        assertEquals(Grade.CONFUSABLE, folded.grade(0));
        assertEquals(0, ask(index, IdentifierKind.DOCUMENT, "CAN:A8123456").size());
    }

    @Test
    void aListedCodeOfGoodsStandsForAllUnderIt() {
        IdentifierIndex index = listing(IdentifierKind.HS_CODE, "9301", "93", "930190", "9302");
        IdentifierAnswer answer = ask(index, IdentifierKind.HS_CODE, "9301.90.00.10");
        assertEquals(3, answer.size());
        assertEquals(List.of("PREFIX"), texts(answer, 0));
        assertEquals(2, ask(index, IdentifierKind.HS_CODE, "9301").size());
        assertEquals(0, ask(index, IdentifierKind.HS_CODE, "8301").size());
    }

    @Test
    void anImeiIsFoundByItsBodyWhenACheckDigitIsMissing() {
        IdentifierIndex index = listing(IdentifierKind.IMEI, "490154203237518", "49015420323751");
        assertEquals(2, ask(index, IdentifierKind.IMEI, "49015420323751").size());
        assertEquals(2, ask(index, IdentifierKind.IMEI, "490154203237518").size());
        assertEquals(1, ask(index, IdentifierKind.IMEI, "490154203237517").size());
    }

    @Test
    void whatCannotBeSearchedSaysSo() {
        IdentifierIndex index = listing(IdentifierKind.SERIAL, "ABC");
        assertFalse(ask(index, IdentifierKind.ISO6346, "nonsense").searched());
        assertFalse(ask(index, IdentifierKind.PLATE, "ABC").searched());
        assertTrue(ask(index, IdentifierKind.SERIAL, "ABD").searched());
        assertEquals(0, ask(index, IdentifierKind.CARGO_CONTROL, "ABCDE").size());
    }

    /// One serial number a hundred thousand times and a list that shares every key: both build, and
    /// no search passes the bound.
    @Test
    void adversarialListsKeepTheBoundOfASearch() {
        IdentifierIndexBuilder same = IdentifierIndex.builder();
        IdentifierIndexBuilder near = IdentifierIndex.builder();
        for (int i = 0; i < 100_000; i++) {
            var _ = same.add(IdentifierKind.SERIAL.check("ABC123"), i == 90_000 ? 1 : 4, NEVER);
            if (i % 4 == 0) {
                String number = String.format("CAN:%08d", i % 10_000);
                var _ = near.add(IdentifierKind.DOCUMENT.check(number), 3, NEVER);
            }
        }
        IdentifierAnswer flood = ask(same.build(), IdentifierKind.SERIAL, "ABC123");
        assertTrue(flood.capReached());
        assertEquals(90_000, flood.entry(0));
        assertEquals(RankedHits.MAX_CANDIDATES, flood.size());
        IdentifierIndex index = near.build();
        assertTrue(index.longestRun() <= KeyTable.MAX_RUN);
        String zone = MadeUpIdentifiers.zone(MrzForm.TD3, "00001235", "CAN", false);
        IdentifierAnswer answer = ask(index, IdentifierKind.MRZ_TD3, zone);
        assertTrue(answer.candidates() <= 2 * RankedHits.MAX_CANDIDATES);
        assertTrue(answer.size() > 0);
    }

    @Test
    void anExpiredEntryStopsMatchingAtItsMinute() {
        IdentifierIndexBuilder builder = IdentifierIndex.builder();
        assertEquals(0, builder.add(IdentifierKind.SERIAL.check("ABC"), 1, 600_000));
        IdentifierIndex index = builder.build();
        IdentifierQuery query = new IdentifierQuery();
        IdentifierAnswer answer = new IdentifierAnswer();
        for (long nowMs : new long[] {599_999, IdentifierQuery.TIME_UNKNOWN, 600_000}) {
            assertTrue(query.set(IdentifierKind.SERIAL.check("abc"), nowMs));
            index.match(query, answer);
            assertEquals(nowMs == 600_000 ? 0 : 1, answer.size());
        }
    }

    @Test
    void limitsOfTheBuilder() {
        IdentifierIndexBuilder builder = IdentifierIndex.builder();
        CheckedIdentifier fine = IdentifierKind.SERIAL.check("ABC");
        assertThrows(IllegalArgumentException.class, () -> builder.add(fine, 0, NEVER));
        assertThrows(IllegalArgumentException.class, () -> builder.add(fine, 6, NEVER));
        for (IdentifierKind kind : List.of(IdentifierKind.VIN, IdentifierKind.PLATE)) {
            CheckedIdentifier not = kind.check("ABC1234");
            assertThrows(IllegalArgumentException.class, () -> builder.add(not, 1, NEVER));
        }
        IdentifierIndex empty = builder.build();
        assertEquals(0, empty.size());
        assertEquals(0, ask(empty, IdentifierKind.VIN, "1HGCM82633A004353").size());
    }

    @Test
    void aSearchAllocatesNothing() {
        IdentifierIndexBuilder builder = IdentifierIndex.builder();
        for (int i = 0; i < 10_000; i++) {
            var _ = builder.add(IdentifierKind.SERIAL.check(String.format("S%06d", i)), 3, NEVER);
            var _ = builder.add(IdentifierKind.DOCUMENT.check("CAN:" + (100_000 + i)), 3, NEVER);
        }
        IdentifierIndex index = builder.build();
        String zone = MadeUpIdentifiers.zone(MrzForm.TD2, "999999", "CAN", false);
        List<CheckedIdentifier> reads =
                List.of(
                        IdentifierKind.SERIAL.check("S004711"),
                        IdentifierKind.SERIAL.check("X004711"),
                        IdentifierKind.MRZ_TD2.check(zone));
        IdentifierQuery query = new IdentifierQuery();
        IdentifierAnswer answer = new IdentifierAnswer();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int i = 0; i < 40_000; i++) {
            if (i == 20_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            var _ = query.set(reads.get(i % reads.size()), NOW_MS);
            index.match(query, answer);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 20_000, () -> "allocated " + allocated);
    }
}
