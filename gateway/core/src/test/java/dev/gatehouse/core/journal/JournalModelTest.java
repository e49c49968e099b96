package dev.gatehouse.core.journal;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Random histories with power cuts against a model that is a list.
class JournalModelTest {
    private static final int HISTORIES = Integer.getInteger("gatehouse.journal.histories", 500);
    private static final List<RecordClass> CLASSES = List.of(RecordClass.values());
    private static final int STEPS_MAX = 60;
    private static final int LONG_STEPS_MAX = 500;

    /// What was appended, by seed of its body: index = sequence.
    private record Appended(long content, int annexBytes, int bodyBytes) {
        byte[] annex() {
            return Bench.annex(content, annexBytes);
        }

        byte[] body() {
            return Bench.body(content, bodyBytes);
        }
    }

    private static final class History {
        final SplittableRandom random;
        final Bench bench;
        final Map<RecordClass, List<Appended>> model = new EnumMap<>(RecordClass.class);
        final Map<RecordClass, Long> acknowledged = new EnumMap<>(RecordClass.class);
        final Map<RecordClass, Long> cursor = new EnumMap<>(RecordClass.class);
        final Set<RecordClass> windowGivenUp = EnumSet.noneOf(RecordClass.class);
        Journal journal;
        JournalReader reader;

        History(long seed, boolean ignoreSyncs) throws IOException {
            random = new SplittableRandom(seed);
            bench = new Bench(seed);
            bench.disk.tearing(random.nextInt(4) > 0);
            for (RecordClass recordClass : RecordClass.values()) {
                model.put(recordClass, new ArrayList<>());
                acknowledged.put(recordClass, 0L);
                cursor.put(recordClass, 0L);
            }
            journal = bench.open();
            bench.disk.ignoreSyncs(ignoreSyncs);
            reader = journal.reader();
        }

        void run() throws IOException {
            int steps = random.nextInt(1, random.nextInt(50) == 0 ? LONG_STEPS_MAX : STEPS_MAX);
            for (int step = 0; step < steps; step++) {
                bench.nowNanos += random.nextLong(30_000_000);
                switch (random.nextInt(20)) {
                    case 0, 1 -> crash();
                    case 2, 3, 4 -> journal.sync();
                    case 5 -> journal.syncDue(bench.nowNanos);
                    case 6 -> readSome();
                    case 7 -> advance();
                    case 8 -> {
                        boolean _ = journal.prepare();
                    }
                    case 9 -> closeAndOpen();
                    case 10 -> {
                        boolean _ = journal.roll(randomClass());
                    }
                    default -> appendSome();
                }
                for (RecordClass c : RecordClass.values()) {
                    acknowledged.put(c, journal.durable(c));
                    if (journal.stats().of(c).tagWindowShort() > 0) {
                        windowGivenUp.add(c);
                    }
                }
            }
            crash();
        }

        List<Appended> model(RecordClass c) {
            return requireNonNull(model.get(c));
        }

        long acknowledged(RecordClass c) {
            return requireNonNull(acknowledged.get(c));
        }

        long cursor(RecordClass c) {
            return requireNonNull(cursor.get(c));
        }

        RecordClass randomClass() {
            return CLASSES.get(random.nextInt(CLASSES.size()));
        }

        void appendSome() throws IOException {
            RecordClass c = randomClass();
            List<Appended> records = model(c);
            int count = random.nextInt(1, 6);
            for (int i = 0; i < count; i++) {
                int annexBytes = random.nextInt(3) == 0 ? 0 : random.nextInt(16, 65);
                int bodyBytes =
                        random.nextInt(5) == 0
                                ? random.nextInt(Bench.RECORD_BYTES_MAX + 1)
                                : random.nextInt(900);
                Appended record =
                        new Appended(random.nextLong(1, Long.MAX_VALUE), annexBytes, bodyBytes);
                assertEquals(records.size(), journal.nextSequence(c));
                long sequence = journal.append(c, record.annex(), record.body());
                if (sequence == Journal.FULL) {
                    return;
                }
                assertEquals(records.size(), sequence);
                records.add(record);
            }
        }

        void advance() throws IOException {
            RecordClass c = randomClass();
            long durable = journal.durable(c);
            long size = random.nextLong(durable + 1);
            if (journal.cursorFile().advance(c, size) == CursorFile.Advance.MOVED) {
                cursor.put(c, size);
            }
            assertEquals(cursor(c), journal.cursor(c));
        }

        void readSome() throws IOException {
            RecordClass c = randomClass();
            long from = cursor(c);
            long durable = journal.durable(c);
            long to = Math.min(durable, from + random.nextInt(1, 30));
            for (long sequence = from; sequence < to; sequence++) {
                check(c, sequence, reader.read(c, sequence));
            }
            assertInstanceOf(ReadResult.NotYet.class, reader.read(c, durable));
        }

        void check(RecordClass c, long sequence, ReadResult read) {
            ReadResult.Found found =
                    assertInstanceOf(ReadResult.Found.class, read, c + " " + sequence);
            Appended expected = model(c).get((int) sequence);
            assertTrue(Bench.same(found, expected.annex(), expected.body()), c + " " + sequence);
        }

        void closeAndOpen() throws IOException {
            reader.close();
            journal.close();
            for (RecordClass c : RecordClass.values()) {
                acknowledged.put(c, (long) model(c).size());
            }
            reopen();
        }

        void crash() throws IOException {
            bench.disk.crash();
            reopen();
            if (random.nextInt(3) == 0) {
                // Power went again before anything was written: what was shown as durable must be.
                bench.disk.crash();
                reopen();
            }
        }

        void reopen() throws IOException {
            bench.nowNanos += 1_000_000_007L;
            journal = bench.open();
            reader = journal.reader();
            for (RecordClass c : RecordClass.values()) {
                recoveredMatchesModel(c);
            }
        }

        void recoveredMatchesModel(RecordClass c) throws IOException {
            List<Appended> records = model(c);
            long next = journal.nextSequence(c);
            assertTrue(
                    next >= acknowledged(c),
                    c + ": acknowledged " + acknowledged(c) + ", found " + next);
            assertTrue(
                    next <= records.size(), c + ": appended " + records.size() + ", found " + next);
            assertEquals(next, journal.durable(c));
            acknowledged.put(c, next);
            records.subList((int) next, records.size()).clear();
            assertFalse(
                    journal.recovery().of(c).isDamaged(),
                    () -> journal.recovery().of(c).toString());
            assertEquals(cursor(c), journal.cursor(c));
            for (long sequence = cursor(c); sequence < next; sequence++) {
                check(c, sequence, reader.read(c, sequence));
            }
            Recovered recovered = journal.takeRecovered(c);
            long sequence = recovered.firstSequence();
            for (Recovered.RecoveredAnnex annex : recovered.records()) {
                assertEquals(sequence, annex.sequence());
                assertArrayEquals(records.get((int) sequence).annex(), annex.annex());
                sequence++;
            }
            assertEquals(next, sequence);
            tagsAreKnown(c, records);
        }

        void tagsAreKnown(RecordClass c, List<Appended> records) {
            if (windowGivenUp.contains(c)) {
                return;
            }
            int seen = 0;
            for (int i = records.size() - 1; i >= 0 && seen < Bench.LIMITS.tagWindow(); i--) {
                Tag16 tag = Tag16.of(records.get(i).annex());
                if (!tag.isNone()) {
                    seen++;
                    assertTrue(journal.hasTag(c, tag), c + ": tag of " + i);
                }
            }
        }
    }

    @Test
    void nothingDurableIsEverLostAndNothingIsInvented() throws IOException {
        long seed = Bench.seed("gatehouse.journal.seed");
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < HISTORIES; i++) {
            long one = i == 0 ? seed : seeds.nextLong();
            try {
                new History(one, false).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("history with -Dgatehouse.journal.seed=" + one, e);
            }
        }
    }

    /// The proof that the test above can fail.
    @Test
    void aDiskThatLiesAboutSyncsIsFoundOut() throws IOException {
        long seed = Bench.seed("gatehouse.journal.seed");
        SplittableRandom seeds = new SplittableRandom(seed);
        int found = 0;
        int histories = HISTORIES / 10;
        for (int i = 0; i < histories; i++) {
            try {
                new History(seeds.nextLong(), true).run();
            } catch (AssertionError _) {
                found++;
            }
        }
        assertTrue(found > histories / 2, found + " of " + histories + " histories found the loss");
        long again = seeds.nextLong();
        assertThrows(
                AssertionError.class,
                () -> {
                    for (int i = 0; i < 50; i++) {
                        new History(again + i, true).run();
                    }
                });
    }
}
