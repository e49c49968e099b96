package dev.gatehouse.core.journal;

import static dev.gatehouse.core.journal.RecordClass.P0;
import static dev.gatehouse.core.journal.RecordClass.P1;
import static dev.gatehouse.core.journal.RecordClass.P2;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final byte[] NO_ANNEX = new byte[0];

    private final Bench bench = new Bench(11);

    /// Appends until the class is full; syncs every ten.
    private static long fill(Journal journal, RecordClass c, long from) throws IOException {
        long sequence = from;
        while (journal.append(c, NO_ANNEX, Bench.body(sequence, 700)) == sequence) {
            sequence++;
            if (sequence % 10 == 0) {
                journal.sync();
            }
        }
        journal.sync();
        return sequence;
    }

    private static void readAll(Journal journal, RecordClass c, long from, long to)
            throws IOException {
        try (JournalReader reader = journal.reader()) {
            for (long s = from; s < to; s++) {
                ReadResult.Found found =
                        assertInstanceOf(ReadResult.Found.class, reader.read(c, s));
                assertArrayEquals(Bench.body(s, 700), found.body());
            }
        }
    }

    @Test
    void everySizeSurvivesAReopen() throws IOException {
        Bench roomy = new Bench(1, Bench.limits(40, 0));
        int[] sizes = {
            0, 1, 2, 3, 4, 5, 7, 8, 9, 440, 441, 448, 512, 700, 4095, 4096, Bench.RECORD_BYTES_MAX
        };
        int[] annexes = {0, 16, 17, 63, 64};
        Journal journal = roomy.open();
        for (int size : sizes) {
            for (int annex : annexes) {
                long sequence = journal.append(P1, Bench.annex(1, annex), Bench.body(size, size));
                assertTrue(sequence >= 0);
            }
        }
        journal.close();
        Journal again = roomy.open();
        try (JournalReader reader = again.reader()) {
            long sequence = 0;
            for (int size : sizes) {
                for (int annex : annexes) {
                    ReadResult.Found found =
                            assertInstanceOf(ReadResult.Found.class, reader.read(P1, sequence++));
                    assertTrue(Bench.same(found, Bench.annex(1, annex), Bench.body(size, size)));
                }
            }
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> again.append(P1, NO_ANNEX, new byte[Bench.RECORD_BYTES_MAX + 1]));
        assertThrows(
                IllegalArgumentException.class, () -> again.append(P1, new byte[15], NO_ANNEX));
        assertThrows(
                IllegalArgumentException.class, () -> again.append(P1, new byte[65], NO_ANNEX));
    }

    @Test
    void tellsWhenACommitIsDue() throws IOException {
        Journal journal = bench.open();
        assertEquals(Long.MAX_VALUE, journal.syncDueNanos());
        long start = bench.nowNanos;
        journal.append(P2, NO_ANNEX, NO_ANNEX);
        assertEquals(250_000_000, journal.syncDelayNanos(start));
        bench.nowNanos += 5_000_000; // over the end of the scale of nanoTime
        journal.append(P1, NO_ANNEX, NO_ANNEX);
        assertEquals(20_000_000, journal.syncDelayNanos(bench.nowNanos));
        journal.append(P0, NO_ANNEX, NO_ANNEX);
        assertEquals(0, journal.syncDelayNanos(bench.nowNanos));
        journal.syncDue(bench.nowNanos);
        assertEquals(1, journal.durable(P0));
        assertEquals(0, journal.durable(P1));
        journal.syncDue(bench.nowNanos + 20_000_000);
        assertEquals(1, journal.durable(P1));
        assertEquals(0, journal.durable(P2));
        journal.sync();
        assertEquals(1, journal.durable(P2));
        assertEquals(Long.MAX_VALUE, journal.syncDueNanos());
    }

    @Test
    void aFullClassRefusesAndTheOthersGoOn() throws IOException {
        Journal journal = bench.open();
        long taken = fill(journal, P2, 0);
        assertFalse(journal.hasRoom(P2, 0, 700));
        assertTrue(journal.stats().p2().fullRefusals() > 0);
        assertEquals(taken, journal.nextSequence(P2));
        assertTrue(journal.append(P0, NO_ANNEX, NO_ANNEX) >= 0);
        // Central has all but the newest segments: their space is used again, and what is above the
        // cursor stays.
        long cursor = taken / 2;
        assertEquals(CursorFile.Advance.MOVED, journal.cursorFile().advance(P2, cursor));
        long more = fill(journal, P2, taken);
        assertTrue(more > taken + 10);
        readAll(journal, P2, cursor, more);
        try (JournalReader reader = journal.reader()) {
            assertInstanceOf(ReadResult.Recycled.class, reader.read(P2, 0));
        }
        bench.crashAndOpen();
    }

    @Test
    void theReserveWorksWhenOthersHaveFilledTheDisk() throws IOException {
        Journal journal = bench.open();
        while (journal.prepare()) {
            assertEquals(0, journal.stats().p1().prepareFailures());
        }
        bench.disk.capacity(0);
        long taken = fill(journal, P1, 0);
        int perSegment = (Bench.SEGMENT_BYTES - 4096 - 512) / Frame.lengthBytes(0, 700);
        assertEquals(perSegment, taken);
        assertEquals(taken, journal.durable(P1));
        // Space returns: so does the journal, by itself.
        bench.disk.capacity(Long.MAX_VALUE);
        bench.nowNanos += SpareSegments.RETRY_NANOS;
        assertEquals(taken, journal.append(P1, NO_ANNEX, Bench.body(taken, 700)));
        journal.sync();
        readAll(journal, P1, 0, taken + 1);
    }

    @Test
    void aFailedSyncIsFinalUntilTheRestart() throws IOException {
        Journal journal = bench.open();
        journal.append(P1, NO_ANNEX, Bench.body(0, 700));
        journal.sync();
        journal.append(P1, NO_ANNEX, Bench.body(1, 700));
        bench.disk.failSyncs(1);
        assertThrows(JournalException.class, journal::sync);
        assertEquals(1, journal.durable(P1));
        assertThrows(JournalException.class, journal::sync);
        assertThrows(JournalException.class, () -> journal.append(P0, NO_ANNEX, NO_ANNEX));
        journal.close();
        Journal again = bench.crashAndOpen();
        assertEquals(1, again.nextSequence(P1));
        readAll(again, P1, 0, 1);
    }

    /// The kernel goes on showing what a failed sync lost, until the power goes.
    @Test
    void whatIsShownAfterAFailedSyncAndARestartSurvivesThePowerCut() throws IOException {
        for (int proven = 0; proven < 2; proven++) {
            Bench fresh = new Bench(8, Bench.limits(12, 20));
            Journal journal = fresh.open();
            for (int i = 0; i < proven; i++) {
                journal.append(P1, NO_ANNEX, Bench.body(i, 700));
                journal.sync();
            }
            journal.append(P1, NO_ANNEX, Bench.body(proven, 700));
            fresh.disk.failSyncs(1);
            assertThrows(JournalException.class, journal::sync);
            journal.close();
            Journal restarted = fresh.open();
            assertEquals(proven + 1, restarted.durable(P1));
            assertEquals(CursorFile.Advance.MOVED, restarted.cursorFile().advance(P1, proven + 1));
            Journal afterwards = fresh.crashAndOpen();
            assertEquals(proven + 1, afterwards.nextSequence(P1));
            assertEquals(proven + 1, afterwards.cursor(P1));
            assertFalse(afterwards.recovery().isDamaged());
            readAll(afterwards, P1, 0, proven + 1);
        }
    }

    @Test
    void aCursorShownAfterAFailedSyncSurvivesThePowerCut() throws IOException {
        Journal journal = bench.open();
        fill(journal, P1, 0);
        bench.disk.failSyncs(1);
        assertThrows(JournalException.class, () -> journal.cursorFile().advance(P1, 5));
        Journal restarted = bench.open();
        long shown = restarted.cursor(P1);
        assertEquals(shown, bench.crashAndOpen().cursor(P1));
    }

    @Test
    void aFailedCursorDoesNotMove() throws IOException {
        Journal journal = bench.open();
        fill(journal, P1, 0);
        CursorFile cursors = journal.cursorFile();
        assertEquals(
                CursorFile.Advance.BEYOND_DURABLE, cursors.advance(P1, journal.durable(P1) + 1));
        assertEquals(CursorFile.Advance.MOVED, cursors.advance(P1, 5));
        assertEquals(CursorFile.Advance.NOT_AHEAD, cursors.advance(P1, 4));
        bench.disk.failSyncs(1);
        assertThrows(JournalException.class, () -> cursors.advance(P1, 6));
        assertThrows(JournalException.class, () -> cursors.advance(P1, 7));
        assertEquals(5, cursors.cursor(P1));
        assertEquals(5, bench.crashAndOpen().cursor(P1));
    }

    @Test
    void aStartReadsTheLastSegmentsOnly() throws IOException {
        Bench roomy = new Bench(5, Bench.limits(40, 20));
        Journal journal = roomy.open();
        for (int i = 0; i < 300; i++) {
            roomy.state = Bench.body(i, 900);
            journal.append(P1, Bench.annex(i + 1, 24), Bench.body(i, 700));
        }
        journal.close();
        Journal again = roomy.open();
        ClassRecovery found = again.recovery().p1();
        assertEquals(300, found.nextSequence());
        assertTrue(found.segments() > 15, found.toString());
        assertTrue(found.segmentsRead() <= 3, found.toString());
        Recovered recovered = again.takeRecovered(P1);
        int first = (int) recovered.firstSequence();
        assertArrayEquals(Bench.body(first, 900), recovered.state().orElseThrow());
        assertEquals(300 - first, recovered.records().size());
        for (int i = 280; i < 300; i++) {
            assertTrue(again.hasTag(P1, Tag16.of(Bench.annex(i + 1, 24))));
        }
        assertFalse(again.hasTag(P1, Tag16.of(Bench.annex(1, 24))));
        assertFalse(again.hasTag(P0, Tag16.of(Bench.annex(300, 24))));
    }

    @Test
    void aCommitOfOneRecordWritesLittleMoreThanThePagesItTouches() throws IOException {
        Bench real = new Bench(9, JournalLimits.DEFAULTS);
        Journal journal = real.open();
        journal.append(P1, NO_ANNEX, NO_ANNEX);
        journal.sync();
        while (journal.prepare()) {
            assertEquals(0, journal.stats().p1().prepareFailures());
        }
        long before = real.disk.deviceBytes();
        int records = 2_000;
        for (int i = 0; i < records; i++) {
            journal.append(P1, Bench.annex(i + 1, 48), Bench.body(i, 700));
            journal.sync();
        }
        double perRecord = (double) (real.disk.deviceBytes() - before) / records;
        assertTrue(
                perRecord < 5 * 1024,
                "octets to the device per record of 700 in a commit of its own: " + perRecord);
    }

    @Test
    void readerFollowsAWriterOnAnotherThread() throws Exception {
        Bench roomy = new Bench(3, Bench.limits(8, 0));
        Journal journal = roomy.open();
        int records = 3_000;
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread uplink =
                Thread.ofPlatform()
                        .name("uplink")
                        .start(() -> {
                            try (JournalReader reader = journal.reader()) {
                                long next = 0;
                                while (next < records) {
                                    switch (reader.read(P1, next)) {
                                        case ReadResult.Found found -> {
                                            assertArrayEquals(
                                                    Bench.body(next, (int) (next % 1_500)),
                                                    found.body());
                                            next++;
                                            if (next % 25 == 0) {
                                                assertEquals(
                                                        CursorFile.Advance.MOVED,
                                                        journal.cursorFile().advance(P1, next));
                                            }
                                        }
                                        case ReadResult.NotYet _ -> Thread.onSpinWait();
                                        case ReadResult.Missing missing ->
                                                throw new AssertionError(missing);
                                        case ReadResult.Recycled recycled ->
                                                throw new AssertionError(recycled);
                                    }
                                }
                            } catch (Throwable e) {
                                failure.set(e);
                            }
                        });
        for (long i = 0; i < records && failure.get() == null; ) {
            if (journal.append(P1, NO_ANNEX, Bench.body(i, (int) (i % 1_500))) == i) {
                i++;
            } else {
                Thread.onSpinWait();
            }
            if (i % 7 == 0 || i == records) {
                journal.sync();
            }
        }
        uplink.join();
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
        assertTrue(journal.stats().p1().segments() <= 8);
        assertEquals(0, journal.stats().p1().holesRead());
        assertEquals(records, journal.durable(P1));
        assertTrue(
                journal.stats().p1().bytesPrepared() > 20L * Bench.SEGMENT_BYTES,
                "segments were used again");
    }

    @Test
    void theSimulatedDiskForgetsWhatWasNotSynced() throws IOException {
        Journal journal = bench.open();
        journal.append(P1, NO_ANNEX, Bench.body(0, 700));
        assertEquals(0, bench.crashAndOpen().nextSequence(P1));
    }
}
